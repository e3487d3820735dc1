import { createRegistry, fromData, type ParseResult, Report } from "@portolan/model";
import { readWithLibrary } from "./library-reading.js";
import { readRegular } from "./regular-reading.js";

/**
 * Reads a registry from YAML as `toYaml` writes it, in any style of YAML 1.2.
 *
 * @returns the registry and what was found wrong: text that is not YAML (`yaml/…`), data that is
 * not a registry (`data/…`), records that hold something odd (`record/…`).
 * @throws {TypeError} where the source is not a string.
 * @example
 * fromYaml("records:\n  - name: http\n    port: 80\n").registry.records[0].port; // 80
 */
export function fromYaml(source: string): ParseResult {
  if (typeof source !== "string") throw new TypeError("The YAML source must be a string.");
  const report = new Report(source);
  const { problems } = report;
  const reading = readRegular(source) ?? readWithLibrary(source, report);
  if (reading === undefined) return { registry: createRegistry(), problems, offsets: [] };

  const { data, locate } = reading;
  const { registry, recordIndexes } = fromData(data, report, locate);
  let offsets: readonly number[] | undefined;
  return {
    registry,
    problems,
    // Most readers of the result never ask.
    get offsets() {
      offsets ??= recordIndexes.map((index) => locate(["records", index])?.start ?? 0);
      return offsets;
    },
  };
}
