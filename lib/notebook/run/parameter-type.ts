import { isIsoDate } from "../../core/index.js";
import type { Literal } from "./literal.js";

/** What values a parameter takes. */
export interface ParameterType {
  /** The type in TypeScript. */
  annotation: string;
  /** What messages call it, for example "a number". */
  description: string;
  accepts(value: unknown): boolean;
  /** The value of a text from a command line, or undefined when it is none of this type. */
  read(text: string): Literal | undefined;
}

/** How a message names a type and shows what is wanted. */
export function describeType({ description }: ParameterType): string {
  return description;
}

const NUMBER: ParameterType = {
  annotation: "number",
  description: "a number, such as 250",
  accepts: value => typeof value === "number" && Number.isFinite(value),
  read: text => (text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : undefined),
};
const STRING: ParameterType = {
  annotation: "string",
  description: "a text",
  accepts: value => typeof value === "string",
  read: text => text,
};
const DATE: ParameterType = {
  annotation: "string",
  description: "a date as YYYY-MM-DD, such as 2020-04-17",
  accepts: value => typeof value === "string" && isIsoDate(value),
  read: text => (isIsoDate(text) ? text : undefined),
};
const BOOLEAN: ParameterType = {
  annotation: "boolean",
  description: "true or false",
  accepts: value => typeof value === "boolean",
  read: text => (text === "true" || text === "false" ? text === "true" : undefined),
};

/** The type of a declaration without annotation: that of its literal; undefined when it has none. */
export function inferType(initial: Literal | undefined): ParameterType | undefined {
  if (initial === undefined || initial === null) return undefined;
  if (typeof initial === "number") return NUMBER;
  if (typeof initial === "boolean") return BOOLEAN;
  if (typeof initial === "string") return isIsoDate(initial) ? DATE : STRING;
  return jsonType(annotationOf(initial), value => isJson(value) && Array.isArray(value) === Array.isArray(initial));
}

/** The type of a declaration with annotation; a text whose initial value is a date takes dates. */
export function typeOfAnnotation(annotation: string, initial: Literal | undefined): ParameterType {
  const alternatives = annotation
    .split("|")
    .map(part => part.trim())
    .filter(part => part !== "");
  const real = alternatives.filter(part => part !== "null");
  const type = nonNullType(annotation, real, initial);
  if (real.length === alternatives.length || real.length === 0) return type;
  return {
    annotation,
    description: `${type.description}, or null`,
    accepts: value => value === null || type.accepts(value),
    read: text => (text === "null" ? null : type.read(text)),
  };
}

function nonNullType(annotation: string, alternatives: readonly string[], initial: Literal | undefined): ParameterType {
  const [only] = alternatives;
  if (alternatives.length === 1 && only === "number") return NUMBER;
  if (alternatives.length === 1 && only === "boolean") return BOOLEAN;
  if (alternatives.length === 1 && only === "string")
    return typeof initial === "string" && isIsoDate(initial) ? DATE : STRING;
  if (alternatives.length === 1 && only === "IsoDate") return { ...DATE, annotation };
  if (alternatives.length > 0 && alternatives.every(part => /^(["'])[^"'\\]*\1$/.test(part))) {
    return choiceType(
      annotation,
      alternatives.map(part => part.slice(1, -1)),
    );
  }
  const list = /\[\]$|^(readonly\s+)?(Array|ReadonlyArray)?[<[]/.test(only ?? "");
  return jsonType(annotation, value => isJson(value) && (!list || Array.isArray(value)));
}

function choiceType(annotation: string, choices: readonly string[]): ParameterType {
  return {
    annotation,
    description: `one of ${choices.join(", ")}`,
    accepts: value => typeof value === "string" && choices.includes(value),
    read: text => (choices.includes(text) ? text : undefined),
  };
}

/** Lists, objects and types of the notebook's own: their insides are left to the type checker of the kernel. */
function jsonType(annotation: string, accepts: (value: unknown) => boolean): ParameterType {
  return {
    annotation,
    description: `JSON of the type ${annotation}`,
    accepts,
    read(text) {
      try {
        const value = JSON.parse(text) as Literal;
        return accepts(value) ? value : undefined;
      } catch {
        return undefined;
      }
    },
  };
}

/** The type that TypeScript would give a literal, widened: `[0.95, 0.99]` is `number[]`. */
function annotationOf(value: Literal): string {
  if (value === null) return "null";
  if (Array.isArray(value)) {
    const members = [...new Set(value.map(annotationOf))];
    return members.length === 0 ? "unknown[]" : members.length === 1 ? `${members[0]}[]` : `(${members.join(" | ")})[]`;
  }
  if (typeof value !== "object") return typeof value;
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${annotationOf(member)}`);
  return `{ ${members.join("; ")} }`;
}

function isJson(value: unknown): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  return typeof value === "object" && Object.values(value).every(isJson);
}
