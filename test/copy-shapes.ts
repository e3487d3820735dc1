import { assigneesOf, type Person, type Registry, type ServiceRecord } from "@portolan/model";
import { collapseSpace, renderRecord } from "@portolan/model/internal";
import { COPY_SHAPES, type CopyShape, toCopy } from "@portolan/text";
import { rememberedOf } from "./remembered.js";

// Cuts a registry into pages, and shows it as people's copies of the page do (for tests of readers).

/** Names a shape of copies and the function that writes it. */
export const copyShapes: ReadonlyMap<CopyShape, (registry: Registry) => string> = new Map(
  COPY_SHAPES.map((shape) => [shape, (registry: Registry) => toCopy(registry, shape)]),
);

/** Cuts a registry into pages of records, each with the people that its records name. */
export function pagesOfRegistry(registry: Registry, size: number): readonly Registry[] {
  const pages: Registry[] = [];
  for (let start = 0; start < registry.records.length; start += size) {
    const records = registry.records.slice(start, start + size);
    const ids = new Set(records.flatMap((record) => [...assigneesOf(record), ...record.contacts]));
    pages.push({ ...registry, records, people: registry.people.filter(({ id }) => ids.has(id)) });
  }
  return pages;
}

/** Gives the twelve cells of a record as a page shows them: all white space is one blank. */
export const shownCells = rememberedOf((record: ServiceRecord): readonly string[] =>
  Object.values(renderRecord(record, "none")).map(collapseSpace),
);

/** Gives a person's cells: id, name, organization, URIs, date of the last change. */
export function shownPerson({ id, name, organization, uris, updated }: Person): readonly string[] {
  return [`[${id}]`, name, organization, uris.join(" "), updated].map((cell) =>
    collapseSpace(cell ?? ""),
  );
}
