import { Report } from "@portolan/model";
import {
  childElements,
  plainTextOf,
  readElements,
  referenceOf,
  runningTextOf,
} from "@portolan/xml";
import { expect, test } from "vitest";

test("the layers under fromXml read IANA's other registries", () => {
  const source = `<registry id="protocol-numbers">
  <registry id="protocol-numbers-1">
    <record><value>6</value><name>TCP</name><xref type="rfc" data="rfc9293"/></record>
    <record><value>254</value><note>Only <xref type="note" data="1"/></note></record>
  </registry>
</registry>`;
  const reading = { source, report: new Report(source) };
  const root = readElements(reading);
  const inner = root && childElements(root, reading)[0];
  const records = inner ? childElements(inner, reading) : [];
  const cells = records.map((record) =>
    childElements(record, reading).map((cell) => {
      if (cell.name === "xref") return referenceOf(cell, reading);
      return cell.name === "note" ? runningTextOf(cell, reading) : plainTextOf(cell, reading);
    }),
  );
  expect(cells).toEqual([
    ["6", "TCP", { type: "rfc", data: "rfc9293" }],
    ["254", ["Only ", { reference: { type: "note", data: "1" } }]],
  ]);
  expect(records.map(({ start, end }) => source.slice(start, end).split(">")[2])).toEqual([
    "6</value",
    "254</value",
  ]);
  expect(reading.report.problems).toEqual([]);
});
