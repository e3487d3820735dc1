import {
  assigneesOf,
  formatPort,
  oneLine,
  type PortClass,
  PortNames,
  portClass,
  type Registry,
  referenceLabel,
  type Status,
  statusOf,
} from "@portolan/model";
import { requireObject, requireRecords } from "@portolan/model/internal";
import { overlapsPortSet } from "../port-set.js";
import { type Selection, Selector } from "../select/select.js";

/** Holds one port with a protocol and its names: a row of a look-up table. */
export interface PortRow {
  /** `443/tcp`. */
  readonly key: string;
  readonly port: number;
  readonly protocol: string;
  /** The canonical name: what a look-up by port answers. */
  readonly name: string;
  /** All names, the canonical one first. */
  readonly names: readonly string[];
  /** What follows is from the record of the canonical name. */
  readonly description: string;
  readonly status: Status;
  readonly class: PortClass;
  /** The range of the record, `6000-6063`, where it has one; else empty. */
  readonly range: string;
  readonly assignees: readonly string[];
  readonly references: readonly string[];
  readonly registrationDate: string;
  readonly modificationDate: string;
  readonly unauthorizedUse: string;
}

/**
 * Returns a row for each port and protocol that has a name, in their order; ranges are expanded. Which
 * name comes first, `PortNames` of `@portolan/model` decides by all records.
 *
 * @param selection - takes the rows of the ports that one of the selected records is registered on.
 *
 * @example
 * [...portRows(registry)].find(({ key }) => key === "80/tcp")?.names; // ["http", "www", "www-http"]
 */
export function* portRows(
  registry: Pick<Registry, "records">,
  selection: Selection = {},
): Generator<PortRow> {
  requireRecords(registry, "portRows", "registry");
  requireObject(selection, "portRows", "selection");
  const { records } = registry;
  const portNames = new PortNames(records);
  const selector = new Selector(selection);
  const { ports } = selection;
  for (const { port, protocol } of portNames.places()) {
    if (ports !== undefined && !overlapsPortSet(ports, port)) continue;
    const named = portNames.namesOf(port, protocol);
    const [first] = named;
    if (first === undefined || !named.some(({ record }) => selector.takes(record))) continue;
    const { record, name } = first;
    const { description, unauthorizedUse, registrationDate = "", modificationDate = "" } = record;
    yield {
      key: `${port}/${protocol}`,
      port,
      protocol,
      name,
      names: named.map((one) => one.name),
      description: description === undefined ? "" : oneLine(description),
      status: statusOf(record),
      class: portClass(port),
      range: typeof record.port === "object" ? formatPort(record.port) : "",
      assignees: assigneesOf(record),
      references: record.references.map(referenceLabel),
      registrationDate,
      modificationDate,
      unauthorizedUse: unauthorizedUse === undefined ? "" : oneLine(unauthorizedUse),
    };
  }
}
