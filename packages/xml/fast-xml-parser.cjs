"use strict";

// Loads the library when a document first needs it, which few do: that takes as long as reading a
// quarter of the registry. In CommonJS it is one file; as an ES module it is some fifty, which takes
// five times as long again.

exports.XMLParser = function XMLParser(options) {
  const library = require("fast-xml-parser");
  return new library.XMLParser(options);
};

exports.XMLParser.getMetaDataSymbol = () =>
  require("fast-xml-parser").XMLParser.getMetaDataSymbol();

exports.XMLValidator = {
  validate: (...args) => require("fast-xml-parser").XMLValidator.validate(...args),
};
