// The entry of a kernel process: node main.js --connection FILE.
import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { startCompiler } from "./compiler-link.js";
import { restrictEnvironment } from "./environment.js";

const parent = process.ppid;
const codeCache = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "riskbook", "code");
restrictEnvironment(process.env);

// A SIGINT that comes before there is a cell to interrupt must not end the kernel.
let interrupt = (): void => {};
process.on("SIGINT", () => interrupt());

// The compiler takes the longest to start, so it comes first; the rest is loaded on this thread meanwhile.
const compiler = startCompiler(codeCache);
enableCompileCache(codeCache);
const { readConnection } = await import("../protocol/connection.js");
const { createCellExecutor } = await import("./executor.js");
const { serveKernel } = await import("./serve.js");
const { watchParent } = await import("./parent-watch.js");

const file = process.argv[process.argv.indexOf("--connection") + 1]!;
const executor = createCellExecutor(process.cwd(), compiler);
const kernel = await serveKernel(readConnection(file), executor, () => process.exit(0));
interrupt = kernel.interrupt;
process.on("exit", kernel.flush);
process.on("uncaughtException", error => console.error("Uncaught, outside of any cell:", error));
process.on("unhandledRejection", error => console.error("Unhandled rejection, outside of any cell:", error));
watchParent(parent, process.env.JPY_PARENT_PID, file);
