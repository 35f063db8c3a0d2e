import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Kernel, startKernel } from "../client/kernel.js";
import type { Json, Message } from "../protocol/message.js";

let folder: string;
let kernel: Kernel;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "riskbook-test-"));
  const environment = { ...process.env, RISKBOOK_SMTP_PASSWORD: "hunter2", DATABASE_URL: "x", RISKBOOK_SNAPSHOT: "7" };
  kernel = await startKernel({ node: process.execPath, cwd: folder, environment });
});

afterAll(async () => {
  await kernel.shutDown();
  rmSync(folder, { recursive: true, force: true });
});

interface Ran {
  reply: Json;
  outputs: { type: string; content: Json }[];
}

async function run(code: string): Promise<Ran> {
  const messages: Message[] = [];
  const reply = await kernel.execute(code, message => messages.push(message));
  const outputs = messages.map(({ header, content }) => ({ type: header.msg_type, content }));
  return { reply, outputs: outputs.filter(({ type }) => type !== "execute_input") };
}

async function resultOf(code: string): Promise<unknown> {
  const { outputs, reply } = await run(code);
  expect(reply).toMatchObject({ status: "ok" });
  const result = outputs.find(({ type }) => type === "execute_result");
  return (result?.content.data as Json | undefined)?.["text/plain"];
}

describe("a cell", () => {
  it("sees what earlier cells declared, and shows its last value", async () => {
    await run("const lossUsd = 41; interface Trade { symbol: string }");
    expect(await resultOf("const trade: Trade = { symbol: 'ES' }; lossUsd + trade.symbol.length")).toBe("43");
  });

  it("may write names of earlier cells as shorthand properties, also to assign to them", async () => {
    await run("const dates = ['2020-04-17']; let gross = 1, net = 2;");
    expect(await resultOf("({ gross, net = 5 } = { gross: 3 } as any); const row = { dates, gross, net }; row")).toBe(
      "{ dates: [ '2020-04-17' ], gross: 3, net: 5 }",
    );
  });

  it("may await at its top level", async () => {
    expect(await resultOf("const later = await Promise.resolve(5); later * 2")).toBe("10");
  });

  it("that is wrong by its types does not run, and says where", async () => {
    const { reply, outputs } = await run("console.log('ran');\nconst name: string = 12;");
    expect(reply).toMatchObject({ status: "error", ename: "TypeScriptError" });
    expect(reply.evalue).toBe("line 2, column 7: Type 'number' is not assignable to type 'string'.");
    expect(outputs.map(({ type }) => type)).toEqual(["error"]);
  });

  it("is checked strictly: what may be undefined must be looked at", async () => {
    const { reply } = await run("const found = [1, 2].find(n => n > 5); found.toFixed(2);");
    expect(reply.evalue).toContain("possibly 'undefined'");
  });

  it("that throws gives an error output without frames of the machinery", async () => {
    const { outputs } = await run("function worst(): never { throw new RangeError('no losing day'); }\nworst();");
    expect(outputs).toHaveLength(1);
    expect(outputs[0]!.content).toMatchObject({ ename: "RangeError", evalue: "no losing day" });
    expect(String(outputs[0]!.content.traceback)).not.toMatch(/tslab|node:vm|evalmachine/);
  });

  it("that throws something else than an error gives an error output too", async () => {
    const { outputs } = await run("throw { code: 7 };");
    expect(outputs[0]!.content).toMatchObject({ ename: "Thrown", evalue: "{ code: 7 }" });
  });

  it("sees no secrets of whoever started it, and days of UTC", async () => {
    expect(await resultOf("process.env.RISKBOOK_SMTP_PASSWORD ?? process.env.DATABASE_URL ?? 'none'")).toBe("'none'");
    expect(await resultOf("process.env.RISKBOOK_SNAPSHOT + ' ' + new Date(0).getTimezoneOffset()")).toBe("'7 0'");
  });
});

describe("output", () => {
  it("of many lines arrives complete and in few messages, in order with what is shown between them", async () => {
    const { outputs } = await run(`
      const show = (globalThis as any)[Symbol.for("riskbook.display")];
      for (let i = 0; i < 5000; i++) {
        console.log("line " + i);
        if (i === 2499) show({ "text/plain": "middle" }, {});
      }`);
    const shown = outputs.findIndex(({ type }) => type === "display_data");
    const text = (part: typeof outputs): string => part.map(({ content }) => content.text).join("");
    const lines = Array.from({ length: 5000 }, (_, i) => `line ${i}\n`);
    expect(text(outputs.slice(0, shown))).toBe(lines.slice(0, 2500).join(""));
    expect(text(outputs.slice(shown + 1))).toBe(lines.slice(2500).join(""));
    expect(outputs.length).toBeLessThan(30);
  });

  it("keeps the order of the two streams, and characters that are cut between two writes", async () => {
    const { outputs } = await run(`
      console.log("a"); console.error("b"); console.log("c");
      const bytes = Buffer.from("€"); process.stdout.write(bytes.subarray(0, 1)); process.stdout.write(bytes.subarray(1));`);
    const streams = outputs.filter(({ type }) => type === "stream").map(({ content }) => [content.name, content.text]);
    expect(streams).toEqual([
      ["stdout", "a\n"],
      ["stderr", "b\n"],
      ["stdout", "c\n€"],
    ]);
  });

  it("of a value with a display method is what that returns", async () => {
    const { outputs } = await run(
      `({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<b>12</b>", "image/png": Buffer.from("x") }) })`,
    );
    expect(outputs[0]).toMatchObject({
      type: "execute_result",
      content: { data: { "text/html": "<b>12</b>", "image/png": "eA==" } },
    });
  });
});

describe("the kernel", () => {
  it("runs again after a failure, at once", async () => {
    expect((await run("throw new Error('x')")).reply.status).toBe("error");
    expect(await resultOf("1 + 1")).toBe("2");
  });

  it("answers cells that waited behind a failed one with aborted", async () => {
    const ignore = (): void => {};
    const replies = await Promise.all([
      kernel.execute("await new Promise(resolve => setTimeout(resolve, 50)); throw new Error('first')", ignore),
      kernel.execute("1", ignore),
      kernel.request("kernel_info_request", {}),
    ]);
    expect(replies.map(({ status }) => status)).toEqual(["error", "aborted", "ok"]);
  });

  it("completes and explains code after characters outside of the basic plane", async () => {
    const code = "const mark = '📉'; Math.ab";
    const cursor_pos = [...code].length;
    const completion = await kernel.request("complete_request", { code, cursor_pos });
    expect(completion).toMatchObject({ matches: ["abs"], cursor_start: cursor_pos - 2, cursor_end: cursor_pos });
    const explanation = await kernel.request("inspect_request", { code: `${code}s`, cursor_pos });
    expect((explanation.data as Json)["text/plain"]).toContain("abs(x: number): number");
  });

  it("knows whether code is complete", async () => {
    expect(await kernel.request("is_complete_request", { code: "if (a) {" })).toEqual({
      status: "incomplete",
      indent: "  ",
    });
    expect(await kernel.request("is_complete_request", { code: "a;" })).toEqual({ status: "complete" });
  });

  it("answers what it has nothing to tell about", async () => {
    expect(await kernel.request("comm_info_request", {})).toEqual({ status: "ok", comms: {} });
    expect(await kernel.request("history_request", {})).toEqual({ status: "ok", history: [] });
  });

  it("is interrupted in a loop and in a wait, and goes on", async () => {
    for (const endless of ["for (;;) {}", "await new Promise(() => {});"]) {
      const running = run(endless);
      setTimeout(kernel.interrupt, 300);
      expect((await running).reply).toMatchObject({ status: "error", ename: "Interrupted" });
    }
    expect(await resultOf("'alive'")).toBe("'alive'");
  });
});
