import type { DisplayHook } from "../display.js";
import { DISPLAY_HOOK } from "../display.js";
import type { Header, Json, Message } from "../protocol/message.js";
import { bundleOf, checked } from "./bundle.js";
import type { CellExecutor } from "./executor.js";
import { type CellFailure, thrownFailure } from "./failure.js";
import type { Publisher } from "./publisher.js";
import { captureStreams } from "./streams.js";

/** Runs cells and publishes what they print and show. */
export interface Execution {
  /** Runs one execute request and returns the content of its reply. */
  run(request: Message): Promise<Json>;
  /** Sends what was printed and still waits. */
  flush(): void;
}

/**
 * Makes the running side of a kernel: takes over the standard streams and installs the display hook. Output that comes
 * after its cell has ended belongs to the cell that ran last.
 */
export function createExecution(executor: CellExecutor, { publish }: Publisher): Execution {
  let parent: Partial<Header> = {};
  let count = 0;
  const streams = captureStreams((name, text) => publish(parent, "stream", { name, text }));

  const show: DisplayHook = (bundle, { displayId, update }) => {
    streams.flush();
    publish(parent, update === true ? "update_display_data" : "display_data", {
      data: checked(bundle),
      metadata: {},
      transient: displayId === undefined ? {} : { display_id: displayId },
    });
  };
  (globalThis as { [DISPLAY_HOOK]?: DisplayHook })[DISPLAY_HOOK] = show;

  function showResult(value: unknown): CellFailure | undefined {
    try {
      const data = bundleOf(value);
      streams.flush();
      publish(parent, "execute_result", { execution_count: count, data, metadata: {} });
      return undefined;
    } catch (error) {
      return thrownFailure(error);
    }
  }

  async function execute(code: string, silent: boolean): Promise<CellFailure | undefined> {
    const outcome = await executor.execute(code);
    if (outcome.status === "error") return outcome.failure;
    return "value" in outcome && !silent ? showResult(outcome.value) : undefined;
  }

  return {
    async run({ header, content }) {
      const code = String(content.code ?? "");
      const silent = content.silent === true;
      streams.flush();
      parent = header;
      if (!silent && code.trim() !== "") count++;
      if (!silent) publish(parent, "execute_input", { code, execution_count: count });
      const failure = code.trim() === "" ? undefined : await execute(code, silent);
      streams.flush();
      if (failure === undefined) {
        return { status: "ok", execution_count: count, payload: [], user_expressions: {} };
      }
      publish(parent, "error", { ...failure });
      return { status: "error", execution_count: count, ...failure, payload: [], user_expressions: {} };
    },
    flush: streams.flush,
  };
}
