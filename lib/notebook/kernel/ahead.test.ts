import { expect, it } from "vitest";
import { compileAhead } from "./ahead.js";
import type { ConvertedCell } from "./tslab.js";

/** A compiler that writes down what it was asked, and a queue that is worked off by hand. */
function recorder(): { asked: string[]; work: () => void; ahead: ReturnType<typeof compileAhead> } {
  const asked: string[] = [];
  const queue: (() => void)[] = [];
  const convert = (previous: string, code: string): ConvertedCell => {
    asked.push(`${previous}|${code}`);
    const diagnostics = code === "wrong" ? [{}] : [];
    const sideOutputs = code === "import" && asked.length === 1 ? { sideOutputs: [{ path: "own.js", data: "" }] } : {};
    return { output: code, declOutput: `${previous}${code};`, diagnostics, ...sideOutputs };
  };
  const work = (): void => {
    for (let step = queue.shift(); step !== undefined; step = queue.shift()) step();
  };
  return { asked, work, ahead: compileAhead({ convert }, step => queue.push(step)) };
}

it("planned cells are converted before they are asked for, each once", () => {
  const { asked, work, ahead } = recorder();
  ahead.plan(["a", "b"]);
  work();
  expect(asked).toEqual(["|a", "a;|b"]);
  expect(ahead.convert("", "a").declOutput).toBe("a;");
  expect(ahead.convert("a;", "b").declOutput).toBe("a;b;");
  expect(asked).toHaveLength(2);
});

it("a result that was made of other declarations is not used, and the plan goes on from the real ones", () => {
  const { asked, work, ahead } = recorder();
  ahead.plan(["a", "b", "c"]);
  work();
  expect(ahead.convert("", "b").declOutput).toBe("b;"); // "a" threw when it ran, so nothing of it is declared
  work();
  expect(asked.slice(3)).toEqual(["|b", "b;|c"]);
  expect(ahead.convert("b;", "c").declOutput).toBe("b;c;");
  expect(asked).toHaveLength(5);
});

it("nothing is converted behind a cell that does not pass its checks", () => {
  const { asked, work, ahead } = recorder();
  ahead.plan(["wrong", "b"]);
  work();
  expect(asked).toEqual(["|wrong"]);
});

it("files that a thrown-away conversion told are told with the next answer", () => {
  const { work, ahead } = recorder();
  ahead.plan(["import"]);
  work();
  expect(ahead.convert("other;", "import").sideOutputs).toEqual([{ path: "own.js", data: "" }]);
  expect(ahead.convert("more;", "import").sideOutputs).toBeUndefined();
});
