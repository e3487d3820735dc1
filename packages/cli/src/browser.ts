// All that needs no Node, which is what a bundler takes for browsers.

export * from "@portolan/chart";
export * from "@portolan/convert";
export * from "@portolan/csv";
export * from "@portolan/html";
export * from "@portolan/json";
export * from "@portolan/model";
export * from "@portolan/query";
export * from "@portolan/services";
export * from "@portolan/text";
export * from "@portolan/typescript";
export * from "@portolan/xml";
export * from "@portolan/yaml";
