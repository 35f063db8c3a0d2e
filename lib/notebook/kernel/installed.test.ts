import { expect, it } from "vitest";
import { withoutDocumentation } from "./installed.js";

it("documentation is left out of declarations, and nothing else", () => {
  const declarations = [
    "/** One.",
    " * It isn't `two`. */",
    'export declare const one: "/** text */";',
    "// isn't the end of /** anything",
    "export declare const glob: `/**/*`; /* stays */",
    "export declare const path: '/**'; /** gone */ export declare const two: 2;",
  ];
  expect(withoutDocumentation(declarations.join("\n")).split("\n")).toEqual([
    "",
    "",
    ...declarations.slice(2, 5),
    "export declare const path: '/**';   export declare const two: 2;",
  ]);
});
