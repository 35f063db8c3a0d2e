import type { SyntaxNode, TransformationContext, TypeChecker, TypeScript } from "./typescript.js";

/** What holds the declarations of earlier cells, for the type checker. */
const EARLIER_CELLS = /(^|[/\\])__prev__\.d\.ts$/;

/**
 * Repairs tslab's way to earlier cells: it turns `dates` into `exports.dates`, but leaves the shorthand `{ dates }` as it
 * is, which then fails when the cell runs. This writes such a shorthand as `{ dates: exports.dates }`.
 */
export function expandShorthand(
  typescript: TypeScript,
  checker: TypeChecker,
): (context: TransformationContext) => (file: SyntaxNode) => SyntaxNode {
  const { factory } = typescript;
  const isEarlier = (node: SyntaxNode): boolean =>
    checker
      .getShorthandAssignmentValueSymbol(node)
      ?.declarations?.some(declaration => EARLIER_CELLS.test(declaration.getSourceFile().fileName)) ?? false;

  return context => {
    const visit = (node: SyntaxNode): SyntaxNode => {
      if (!typescript.isShorthandPropertyAssignment(node) || !isEarlier(node)) {
        return typescript.visitEachChild(node, visit, context);
      }
      const earlier = factory.createPropertyAccessExpression(factory.createIdentifier("exports"), node.name.text);
      const preset = node.objectAssignmentInitializer;
      const value = preset === undefined ? earlier : factory.createAssignment(earlier, visit(preset));
      return factory.createPropertyAssignment(node.name.text, value);
    };
    return visit;
  };
}
