import type { Registry } from "@portolan/model";
import type { Selection, SelectionTexts } from "@portolan/query";
import { UsageError } from "./exit.js";

/** Holds the selection options as they stand on the command line. */
export type SelectionArguments = SelectionTexts;

/**
 * Reads the selection options. What selects is loaded only where there are any.
 *
 * @throws {UsageError} for one whose text means nothing.
 */
export async function selectionOf({
  port,
  protocol,
  name,
  status,
  class: portClass,
  since,
  where,
}: SelectionArguments): Promise<Selection> {
  const texts = { port, protocol, name, status, class: portClass, since, where };
  const given = Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined));
  if (Object.keys(given).length === 0) return {};
  const { parseSelection } = await import("@portolan/query");
  const parsed = parseSelection(given);
  if ("selection" in parsed) return parsed.selection;
  throw new UsageError(`--${parsed.option}: ${parsed.message}`);
}

/** Takes what was selected: the registry as it is where there are no criteria. */
export async function selected(registry: Registry, selection: Selection): Promise<Registry> {
  if (Object.keys(selection).length === 0) return registry;
  const { select } = await import("@portolan/query");
  return select(registry, selection);
}
