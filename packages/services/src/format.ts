import { LOSSES, type Mark, type ReadWriteFormat, type TextHead } from "@portolan/model/internal";
import { examine, isServiceLine, type ServicesDialect } from "./dialect.js";
import type { ToServicesOptions } from "./options.js";

/** Knows /etc/services. */
export const servicesFormat: ReadWriteFormat<"services", Omit<ToServicesOptions, "report">> = {
  name: "services",
  title: "/etc/services",
  otherNames: [],
  extensions: [".services"],
  fileNames: ["services"],
  reads: [
    { what: "/etc/services of any system", example: "http  80/tcp  www  # WorldWideWeb HTTP" },
    { what: "nmap-services", example: "http\t80/tcp\t0.484143\t# World Wide Web HTTP" },
    { what: "Wireshark's services file", example: "http\t80/tcp/udp\t# World Wide Web HTTP" },
  ],
  marksOf,
  loadReader: async () => (await import("./from-services.js")).fromServices,
  loadWriter: async () => {
    const { servicesChunks } = await import("./to-services.js");
    return (registry, options, report) => servicesChunks(registry, { ...options, report });
  },
  options: [
    {
      name: "target",
      flags: "--target <resolver>",
      help: "{words} (portable)",
      is: "word",
      words: ["portable", "glibc", "musl", "bsd", "go"],
    },
    {
      name: "comments",
      flags: "--comments <amount>",
      help: "{words} (short)",
      is: "word",
      words: ["none", "short", "full"],
    },
    {
      name: "sort",
      flags: "--sort <key>",
      help: "{words} (port)",
      is: "word",
      words: ["port", "name"],
    },
    {
      name: "ranges",
      flags: "--ranges <way>",
      help: "{words} (expand)",
      is: "word",
      words: ["first", "expand", "comment", "omit"],
    },
    {
      name: "repeatedNames",
      flags: "--repeated-names <way>",
      help: "{words} (every-port)",
      is: "word",
      words: ["once", "every-port"],
    },
    {
      name: "packs",
      flags: "--pack <packs>",
      help: "names that {words} systems always carried",
      is: "words",
      words: ["debian", "fedora", "bsd", "gentoo", "windows"],
    },
    {
      name: "names",
      flags: "--only <names>",
      help: "these names only: http,ssh,ntp/udp or etcd*, in any case",
      is: "list",
    },
    {
      name: "names",
      flags: "--names <file>",
      help: "the names in this file only; it may be a services file",
      is: "listFile",
    },
    {
      name: "maxBytes",
      flags: "--max-bytes <size>",
      help: "keep what people use most within so many bytes: 4096, 4k",
      is: "number",
      most: Number.MAX_SAFE_INTEGER,
    },
    {
      name: "frequencies",
      flags: "--frequencies <file>",
      help: "an nmap-services file that says what is open most often",
      is: "text",
    },
    {
      name: "base",
      flags: "--base <file>",
      help: "keep the lines of this services file, whatever is selected",
      is: "text",
    },
    {
      name: "overrides",
      flags: "--overrides <file>",
      help: "lines of this services file win over the registry",
      is: "text",
    },
    {
      name: "header",
      flags: "--no-header",
      help: "no comment with registry date and options",
      is: "switch",
    },
  ],
  losses: [
    {
      code: "selection",
      what: "Records without a name, a port or a protocol are lost, and a range becomes a record for each port.",
      why: "A line is for one port and protocol.",
    },
    {
      code: "columns",
      what: "All but name, port and protocol is lost; a comment shows the beginning of the description, an alias a note that says so.",
      why: "A line has no other columns.",
    },
    {
      code: "header",
      what: "Title, category, experts, references and notes of the registry are lost.",
      why: "The format holds rows only.",
    },
    {
      code: "people",
      what: "People and footnotes are lost.",
      why: "The format holds rows only.",
    },
    LOSSES.page,
  ],
};

function marksOf({ text, lines }: TextHead): readonly Mark[] {
  const rows = lines.filter((line) => /^[ \t]*[^\s#]/.test(line));
  const services = rows.filter(isServiceLine).length;
  const [first = ""] = rows;
  const marks: Mark[] = [];
  const { dialect, fault } = examine(text);
  if (services === 0 || fault?.code === "services/iana-text") return marks;
  if (dialect === "services" && repeatsFirstWord(rows)) return marks;
  if (isServiceLine(first))
    marks.push({ seen: "a first line name port/protocol", weight: "strong", dialect });
  marks.push(
    services * 2 > rows.length
      ? { seen: DIALECT_MARKS[dialect], weight: "strong", dialect }
      : { seen: "lines of the form name port/protocol", weight: "hint", dialect },
  );
  return marks;
}

/**
 * Tells whether half of the lines or more, and more than one, begin as a line before with another port, as
 * `allow 80/tcp` and `port 80/tcp is http` do. Ports one after the other may be those of one service.
 */
function repeatsFirstWord(lines: readonly string[]): boolean {
  const ports = new Map<string, number>();
  let repeated = 0;
  for (const line of lines) {
    const [, name, digits] = /^\s*(\S+)\s+(\d{1,5})[/,]/.exec(line) ?? [];
    if (name === undefined) continue;
    const port = Number(digits);
    if (Math.abs((ports.get(name) ?? port) - port) > 1) repeated++;
    ports.set(name, port);
  }
  return repeated > 1 && repeated * 2 >= lines.length;
}

const DIALECT_MARKS: Readonly<Record<ServicesDialect, string>> = {
  services: "most lines have the form name port/protocol",
  "nmap-services": "most lines have a name, port/protocol and a frequency",
  wireshark: "most lines have the form name port/protocol/protocol",
};
