import { describe, expect, it } from "vitest";
import { parseNotebook, readNotebook } from "./read.js";
import { serialiseNotebook, stripNotebook } from "./write.js";

const JUPYTER_FILE = `{
 "cells": [
  {
   "cell_type": "code",
   "execution_count": 3,
   "id": "7f0a",
   "metadata": {
    "tags": [
     "skip"
    ]
   },
   "outputs": [
    {
     "data": {
      "application/json": [
       "a",
       "b"
      ],
      "text/plain": [
       "one\\n",
       "two"
      ]
     },
     "execution_count": 3,
     "metadata": {},
     "output_type": "execute_result"
    }
   ],
   "source": [
    "const a = 1;\\n",
    "a"
   ]
  },
  {
   "cell_type": "markdown",
   "id": "9b21",
   "metadata": {},
   "source": []
  }
 ],
 "metadata": {},
 "nbformat": 4,
 "nbformat_minor": 5
}
`;

describe("a notebook file", () => {
  it("is written as Jupyter writes it, byte for byte", () => {
    const notebook = parseNotebook(JUPYTER_FILE, "daily.ipynb");
    expect(notebook.cells[0]).toMatchObject({
      source: "const a = 1;\na",
      outputs: [{ data: { "text/plain": "one\ntwo" } }],
    });
    expect(serialiseNotebook(notebook)).toBe(JUPYTER_FILE);
  });

  it("of an older minor version gets cell ids, the same each time and none twice", () => {
    const cell = { cell_type: "code", source: "1", metadata: {}, outputs: [], execution_count: null };
    const old = JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells: [cell, cell] });
    const notebook = parseNotebook(old, "old.ipynb");
    const ids = notebook.cells.map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
    expect(parseNotebook(old, "old.ipynb").cells.map(({ id }) => id)).toEqual(ids);
    expect(notebook.nbformat_minor).toBe(5);
  });

  it("is stripped of all that running made, and of nothing else", () => {
    const notebook = parseNotebook(JUPYTER_FILE, "daily.ipynb");
    const run = { ...notebook, metadata: { riskbook: { status: "ok" }, language_info: { name: "typescript" } } };
    const stripped = stripNotebook(run);
    expect(stripped.cells[0]).toMatchObject({ outputs: [], execution_count: null, metadata: { tags: ["skip"] } });
    expect(stripped.metadata).toEqual({ language_info: { name: "typescript" } });
  });

  it.each([
    ["not JSON", "{", "it is not JSON"],
    ["a notebook of format 3", '{"nbformat":3,"nbformat_minor":0,"cells":[]}', "nbformat"],
    ["without cells", '{"nbformat":4,"nbformat_minor":5}', "cells"],
  ])("that is %s is refused with the place", (_what, content, place) => {
    expect(() => parseNotebook(content, "x.ipynb")).toThrow(place);
  });
});

it("says where a notebook is missing, and where notebooks are", () => {
  expect(() => readNotebook("/nowhere/nope.ipynb")).toThrow(/There is no notebook \/nowhere\/nope\.ipynb.*"notebooks"/);
});
