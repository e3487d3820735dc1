import { listOf, object, optional, required } from "./data-object.js";
import type { Shape } from "./data-reading.js";
import { filled, isObject, list, number, oneOf, refined, text } from "./data-shape.js";
import { reference, runningText } from "./data-text.js";
import { formatPort, type Port, type PortRange, parsePort } from "./port.js";
import { checkRecord } from "./record-draft.js";
import type { InferredField, ServiceRecord, UnparsedFields } from "./registry.js";
import { parseServiceCode } from "./service-code.js";

const portRange = object<PortRange>({ first: required(number), last: required(number) });

const port: Shape<Port> = (data, reading) => {
  if (typeof data === "number") return data;
  if (isObject(data)) return portRange(data, reading);
  return reading.complainOfType(data, "a number or a range of “first” and “last”");
};

const INFERRED_FIELDS: readonly InferredField[] = [
  "name",
  "description",
  "assignee",
  "contact",
  "registrationDate",
  "modificationDate",
  "reference",
  "serviceCode",
  "unauthorizedUse",
  "notes",
];

/** Shape of a record; what it holds is checked by the rules of all formats. */
export const serviceRecord: Shape<ServiceRecord> = refined(
  object<ServiceRecord>({
    name: optional(filled(text)),
    port: optional(port),
    protocol: optional(filled(text)),
    description: optional(filled(runningText)),
    assignees: optional(list(text)),
    contacts: listOf(text),
    registrationDate: optional(filled(text)),
    modificationDate: optional(filled(text)),
    references: listOf(reference),
    serviceCode: optional(number),
    unauthorizedUse: optional(filled(text)),
    notes: optional(filled(runningText)),
    unparsed: optional(
      object<UnparsedFields>({ port: optional(text), serviceCode: optional(text) }),
    ),
    inferred: optional(list(oneOf(INFERRED_FIELDS, "a field that can be inferred"))),
    emptyElements: optional(list(text)),
  }),
  (read, reading) => {
    const record = withValidNumbers(read);
    checkRecord(
      record,
      reading.report,
      (column) => reading.locate(column) ?? reading.locate("unparsed", column) ?? reading.locate(),
    );
    return record;
  },
);

/** Keeps a port or service code that is none as text, as every other reader does. */
function withValidNumbers(read: ServiceRecord): ServiceRecord {
  const { port, serviceCode } = read;
  const isPort = port === undefined || parsePort(formatPort(port)) !== undefined;
  const isCode = serviceCode === undefined || parseServiceCode(String(serviceCode)) !== undefined;
  if (isPort && isCode) return read;
  const { port: _port, serviceCode: _code, ...others } = read;
  return {
    ...others,
    ...(isPort && port !== undefined ? { port } : {}),
    ...(isCode && serviceCode !== undefined ? { serviceCode } : {}),
    unparsed: {
      ...read.unparsed,
      ...(isPort ? {} : { port: formatPort(port) }),
      ...(isCode ? {} : { serviceCode: String(serviceCode) }),
    },
  };
}
