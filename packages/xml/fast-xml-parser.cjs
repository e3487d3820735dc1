"use strict";

// In CommonJS the library is one file; as an ES module it is some fifty, which Node takes five times
// as long to load. Named one by one, so that Node finds the names without running it.

const { XMLParser, XMLValidator } = require("fast-xml-parser");

exports.XMLParser = XMLParser;
exports.XMLValidator = XMLValidator;
