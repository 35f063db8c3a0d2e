// The entry of a kernel process: node main.js --connection FILE. Everything heavy is loaded after the first statements.
import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { restrictEnvironment } from "./environment.js";

const parent = process.ppid;
const cacheFolder = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
restrictEnvironment(process.env);

// The compiler is 9 MB of code: its compiled form is kept, for this user only, where Node verifies it by content.
enableCompileCache(join(cacheFolder, "riskbook", "code"));

// A SIGINT that comes before there is a cell to interrupt must not end the kernel.
let interrupt = (): void => {};
process.on("SIGINT", () => interrupt());

const [{ readConnection }, { serveKernel }, { watchParent }] = await Promise.all([
  import("../protocol/connection.js"),
  import("./serve.js"),
  import("./parent-watch.js"),
]);
const { createCellExecutor } = await import("./executor.js");

const file = process.argv[process.argv.indexOf("--connection") + 1]!;
const kernel = await serveKernel(readConnection(file), {
  createExecutor: () => createCellExecutor(process.cwd()),
  exit: () => process.exit(0),
});
interrupt = kernel.interrupt;
process.on("exit", kernel.flush);
process.on("uncaughtException", error => console.error("Uncaught, outside of any cell:", error));
process.on("unhandledRejection", error => console.error("Unhandled rejection, outside of any cell:", error));
watchParent(parent, process.env.JPY_PARENT_PID);
