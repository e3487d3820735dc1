// Writes IANA's XML as JSON with fast-xml-parser, set so that it loses nothing.

import { readFileSync } from "node:fs";
import { XMLParser } from "fast-xml-parser";

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  trimValues: false,
  parseTagValue: false,
});
process.stdout.write(JSON.stringify(parser.parse(readFileSync(process.argv[2], "utf8"))));
