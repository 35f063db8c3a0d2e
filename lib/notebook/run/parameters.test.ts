import { describe, expect, it } from "vitest";
import type { Notebook } from "../format/notebook.js";
import { parseLiteral } from "./literal.js";
import { checkParameters, parametersOf, readParameters } from "./parameters.js";
import { prepareNotebook } from "./prepare.js";

function declaring(source: string): Notebook {
  const metadata = { tags: ["parameters"] };
  const cell = { cell_type: "code", id: "p", source, metadata, execution_count: null, outputs: [] } as const;
  return { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [{ ...cell, outputs: [] }] };
}

const parameters = parametersOf(
  declaring(`
// The window of the report; a ";" in a comment is none
let window = 250;
let asOf = "2020-04-17"
const capital: number = 25_000_000, unread = 1;
let firm = 'Meridian; "Street"';
let gross = true;
let levels = [
  0.95,
  0.99, // both sides
];
let method: "historical" | "normal" = "historical";
let limit: number | null = null;
let shocks: Record<string, number> = { "S&P 500": -0.07, oil: -0.2, };
let now = Date.now();
function helper(a = 1) { let inner = 2; return a + inner; }
`),
);

describe("the parameters cell", () => {
  it("declares names with the types of their annotations or initial values", () => {
    expect(parameters.map(({ name, annotation }) => [name, annotation])).toEqual([
      ["window", "number"],
      ["asOf", "string"],
      ["capital", "number"],
      ["firm", "string"],
      ["gross", "boolean"],
      ["levels", "number[]"],
      ["method", '"historical" | "normal"'],
      ["limit", "number | null"],
      ["shocks", "Record<string, number>"],
      ["now", undefined],
    ]);
  });

  it.each([
    ["window", "300", 300],
    ["window", "-1e-3", -0.001],
    ["asOf", "2019-12-31", "2019-12-31"],
    ["firm", "12", "12"],
    ["gross", "false", false],
    ["levels", "[0.5, 1]", [0.5, 1]],
    ["method", "normal", "normal"],
    ["limit", "null", null],
    ["limit", "3", 3],
    ["shocks", '{"oil":-0.3}', { oil: -0.3 }],
  ])("reads %s=%s", (name, text, value) => {
    expect(readParameters(parameters, { [name]: text })).toEqual({ [name]: value });
    expect(checkParameters(parameters, { [name]: value })).toEqual({ [name]: value });
  });

  it.each([
    ["window", "many", "expected a number"],
    ["window", "", "expected a number"],
    ["window", "Infinity", "expected a number"],
    ["asOf", "2020-02-30", "expected a date as YYYY-MM-DD"],
    ["gross", "yes", "expected true or false"],
    ["levels", '{"a":1}', "expected JSON of the type number[]"],
    ["levels", "[0.5", "expected JSON"],
    ["method", "magic", "expected one of historical, normal"],
    ["now", "5", "is not told by its declaration"],
  ])("refuses %s=%s", (name, text, message) => {
    expect(() => readParameters(parameters, { [name]: text })).toThrow(message);
  });

  it("lists the names there are for one that is not", () => {
    expect(() => readParameters(parameters, { widnow: "1" })).toThrow(
      'no parameter "widnow". It has window, asOf, capital, firm, gross, levels, method, limit, shocks, now.',
    );
    expect(() => readParameters([], { window: "1" })).toThrow('tag the cell that declares them "parameters"');
  });

  it("is followed by one that sets the given values, which replaces that of an earlier run", () => {
    const notebook = declaring("let window = 250;\nconst levels = [0.95];");
    const known = parametersOf(notebook);
    const once = prepareNotebook(notebook, known, { window: 20 });
    const twice = prepareNotebook(once, known, { levels: [0.5], window: 30 });
    expect(twice.cells.map(({ source }) => source)).toEqual([
      notebook.cells[0]!.source,
      "// Set by the run\nlet window: number = 30;\nconst levels: number[] = [0.5];",
    ]);
    expect(prepareNotebook(twice, known, {}).cells).toHaveLength(1);
  });
});

describe("a literal", () => {
  it.each([
    ["25_000_000", 25_000_000],
    ["-1.5e-3", -0.0015],
    ["'it\\'s'", "it's"],
    ['"\\u20ac\\n"', "€\n"],
    ["[1, [2,], 'a', null]", [1, [2], "a", null]],
    ["{ a: 1, 'b c': { d: [true] } }", { a: 1, "b c": { d: [true] } }],
  ])("%s is read", (source, value) => expect(parseLiteral(source)).toEqual(value));

  it.each(["Date.now()", "1 + 1", "[1", "{a}", "`\u0024{x}`", "", "NaN", "[,]", "{...a}"])("%s is none", source =>
    expect(parseLiteral(source)).toBeUndefined(),
  );
});
