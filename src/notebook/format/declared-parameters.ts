/** What a cell of parameters declares: each variable at its top whose value is written out. */
import type {
  Expression,
  SourceFile,
  SyntaxKind,
  VariableDeclarationList,
} from "@tslab/typescript-for-tslab";
import { tslabRequire } from "../kernel/tslab-package.js";

type Compiler = typeof import("@tslab/typescript-for-tslab");

/** Of what kind a parameter's value is. */
export type Kind =
  | "a number"
  | "a text"
  | "true or false"
  | "a whole number"
  | "a list"
  | "an object";

/** A parameter as it is declared. */
export interface Parameter {
  readonly name: string;
  /** Absent where the value is computed. */
  readonly kind: Kind | undefined;
  /** The value as the cell has it. */
  readonly value: string;
  /** What stands around the value: `["let seed: number = ", ""]`. */
  readonly around: readonly [before: string, after: string];
}

const KINDS: Readonly<Partial<Record<keyof typeof SyntaxKind, Kind>>> = {
  NumericLiteral: "a number",
  StringLiteral: "a text",
  NoSubstitutionTemplateLiteral: "a text",
  TrueKeyword: "true or false",
  FalseKeyword: "true or false",
  BigIntLiteral: "a whole number",
  ArrayLiteralExpression: "a list",
  ObjectLiteralExpression: "an object",
};

/** Reads the parameters that a cell declares, in order. */
export function declaredParameters(source: string): Parameter[] {
  const compiler: Compiler = tslabRequire()("@tslab/typescript-for-tslab");
  const file = compiler.createSourceFile("cell.ts", source, compiler.ScriptTarget.Latest, true);
  return file.statements
    .filter(compiler.isVariableStatement)
    .flatMap(({ declarationList }) => parametersOf(declarationList, file, compiler));
}

function parametersOf(
  { flags, declarations }: VariableDeclarationList,
  file: SourceFile,
  compiler: Compiler,
): Parameter[] {
  const keyword = (flags & compiler.NodeFlags.Const) !== 0 ? "const" : "let";
  return declarations.flatMap(({ name, type, initializer }) => {
    if (initializer === undefined || !compiler.isIdentifier(name)) return [];
    const value = bare(initializer, compiler);
    const annotation = type === undefined ? "" : `: ${type.getText(file)}`;
    const assertion = file.text.slice(value.end, initializer.end);
    const parameter: Parameter = {
      name: name.text,
      kind: kindOf(value, compiler),
      value: value.getText(file),
      around: [`${keyword} ${name.text}${annotation} = `, assertion],
    };
    return [parameter];
  });
}

/** The value without what is said of its type: `as PythonVersion`. */
function bare(value: Expression, compiler: Compiler): Expression {
  if (compiler.isAsExpression(value) || compiler.isSatisfiesExpression(value)) {
    return bare(value.expression, compiler);
  }
  return value;
}

function kindOf(value: Expression, compiler: Compiler): Kind | undefined {
  const { SyntaxKind } = compiler;
  const isNegative =
    compiler.isPrefixUnaryExpression(value) && value.operator === SyntaxKind.MinusToken;
  const { kind } = isNegative ? value.operand : value;
  const found = Object.entries(KINDS).find(([name]) => Reflect.get(SyntaxKind, name) === kind);
  return found?.[1];
}
