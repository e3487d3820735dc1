import ts from "typescript-5";

/** Holds a small change of a source that every test may fail of. */
export interface Mutant {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly put: string;
  /** The expression or statement that one or the other form of is run. */
  readonly from: number;
  readonly to: number;
  readonly kind: "expression" | "key" | "statement";
}

const { SyntaxKind } = ts;

/** What takes the place of an operator. */
const OPERATORS: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [SyntaxKind.EqualsEqualsEqualsToken, "!=="],
  [SyntaxKind.ExclamationEqualsEqualsToken, "==="],
  [SyntaxKind.LessThanToken, "<="],
  [SyntaxKind.LessThanEqualsToken, "<"],
  [SyntaxKind.GreaterThanToken, ">="],
  [SyntaxKind.GreaterThanEqualsToken, ">"],
  [SyntaxKind.AmpersandAmpersandToken, "||"],
  [SyntaxKind.BarBarToken, "&&"],
  [SyntaxKind.PlusToken, "-"],
  [SyntaxKind.MinusToken, "+"],
]);

/** Gives the mutants of one source file. Those that only a type could see are left out. */
export function mutantsOf(file: string, source: string): readonly Mutant[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2023, true);
  const mutants: Mutant[] = [];
  const add = (
    node: ts.Node,
    put: string,
    kind: Mutant["kind"] = "expression",
    around: ts.Node = node,
  ): void => {
    const [start, end, from, to] = [
      node.getStart(tree),
      node.getEnd(),
      around.getStart(tree),
      around.getEnd(),
    ];
    mutants.push({ file, start, end, put, from, to, kind });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node)) return;
    if (ts.isBinaryExpression(node)) {
      const put = OPERATORS.get(node.operatorToken.kind);
      // A minus between texts is a fault that types see.
      const isText = [node.left, node.right].some(
        (side) => ts.isStringLiteralLike(side) || ts.isTemplateExpression(side),
      );
      if (put !== undefined && !(isText && put === "-"))
        add(node.operatorToken, put, "expression", node);
    } else if (ts.isIfStatement(node)) {
      add(node.expression, `!(${node.expression.getText(tree)})`);
    } else if (ts.isConditionalExpression(node)) {
      add(node.condition, `!(${node.condition.getText(tree)})`);
    } else if (node.kind === SyntaxKind.TrueKeyword || node.kind === SyntaxKind.FalseKeyword) {
      if (!ts.isLiteralTypeNode(node.parent))
        add(node, node.kind === SyntaxKind.TrueKeyword ? "false" : "true");
    } else if (ts.isNumericLiteral(node)) {
      add(node, `${Number(node.text) + 1}`, isKey(node) ? "key" : "expression");
    } else if (ts.isExpressionStatement(node) && !isDirective(node)) {
      // What is left stands where a statement must, as after `if`.
      add(node, "{}", "statement");
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return mutants;
}

/** A key, of an object or of what is taken from one, takes an expression in brackets only. */
function isKey(node: ts.NumericLiteral): boolean {
  const { parent } = node;
  return (
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (ts.isBindingElement(parent) && parent.propertyName === node)
  );
}

/** A call of super cannot be left out. */
function isDirective({ expression }: ts.ExpressionStatement): boolean {
  return (
    ts.isStringLiteral(expression) ||
    (ts.isCallExpression(expression) && expression.expression.kind === SyntaxKind.SuperKeyword)
  );
}

/** Gives a source with one change. */
export function changed(source: string, { start, end, put }: Mutant): string {
  return source.slice(0, start) + put + source.slice(end);
}

/**
 * Puts mutants into a source, each beside what it changes: `mutant(7) ? a <= b : a < b`.
 *
 * @param numbered - mutants of this source, none of them twice.
 * @param head - what declares the function that says which one is at work.
 */
export function withMutants(
  source: string,
  numbered: readonly (readonly [number: number, mutant: Mutant])[],
  head: string,
): string {
  // What is around comes before what is in it.
  const sorted = numbered.toSorted(
    ([, a], [, b]) => a.from - b.from || b.to - a.to || b.end - b.start - (a.end - a.start),
  );
  const write = (inside: typeof sorted, from: number, to: number): string => {
    let text = "";
    let at = from;
    for (let i = 0; i < inside.length; ) {
      const [number, mutant] = inside[i] as (typeof sorted)[number];
      const last = inside.findIndex(([, other], j) => j > i && other.from >= mutant.to);
      const nested = inside.slice(i + 1, last === -1 ? inside.length : last);
      text += source.slice(at, mutant.from) + either(number, mutant, nested);
      at = mutant.to;
      i += 1 + nested.length;
    }
    return text + source.slice(at, to);
  };
  const either = (number: number, mutant: Mutant, nested: typeof sorted): string => {
    const { from, to, start, end, put, kind } = mutant;
    const asWas = write(nested, from, to);
    if (kind === "statement") return `{ if (!mutant$(${number})) { ${asWas} } }`;
    if (kind === "key") return `[mutant$(${number}) ? ${put} : ${asWas}]`;
    const isWhole = start === from && end === to;
    const asPut = put.startsWith("!(")
      ? `!(${asWas})`
      : isWhole
        ? put
        : write(
            nested.filter(([, other]) => other.to <= start),
            from,
            start,
          ) +
          put +
          write(
            nested.filter(([, other]) => other.from >= end),
            end,
            to,
          );
    return `(mutant$(${number}) ? (${asPut}) : (${asWas}))`;
  };
  return `${write(sorted, 0, source.length)}\n${head}\n`;
}
