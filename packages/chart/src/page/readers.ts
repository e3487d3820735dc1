import {
  FORMATS,
  isReadableFormat,
  type ReadResult,
  readRegistry,
  type WritableFormat,
  type WriteResult,
  writeRegistry,
} from "@portolan/convert";
import type { Registry } from "@portolan/model";

/** Describes a format that the page can write. */
export interface PageFormat {
  readonly name: WritableFormat;
  readonly title: string;
  readonly extension: string;
  readonly isRead: boolean;
}

/** Holds our readers and writers, as the page calls them. */
export interface Readers {
  readonly formats: readonly PageFormat[];
  readonly read: (text: string, fileName: string | undefined) => Promise<ReadResult>;
  readonly write: (registry: Registry, format: WritableFormat) => Promise<WriteResult>;
  /** Writes records of a registry in a form that is copied. */
  readonly copy: (registry: Registry, part: Registry, form: CopyForm) => Promise<string>;
}

/** Names a form in which records are copied: CSV, JSON rows, lines of a services file. */
export type CopyForm = "csv" | "json" | "services";

const door: Readers = {
  formats: FORMATS.map(({ name, title, extensions }) => ({
    name,
    title,
    extension: extensions[0] ?? `.${name}`,
    isRead: isReadableFormat(name),
  })),
  read: (text, fileName) => readRegistry(text, fileName === undefined ? {} : { fileName }),
  write: (registry, format) => writeRegistry(registry, format),
  copy: async (registry, part, form) => {
    if (form === "services") {
      const services = { header: false, wholeRegistry: registry };
      return (await writeRegistry(part, "services", { services })).text;
    }
    if (form === "csv") return (await writeRegistry(part, "csv")).text;
    const { text } = await writeRegistry(part, "jsonl");
    const rows = text.trimEnd().split("\n");
    return `[\n${rows.map((row) => `  ${row}`).join(",\n")}\n]\n`;
  },
};

(globalThis as { portolanReaders?: Readers }).portolanReaders = door;
