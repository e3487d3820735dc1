"use strict";

// Loads the library when a document has a document type declaration, which hardly any has. In
// CommonJS it is one file; as an ES module it is some fifty.

exports.XMLParser = function XMLParser(options) {
  const library = require("fast-xml-parser");
  return new library.XMLParser(options);
};
