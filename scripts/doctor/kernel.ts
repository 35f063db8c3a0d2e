import { tmpdir } from "node:os";
import { startKernel } from "../../lib/notebook/index.js";
import { type Check, ok } from "./check.js";

/** The notebook kernel: it starts, compiles TypeScript and answers. */
export const kernelCheck: Check = {
  name: "kernel",
  async run({ context }) {
    const kernel = await startKernel({
      cwd: tmpdir(),
      node: process.execPath,
      environment: context.environment,
    });
    try {
      let answer = "";
      await kernel.execute("const two: number = 1 + 1; two", message => {
        const data = message.content.data as Record<string, unknown> | undefined;
        answer += String(data?.["text/plain"] ?? "");
      });
      if (answer.trim() === "2") return ok("starts and computes 1 + 1 = 2");
      return {
        status: "failed",
        detail: `started, but computed 1 + 1 = "${answer.trim()}"`,
        remedy:
          'Run "npm ci" in the folder of riskbook; if that does not help, report this with the output of "riskbook doctor --json".',
      };
    } finally {
      await kernel.shutDown();
    }
  },
};
