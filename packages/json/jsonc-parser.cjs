"use strict";

// Loads the library when a text is not JSON: that takes longer than to read a good part of a registry.

exports.visit = (...args) => require("jsonc-parser").visit(...args);
exports.printParseErrorCode = (code) => require("jsonc-parser").printParseErrorCode(code);
