import type { Output } from "../format/notebook.js";
import type { Json, Message } from "../protocol/message.js";

/** Gathers the outputs of a notebook's cells as they arrive. */
export interface OutputCollector {
  /** Takes one message of the kernel for a cell; false when the cell has shown more than it may. */
  add(outputs: Output[], message: Message): boolean;
}

/** Most text and data that one cell may put into a notebook, in UTF-16 units: more is a loop that prints. */
export const OUTPUT_LIMIT: number = 64 * 1024 * 1024;

/** Makes a collector; displays with an id are shared between the cells of a notebook, as the protocol wants. */
export function createOutputCollector(): OutputCollector {
  const displays = new Map<string, { data: Json; metadata: Json }[]>();
  const sizes = new WeakMap<Output[], number>();

  function remember(message: Message, output: { data: Json; metadata: Json }): void {
    const id = displayIdOf(message);
    if (id !== undefined) displays.set(id, [...(displays.get(id) ?? []), output]);
  }

  return {
    add(outputs, message) {
      const { content } = message;
      const size = (sizes.get(outputs) ?? 0) + JSON.stringify(content).length;
      sizes.set(outputs, size);
      if (size > OUTPUT_LIMIT) return false;
      const type = message.header.msg_type;
      if (type === "stream") addText(outputs, String(content.name), String(content.text));
      if (type === "clear_output") outputs.length = 0;
      if (type === "error") outputs.push({ output_type: type, ...(content as unknown as ErrorContent) });
      if (type === "update_display_data") {
        for (const shown of displays.get(displayIdOf(message) ?? "") ?? []) Object.assign(shown, bundleOf(content));
      }
      if (type === "display_data") {
        const output = { output_type: type, ...bundleOf(content) } as const;
        outputs.push(output);
        remember(message, output);
      }
      if (type === "execute_result") {
        outputs.push({ output_type: type, ...bundleOf(content), execution_count: Number(content.execution_count) });
      }
      return true;
    },
  };
}

interface ErrorContent {
  ename: string;
  evalue: string;
  traceback: string[];
}

function addText(outputs: Output[], name: string, text: string): void {
  const last = outputs.at(-1);
  if (last?.output_type === "stream" && last.name === name) last.text += text;
  else outputs.push({ output_type: "stream", name, text });
}

function bundleOf({ data, metadata }: Json): { data: Json; metadata: Json } {
  return { data: data as Json, metadata: (metadata ?? {}) as Json };
}

function displayIdOf({ content }: Message): string | undefined {
  return (content.transient as { display_id?: string } | undefined)?.display_id;
}
