import { packageVersion } from "../../core/base.js";
import { type Json, PROTOCOL_VERSION } from "../protocol/message.js";
import { codePointOffset, utf16Offset } from "./code-points.js";
import type { CellExecutor } from "./executor.js";

/** What the kernel is. */
export function kernelInfo(): Json {
  return {
    status: "ok",
    protocol_version: PROTOCOL_VERSION,
    implementation: "riskbook",
    implementation_version: packageVersion(),
    language_info: {
      name: "typescript",
      version: "5.0.4",
      mimetype: "text/typescript",
      file_extension: ".ts",
      pygments_lexer: "typescript",
      nbconvert_exporter: "script",
      // Jupyter Notebook reads the name and the flag, JupyterLab the mode.
      codemirror_mode: { name: "javascript", mode: "typescript", typescript: true },
    },
    banner: `riskbook ${packageVersion()}: TypeScript notebooks`,
    help_links: [],
    debugger: false,
  };
}

/** Answers the requests that ask about code without running it; undefined for a request that is none of these. */
export async function answerQuestion(type: string, content: Json, executor: CellExecutor): Promise<Json | undefined> {
  switch (type) {
    case "kernel_info_request":
      return kernelInfo();
    case "complete_request":
      return complete(String(content.code), Number(content.cursor_pos), executor);
    case "inspect_request":
      return inspect(String(content.code), Number(content.cursor_pos), executor);
    case "is_complete_request":
      return isComplete(String(content.code), executor);
    case "comm_info_request":
      return { status: "ok", comms: {} };
    case "history_request":
      return { status: "ok", history: [] };
    default:
      return undefined;
  }
}

async function complete(code: string, cursor: number, executor: CellExecutor): Promise<Json> {
  const { start, end, candidates } = await executor.complete(code, utf16Offset(code, cursor));
  return {
    status: "ok",
    matches: candidates,
    cursor_start: codePointOffset(code, start),
    cursor_end: codePointOffset(code, end),
    metadata: {},
  };
}

async function inspect(code: string, cursor: number, executor: CellExecutor): Promise<Json> {
  const text = await executor.inspect(code, utf16Offset(code, cursor));
  return {
    status: "ok",
    found: text !== undefined,
    data: text === undefined ? {} : { "text/plain": text },
    metadata: {},
  };
}

async function isComplete(code: string, executor: CellExecutor): Promise<Json> {
  const { complete, indent } = await executor.isComplete(code);
  return complete ? { status: "complete" } : { status: "incomplete", indent };
}
