/** Where progress goes: standard error for people, nowhere in tests. Never standard output, which carries data. */
export interface Progress {
  /** Says one line, for example a step that begins. */
  line(text: string): void;
  /** Shows how far a long step has come; `fraction` from 0 to 1. */
  update(label: string, fraction: number): void;
}

/** Progress that says nothing. */
export const silentProgress: Progress = { line: () => {}, update: () => {} };

/**
 * Progress for a stream such as `process.stderr`: a bar that is redrawn on a terminal, one line per tenth elsewhere.
 */
export function streamProgress(stream: { write(text: string): unknown; isTTY?: boolean }): Progress {
  let shown = "";
  return {
    line(text) {
      stream.write(`${shown && stream.isTTY ? "\r\x1b[K" : ""}${text}\n`);
      shown = "";
    },
    update(label, fraction) {
      const share = Math.max(0, Math.min(1, fraction));
      const filled = Math.round(share * 24);
      const bar = `${"█".repeat(filled)}${"░".repeat(24 - filled)}`;
      const text = stream.isTTY
        ? `${label} ${bar} ${Math.round(share * 100)}%`
        : `${label} ${Math.floor(share * 10) * 10}%`;
      if (text === shown) return;
      const done = share === 1;
      stream.write(stream.isTTY ? `\r\x1b[K${text}${done ? "\n" : ""}` : `${text}\n`);
      shown = done ? "" : text;
    },
  };
}
