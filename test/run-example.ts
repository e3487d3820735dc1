import ts from "typescript-5";
import type { Example } from "./examples.js";
import { holdClaim } from "./hold-claim.js";

/** Gives the module that an example names in an import. */
export type Load = (specifier: string) => Promise<Readonly<Record<string, unknown>>>;

/** Holds one statement of an example, and what is said of its value. */
interface Step {
  readonly node: ts.Statement;
  readonly code: string;
  readonly claim: string | undefined;
}

/** Tells whether an example says what comes out. */
export function claims(example: Example): boolean {
  return stepsOf(example).some(({ claim }) => claim !== undefined);
}

/**
 * Splits an example into its statements. What a statement gives stands in a comment behind it, or in
 * the lines below: `// → 80`; in a documentation comment `// 80` will do.
 */
function stepsOf({ file, code }: Example): readonly Step[] {
  const source = ts.createSourceFile("example.js", code, ts.ScriptTarget.ES2023);
  return source.statements.map((node, index) => {
    const next = source.statements[index + 1]?.getStart(source) ?? code.length;
    const claim = claimOf(code.slice(node.end, next), file.endsWith(".md"));
    return { node, code: code.slice(node.getStart(source), node.end), claim };
  });
}

/** Reads the comment that follows a statement: as far as its lines follow each other. */
function claimOf(trivia: string, needsArrow: boolean): string | undefined {
  const comment = /^[ ]*\n?((?:\/\/.*(?:\n|$))+)/.exec(trivia)?.[1];
  if (comment === undefined) return undefined;
  const lines = comment.trimEnd().split("\n");
  const hasArrow = lines[0]?.startsWith("// → ") === true;
  if (!hasArrow) {
    return needsArrow ? undefined : lines.map((line) => line.replace(/^\/\/ ?/, "")).join("\n");
  }
  // Lines that continue a value are indented like it; another comment is not.
  const continued = lines.findIndex((line, index) => index > 0 && !line.startsWith("//   "));
  const own = continued === -1 ? lines : lines.slice(0, continued);
  return own.map((line) => line.slice("// → ".length)).join("\n");
}

/**
 * Runs an example and holds every value it claims.
 *
 * @param scope names that it may use without importing them.
 */
export async function runExample(
  example: Example,
  load: Load,
  scope: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const body = stepsOf(example)
    .map((step) => (ts.isImportDeclaration(step.node) ? importAsCall(step.node) : toRunnable(step)))
    .join("\n");
  // A block of its own, so that the example may declare a name that the scope has too.
  const run = new AsyncFunction("load", "hold", ...Object.keys(scope), `"use strict";{${body}\n}`);
  await run(load, holdClaim, ...Object.values(scope));
}

const AsyncFunction = (async () => {}).constructor as new (
  ...parts: readonly string[]
) => (...values: readonly unknown[]) => Promise<void>;

/**
 * Writes an example as a module that imports what it names, as a program does, and exports a function
 * that runs it with what holds its claims (`holdClaim`).
 */
export function exampleModule(example: Example): string {
  const steps = stepsOf(example);
  const imports = steps.filter(({ node }) => ts.isImportDeclaration(node)).map(({ code }) => code);
  const body = steps.filter(({ node }) => !ts.isImportDeclaration(node)).map(toRunnable);
  return [...imports, "export default async function (hold) {", ...body, "}", ""].join("\n");
}

/** Names the packages that an example imports. */
export function importsOf(example: Example): readonly string[] {
  return stepsOf(example).flatMap(({ node }) =>
    ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)
      ? [node.moduleSpecifier.text]
      : [],
  );
}

function toRunnable({ node, code, claim }: Step): string {
  if (claim === undefined) return code;
  if (!ts.isExpressionStatement(node)) {
    throw new Error(`Only an expression has a value that can be held: ${code} // ${claim}`);
  }
  return `hold((${code.replace(/;$/, "")}), ${JSON.stringify(claim)});`;
}

function importAsCall({ importClause, moduleSpecifier }: ts.ImportDeclaration): string {
  const names = importClause?.namedBindings;
  if (names === undefined || !ts.isNamedImports(names)) {
    throw new Error("Examples import by name: import { fromCsv } from …");
  }
  const bindings = names.elements.map(({ name, propertyName }) =>
    propertyName === undefined ? name.text : `${propertyName.text}: ${name.text}`,
  );
  const specifier = ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : "";
  return `const { ${bindings.join(", ")} } = await load(${JSON.stringify(specifier)});`;
}
