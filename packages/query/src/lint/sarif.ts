import type { Problem, Severity } from "@portolan/model";
import type { ProblemTable } from "@portolan/model/internal";
import { defined, requireList, requireObject } from "@portolan/model/internal";
import { generalMeaning } from "./codes-page.js";
import { lintProblems } from "./problems.js";

/** What {@link toSarif} says besides the problems. */
export interface SarifOptions {
  /** URI of what was examined, relative to the root of the checkout where it has one. */
  readonly uri?: string | undefined;
  /** Version of the tool. */
  readonly version?: string | undefined;
  /** Further tables of problems, where the problems of a reader are told too. */
  readonly tables?: readonly ProblemTable[] | undefined;
}

/** Holds a SARIF log: one run with its rules and results. Only what is written here is typed. */
export interface SarifLog {
  readonly $schema: string;
  readonly version: "2.1.0";
  readonly runs: readonly [SarifRun];
}

interface SarifRun {
  readonly tool: {
    readonly driver: {
      readonly name: string;
      readonly version?: string;
      readonly rules: readonly SarifRule[];
    };
  };
  readonly columnKind: "utf16CodeUnits";
  readonly results: readonly SarifResult[];
}

/** What SARIF calls our severities. */
const LEVELS: Readonly<Record<Severity, SarifLevel>> = {
  error: "error",
  warning: "warning",
  info: "note",
};

type SarifLevel = "error" | "warning" | "note";

interface SarifRule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly help: { readonly text: string };
  readonly defaultConfiguration: { readonly level: SarifLevel };
}

interface SarifResult {
  readonly ruleId: string;
  /** Zero-based place of the rule; absent where no table lists it. */
  readonly ruleIndex?: number;
  readonly level: SarifLevel;
  readonly message: { readonly text: string };
  readonly locations?: readonly [SarifLocation];
}

interface SarifLocation {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region?: SarifRegion;
  };
}

/** Lines and columns count from 1, columns in UTF-16 code units; the end column is not included. */
interface SarifRegion {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/**
 * Writes problems as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), which code
 * hosts show beside the source. The rules are all that lint knows, found or not.
 *
 * @example
 * JSON.stringify(toSarif(lint(registry, { source, offsets }), { uri: "registry.csv" }));
 */
export function toSarif(problems: readonly Problem[], options: SarifOptions = {}): SarifLog {
  requireList(problems, "toSarif", "problems");
  requireObject(options, "toSarif", "options");
  const { uri, version, tables = [] } = options;
  const rules = [lintProblems, ...tables].flatMap(rulesOf);
  const ruleIndexes = new Map(rules.map(({ id }, index) => [id, index]));
  return {
    $schema:
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: defined({ name: "portolan", version, rules }),
        },
        columnKind: "utf16CodeUnits",
        results: problems.map((problem) => resultOf(problem, ruleIndexes.get(problem.code), uri)),
      },
    ],
  };
}

function rulesOf(table: ProblemTable): readonly SarifRule[] {
  return Object.entries(table).map(([id, [severity, message, cure]]) => ({
    id,
    shortDescription: { text: generalMeaning(message) },
    help: { text: cure },
    defaultConfiguration: { level: LEVELS[severity] },
  }));
}

function resultOf(
  problem: Problem,
  ruleIndex: number | undefined,
  uri: string | undefined,
): SarifResult {
  const { code, severity, message } = problem;
  return defined({
    ruleId: code,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: message },
    ...(uri === undefined ? {} : { locations: [locationOf(problem, uri)] }),
  });
}

function locationOf({ start, end }: Problem, uri: string): SarifLocation {
  const region =
    start &&
    defined({
      startLine: start.line,
      startColumn: start.column,
      endLine: end?.line,
      endColumn: end?.column,
    });
  return { physicalLocation: defined({ artifactLocation: { uri }, region }) };
}
