// What public functions say of an argument that they cannot take: their own name, its name, what it
// must be and what it is. Without it a slip ends in “Cannot read properties of undefined”, somewhere.

/** An object, as far as it is looked at. */
type Fields = Readonly<Record<string, unknown>>;

/** Refuses what is no text. */
export function requireText(value: unknown, of: string, name: string): void {
  if (typeof value !== "string") refuse(value, of, name, "a string");
}

/** Refuses what is no object; `wanted` says where such an object comes from. */
export function requireObject(
  value: unknown,
  of: string,
  name: string,
  wanted = "an object",
): void {
  if (!isObject(value)) refuse(value, of, name, wanted);
}

/** Refuses what is no list. */
export function requireList(value: unknown, of: string, name: string): void {
  if (!Array.isArray(value)) refuse(value, of, name, "a list");
}

/** Refuses what is neither text nor an object, lists included. */
export function requireTextOrObject(
  value: unknown,
  of: string,
  name: string,
  wanted: string,
): void {
  if (typeof value !== "string" && (typeof value !== "object" || value === null))
    refuse(value, of, name, wanted);
}

/** Refuses what is neither a port nor a range of ports. */
export function requirePort(value: unknown, of: string, name: string): void {
  if (typeof value === "number") return;
  if (!isObject(value) || typeof value.first !== "number" || typeof value.last !== "number")
    refuse(value, of, name, "a number, or an object with first and last");
}

/** Refuses what is no number. */
export function requireNumber(value: unknown, of: string, name: string): void {
  if (typeof value !== "number") refuse(value, of, name, "a number");
}

/** Refuses what is no bytes. */
export function requireBytes(value: unknown, of: string, name: string): void {
  if (!(value instanceof Uint8Array)) refuse(value, of, name, "a Uint8Array");
}

/** Refuses what gives no text in chunks. */
export function requireChunks(value: unknown, of: string, name: string): void {
  if (typeof value === "string") return;
  if (typeof value === "object" && value !== null && !(value instanceof Uint8Array)) {
    if (Symbol.asyncIterator in value || Symbol.iterator in value || "getReader" in value) return;
  }
  refuse(value, of, name, "a string, an iterable of strings or a stream of them");
}

/** Refuses what gives nothing part by part. */
export function requireParts(value: unknown, of: string, name: string): void {
  if (typeof value !== "object" || value === null || !(Symbol.asyncIterator in value))
    refuse(value, of, name, "an async iterable of parts");
}

/** Refuses what is no record. */
export function requireRecord(value: unknown, of: string, name: string): void {
  requireObject(value, of, name, "a record, as createRecord makes it");
}

const LISTS = ["people", "experts", "references", "notes", "footnotes"] as const;

/** Refuses what is no registry, and one that has not its lists, as what JSON.parse gives has not. */
export function requireRegistry(value: unknown, of: string, name: string): void {
  requireRecords(value, of, name);
  if (!isObject(value)) return;
  for (const list of LISTS) {
    if (!Array.isArray(value[list]))
      refuse(value[list], of, `${name}.${list}`, "a list, which createRegistry fills");
  }
}

/** Refuses what has no records, or records without their lists. */
export function requireRecords(value: unknown, of: string, name: string): void {
  if (!isObject(value))
    refuse(value, of, name, "a registry, as readers and createRegistry make it");
  const { records } = value;
  if (!Array.isArray(records)) {
    const hint = "registry" in value ? " (the registry of a result is its field “registry”)" : "";
    refuse(records, of, `${name}.records`, "a list", hint);
  }
  for (let i = 0; i < records.length; i++) {
    const record: Fields | null | undefined = records[i];
    if (Array.isArray(record?.contacts) && Array.isArray(record.references)) continue;
    const place = `${name}.records[${i}]`;
    if (!isObject(record)) refuse(record, of, place, "a record, as createRecord makes it");
    const list = Array.isArray(record.contacts) ? "references" : "contacts";
    refuse(record[list], of, `${place}.${list}`, "a list, which createRecord fills");
  }
}

function isObject(value: unknown): value is Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return !(value instanceof Promise);
}

function refuse(value: unknown, of: string, name: string, wanted: string, hint = ""): never {
  throw new TypeError(`${of}: ${name} must be ${wanted}, not ${kindOf(value)}${hint}.`);
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "a list";
  if (value instanceof Uint8Array) return "bytes (decode them first)";
  if (value instanceof Promise) return "a promise (await it)";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
