"use strict";

// Loads the library when a row first needs it, which few do: it takes longer to load than a good part
// of the registry to read. Its build for browsers brings a Buffer of its own; Node has one.

exports.parse = (...args) => require("csv-parse/sync").parse(...args);
