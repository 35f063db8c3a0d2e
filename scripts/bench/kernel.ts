// Does the kernel lose output, and does it hang? node dist/scripts/bench/kernel.js
import { tmpdir } from "node:os";
import { startKernel } from "../../lib/notebook/runner.js";

const LINES = 50_000;
const CELLS = 600;

const begun = performance.now();
const kernel = await startKernel({ node: process.execPath, cwd: tmpdir(), environment: process.env });
say("kernel started", begun);

let lines = 0;
let messages = 0;
let inOrder = true;
const printing = performance.now();
await kernel.execute(`for (let i = 0; i < ${LINES}; i++) console.log(i);`, ({ header, content }) => {
  if (header.msg_type !== "stream") return;
  messages++;
  for (const line of String(content.text).trimEnd().split("\n")) inOrder &&= Number(line) === lines++;
});
say(
  `${LINES} lines from one cell: ${lines} arrived in ${messages} messages, ${inOrder ? "in" : "OUT OF"} order`,
  printing,
);

const running = performance.now();
let results = 0;
for (let i = 0; i < CELLS; i++) {
  await kernel.execute(`const v${i} = ${i}; console.log(v${i}); v${i}`, ({ header, content }) => {
    if (header.msg_type === "execute_result")
      results += Number((content.data as { "text/plain": string })["text/plain"] === String(i));
  });
}
say(`${CELLS} cells: ${results} right results`, running);

const ending = performance.now();
await kernel.shutDown();
say("kernel ended", ending);
process.exitCode = lines === LINES && inOrder && results === CELLS ? 0 : 1;

function say(text: string, since: number): void {
  process.stdout.write(`${text}  ${((performance.now() - since) / 1000).toFixed(2)} s\n`);
}
