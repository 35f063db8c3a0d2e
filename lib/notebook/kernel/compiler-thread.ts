// The thread of the compiler: cells run on the main one meanwhile.
import { enableCompileCache } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import type { CompilerAnswer, CompilerQuestion } from "./compiler-link.js";

// The compiler is 9 MB of code: its compiled form is kept, for this user only, where Node verifies it by content.
enableCompileCache((workerData as { codeCache: string }).codeCache);
const { createCompiler } = await import("./compiler.js");
const { compileAhead } = await import("./ahead.js");

const compiler = createCompiler();
const ahead = compileAhead(compiler, work => setImmediate(work));
const port = parentPort!;

port.on("message", ({ id, method, parts }: CompilerQuestion) => {
  if (method === "plan") return ahead.plan(parts);
  try {
    port.postMessage({ id, answer: answerTo(method, parts) } satisfies CompilerAnswer);
  } catch (error) {
    port.postMessage({ id, error: error instanceof Error ? error.message : String(error) } satisfies CompilerAnswer);
  }
});

function answerTo(method: string, [first, second, third]: readonly (string | number)[]): unknown {
  if (method === "convert") return ahead.convert(String(first), String(second));
  if (method === "complete") return compiler.complete(String(first), String(second), Number(third));
  if (method === "inspect") return compiler.inspect(String(first), String(second), Number(third));
  return compiler.isComplete(String(first));
}
