import {
  formatPort,
  type ProtocolNumbers,
  type ProtocolRecord,
  type Reference,
  referenceLabel,
} from "@portolan/model";
import { flattenText } from "@portolan/model/internal";

/** Gives the five cells of a record, with references as a form writes them. */
function cellsOf(
  record: ProtocolRecord,
  write: (reference: Reference) => string,
): readonly string[] {
  const { number, keyword = "", description = "", ipv6Extension, references } = record;
  const plain = { reference: write, break: "", beforeParagraph: "" };
  const ipv6 = ipv6Extension === undefined ? "" : ipv6Extension ? "Y" : "N";
  return [
    formatPort(number),
    keyword,
    flattenText(description, plain),
    ipv6,
    references.map(write).join(""),
  ];
}

/** Writes the registry's CSV by the rules that IANA's CSV of the service names keeps to. */
export function asCsv({ records }: ProtocolNumbers): string {
  const rows = records.map((record) =>
    cellsOf(record, (reference) => `[${referenceLabel(reference)}]`),
  );
  return [["Decimal", "Keyword", "Protocol", "IPv6 Extension Header", "Reference"], ...rows]
    .map((row) => `${row.map(quote).join(",")}\r\n`)
    .join("");
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Writes the registry's page as IANA's stylesheet does; of the head only the date. */
export function asPage({ updated = "", records }: ProtocolNumbers): string {
  const rows = records.map((record) => {
    const [number = "", keyword = "", description = "", ipv6 = "", references = ""] = cellsOf(
      record,
      linked,
    );
    return `        <tr>
          <td align="center">${number}</td>
          <td>${escapeText(keyword)}</td>
          <td>${escapeText(description)}</td>
          <td align="center">${ipv6}</td>
          <td>${references}</td>
        </tr>
`;
  });
  return `<html>
<dl><dt>Last Updated</dt><dd>${updated}</dd></dl>
<table><thead><tr><th>Decimal</th><th>Keyword</th><th>Protocol</th><th>IPv6 Extension Header</th><th>Reference</th></tr></thead>
      <tbody>
${rows.join("")}      </tbody>
</table></html>
`;
}

function linked(reference: Reference): string {
  const label = escapeText(referenceLabel(reference));
  const address = addressOf(reference);
  return address === undefined ? `[${label}]` : `[<a href="${escapeText(address)}">${label}</a>]`;
}

function addressOf({ type, data = "" }: Reference): string | undefined {
  switch (type) {
    case "rfc":
    case "draft":
      return `http://www.iana.org/go/${data.replace(/^RFC-/, "draft-")}`;
    case "person":
      return `#${data}`;
    case "note":
      return `#note${data}`;
    case "uri":
      return data;
    default:
      return undefined;
  }
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
