import ts from "typescript-5";

/** Holds a small change of a source that every test may fail of. */
export interface Mutant {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly put: string;
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
  const add = (node: ts.Node, put: string): void => {
    mutants.push({ file, start: node.getStart(tree), end: node.getEnd(), put });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node)) return;
    if (ts.isBinaryExpression(node)) {
      const put = OPERATORS.get(node.operatorToken.kind);
      // A minus between texts is a fault that types see.
      const isText = [node.left, node.right].some(
        (side) => ts.isStringLiteralLike(side) || ts.isTemplateExpression(side),
      );
      if (put !== undefined && !(isText && put === "-")) add(node.operatorToken, put);
    } else if (ts.isIfStatement(node)) {
      add(node.expression, `!(${node.expression.getText(tree)})`);
    } else if (ts.isConditionalExpression(node)) {
      add(node.condition, `!(${node.condition.getText(tree)})`);
    } else if (node.kind === SyntaxKind.TrueKeyword || node.kind === SyntaxKind.FalseKeyword) {
      if (!ts.isLiteralTypeNode(node.parent))
        add(node, node.kind === SyntaxKind.TrueKeyword ? "false" : "true");
    } else if (ts.isNumericLiteral(node)) {
      add(node, `${Number(node.text) + 1}`);
    } else if (ts.isExpressionStatement(node) && !isDirective(node)) {
      add(node, ";");
    } else if (ts.isReturnStatement(node) && node.expression !== undefined) {
      if (ts.isIdentifier(node.expression) && node.expression.text === "undefined") return;
      if (ts.isArrayLiteralExpression(node.expression) && node.expression.elements.length === 0)
        return;
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return mutants;
}

/** A call of super cannot be left out. */
function isDirective({ expression }: ts.ExpressionStatement): boolean {
  return (
    ts.isStringLiteral(expression) ||
    (ts.isCallExpression(expression) && expression.expression.kind === SyntaxKind.SuperKeyword)
  );
}
