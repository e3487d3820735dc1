import { parseSelection, type Selection, type SelectionTexts } from "@portolan/query";
import { UsageError } from "./exit.js";

/** Holds the selection options as they stand on the command line. */
export type SelectionArguments = SelectionTexts;

/**
 * Reads the selection options.
 *
 * @throws {UsageError} for one whose text means nothing.
 */
export function selectionOf({
  port,
  protocol,
  name,
  status,
  class: portClass,
  since,
  where,
}: SelectionArguments): Selection {
  const texts = { port, protocol, name, status, class: portClass, since, where };
  const given = Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined));
  const parsed = parseSelection(given);
  if ("selection" in parsed) return parsed.selection;
  throw new UsageError(`--${parsed.option}: ${parsed.message}`);
}
