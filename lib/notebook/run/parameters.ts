import { RiskbookError } from "../../core/index.js";
import { hasTag, type Notebook } from "../format/notebook.js";
import { findDeclarations } from "./declarations.js";
import { type Literal, parseLiteral } from "./literal.js";
import { describeType, inferType, type ParameterType, typeOfAnnotation } from "./parameter-type.js";

/** The tag of the cell whose declarations are a notebook's parameters. */
export const PARAMETERS_TAG = "parameters";

/** A value that whoever runs a notebook may set. */
export interface Parameter {
  name: string;
  keyword: string;
  /** What values it takes; undefined when its declaration tells no type. */
  type: ParameterType | undefined;
  /** The type as TypeScript, for the injected cell. */
  annotation: string | undefined;
  /** The value that stands in the notebook, when it is a literal. */
  initial: Literal | undefined;
}

/** The parameters of a notebook, in the order in which its `parameters` cell declares them. */
export function parametersOf(notebook: Notebook): Parameter[] {
  const cell = notebook.cells.find(cell => cell.cell_type === "code" && hasTag(cell, PARAMETERS_TAG));
  if (cell === undefined) return [];
  return findDeclarations(cell.source).map(({ keyword, name, annotation, initialiser }) => {
    const initial = parseLiteral(initialiser.replace(/\s+(as const|satisfies\s.*)$/, ""));
    const type = annotation === undefined ? inferType(initial) : typeOfAnnotation(annotation, initial);
    return { name, keyword, type, annotation: annotation ?? type?.annotation, initial };
  });
}

/**
 * Reads the texts of a command line as values of the parameters' types.
 * @throws RiskbookError `UNKNOWN_PARAMETER` or `BAD_PARAMETER`
 */
export function readParameters(
  parameters: readonly Parameter[],
  texts: Readonly<Record<string, string>>,
): Record<string, Literal> {
  return mapValues(texts, (name, text) => {
    const { type } = typedParameter(parameters, name);
    const value = type.read(text);
    if (value === undefined) throw badParameter(name, text, type);
    return value;
  });
}

/**
 * Checks values that come from code.
 * @throws RiskbookError `UNKNOWN_PARAMETER` or `BAD_PARAMETER`
 */
export function checkParameters(
  parameters: readonly Parameter[],
  values: Readonly<Record<string, unknown>>,
): Record<string, Literal> {
  return mapValues(values, (name, value) => {
    const { type } = typedParameter(parameters, name);
    if (!type.accepts(value)) throw badParameter(name, JSON.stringify(value) ?? String(value), type);
    return value as Literal;
  });
}

function typedParameter(parameters: readonly Parameter[], name: string): Parameter & { type: ParameterType } {
  const parameter = parameters.find(candidate => candidate.name === name);
  if (parameter === undefined) throw unknownParameter(parameters, name);
  if (parameter.type !== undefined) return { ...parameter, type: parameter.type };
  throw new RiskbookError(
    "BAD_PARAMETER",
    `The type of the parameter ${name} is not told by its declaration. Write one in the notebook, such as "${parameter.keyword} ${name}: number = …".`,
    { exitCode: 2 },
  );
}

function unknownParameter(parameters: readonly Parameter[], name: string): RiskbookError {
  const names = parameters.map(parameter => parameter.name);
  const remedy =
    names.length === 0
      ? `It has no parameters: tag the cell that declares them "${PARAMETERS_TAG}".`
      : `It has ${names.join(", ")}.`;
  return new RiskbookError("UNKNOWN_PARAMETER", `The notebook has no parameter "${name}". ${remedy}`, {
    exitCode: 2,
    details: { parameter: name, parameters: names },
  });
}

function badParameter(name: string, given: string, type: ParameterType): RiskbookError {
  return new RiskbookError("BAD_PARAMETER", `The parameter ${name} was ${given}; expected ${describeType(type)}.`, {
    exitCode: 2,
    details: { parameter: name, given },
  });
}

function mapValues<From>(
  values: Readonly<Record<string, From>>,
  change: (name: string, value: From) => Literal,
): Record<string, Literal> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(name, value)]));
}
