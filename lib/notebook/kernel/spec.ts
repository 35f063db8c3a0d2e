import { homedir } from "node:os";
import { join } from "node:path";
import { packageRoot, replaceFile } from "../../core/base.js";

/** The name under which notebooks ask for this kernel. */
export const KERNEL_NAME = "riskbook";

/** What Jupyter and VS Code read to start a kernel. */
export interface KernelSpec {
  argv: string[];
  display_name: string;
  language: string;
  interrupt_mode: "signal" | "message";
  env: Record<string, string>;
  metadata: Record<string, unknown>;
}

/** How a kernel process is started. */
export interface KernelLaunch {
  /** Path of a Node 24 binary. */
  node: string;
  /** Largest heap of a notebook in mebibytes; beyond it the kernel dies and the run says so. */
  heapMb?: number;
}

const DEFAULT_HEAP_MB = 4096;

/**
 * The command of a kernel. The large young generation halves the garbage collector's work while the compiler starts.
 * @param connectionFile a path, or Jupyter's placeholder `{connection_file}`
 */
export function kernelCommand({ node, heapMb = DEFAULT_HEAP_MB }: KernelLaunch, connectionFile: string): string[] {
  const entry = join(packageRoot(), "dist", "lib", "notebook", "kernel", "main.js");
  const memory = [`--max-old-space-size=${heapMb}`, "--max-semi-space-size=64", "--min-semi-space-size=64"];
  return [node, "--no-warnings", ...memory, entry, "--connection", connectionFile];
}

/** The kernel's specification: a signal interrupts it, because a cell that computes cannot read a message. */
export function kernelSpec(launch: KernelLaunch): KernelSpec {
  return {
    argv: kernelCommand(launch, "{connection_file}"),
    display_name: "TypeScript (riskbook)",
    language: "typescript",
    interrupt_mode: "signal",
    env: {},
    metadata: { debugger: false },
  };
}

/**
 * Writes the specification where Jupyter and VS Code look for it.
 * @param folder a data folder of Jupyter, such as `~/.local/share/jupyter`
 * @returns the path of the written `kernel.json`
 */
export function installKernel(folder: string, launch: KernelLaunch): string {
  const path = join(folder, "kernels", KERNEL_NAME, "kernel.json");
  replaceFile(path, `${JSON.stringify(kernelSpec(launch), null, 2)}\n`);
  return path;
}

/** Jupyter's data folder of one user, as its documentation gives it for each platform. */
export function jupyterUserFolder(environment: Readonly<Record<string, string | undefined>>): string {
  if (environment.JUPYTER_DATA_DIR) return environment.JUPYTER_DATA_DIR;
  if (process.platform === "win32") return join(environment.APPDATA ?? homedir(), "jupyter");
  if (process.platform === "darwin") return join(homedir(), "Library", "Jupyter");
  return join(environment.XDG_DATA_HOME || join(homedir(), ".local", "share"), "jupyter");
}
