import { collapseSpace, serviceNameFault } from "@portolan/model";
import { ALL_HEADINGS } from "../../page/headings.js";
import { textProblems } from "../../problems.js";
import { findGroups } from "../content/groups.js";
import { beginsWithPort } from "../content/kinds.js";
import { readPersonWords } from "../people/person-rows.js";
import type { RowReading } from "../reading.js";
import type { ShapeReader } from "../shape.js";
import { readSpaceRow } from "./space-record.js";

// The longest first: “Service Name” before “Name”.
const HEADINGS = [...ALL_HEADINGS].sort((a, b) => b.length - a.length);
const ANY_HEADING = new RegExp(`(?<=^| )(?:${HEADINGS.join("|")})(?= |$)`, "gi");

/** Copies in which a blank parts both words and cells. */
export const spaceShape: ShapeReader = {
  splitHeadings(text) {
    const line = collapseSpace(text);
    const headings: string[] = [];
    let end = 0;
    for (const { 0: heading, index } of line.matchAll(ANY_HEADING)) {
      if (index > end) headings.push(line.slice(end, index).trim());
      headings.push(heading);
      end = index + heading.length + 1;
    }
    if (end < line.length) headings.push(line.slice(end));
    return headings;
  },
  isCertainlyRecord(text) {
    const isOfRegistry = findGroups(text).length > 1 || /\b(?:Unassigned|Reserved)\b/i.test(text);
    return isOfRegistry && beginsWithPort(text.trim().split(/\s+/, 3));
  },
  readRecords({ lines }, { isListed, plain, report }) {
    return lines.flatMap((line) => {
      const text = collapseSpace(plain(line.text));
      const row = { line, ...readSpaceRow(text, isListed) };
      if (!isBare(row)) return [row];
      if (hasServiceName(row))
        return [{ ...row, inferred: [...row.inferred, "name", "description"] as const }];
      report.add(textProblems, "text/row-unreadable", { span: line, values: { found: text } });
      return [];
    });
  },
  readPeople({ lines }, { plain }) {
    return lines.map((line) => readPersonWords({ ...line, text: plain(line.text) }) ?? line);
  },
};

/** Tells whether a row has nothing but words, so that it could be any line of the page. */
function isBare({ cells, date }: RowReading): boolean {
  const { name: _name, description: _description, ...others } = cells;
  return date === undefined && Object.values(others).every((cell) => cell === "");
}

/** Tells whether a row begins as the registry's oldest ones do: `arp Address Resolution Protocol`. */
function hasServiceName({ cells }: RowReading): boolean {
  const { name = "", description = "" } = cells;
  return serviceNameFault(name) === undefined && !/[A-Z]/.test(name) && description !== "";
}
