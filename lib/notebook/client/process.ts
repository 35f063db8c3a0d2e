import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { notebookEnvironment } from "../kernel/environment.js";
import { type KernelLaunch, kernelCommand } from "../kernel/spec.js";
import { CONNECTION_FOLDER, type Connection } from "../protocol/connection.js";
import { newConnection } from "./new-connection.js";

/** How a kernel process ended. */
export interface KernelExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A kernel as a process of the operating system. */
export interface KernelProcess {
  readonly connection: Connection;
  readonly pid: number | undefined;
  /** Settles when the process has ended; never rejects. */
  readonly exited: Promise<KernelExit>;
  /** What the process itself wrote, for example the last words of a full heap; the newest part of it. */
  log(): string;
  interrupt(): void;
  /** Ends the process and everything that its cells started. */
  kill(): void;
}

/** How a kernel process is started for a notebook. */
export interface KernelProcessOptions extends KernelLaunch {
  /** The folder in which cells work. */
  cwd: string;
  /** The environment of which cells see the harmless part. */
  environment: Readonly<Record<string, string | undefined>>;
}

const LOG_LENGTH = 20_000;

/** Starts a kernel in a process group of its own, so that Ctrl-C in a terminal reaches only who started it. */
export function startKernelProcess(options: KernelProcessOptions): KernelProcess {
  const folder = mkdtempSync(join(tmpdir(), CONNECTION_FOLDER));
  const connection = newConnection(folder);
  const file = join(folder, "connection.json");
  writeFileSync(file, JSON.stringify(connection), { mode: 0o600 });
  const [command, ...parts] = kernelCommand(options, file);
  const child = spawn(command!, parts, {
    cwd: options.cwd,
    env: notebookEnvironment(options.environment),
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  const log = tail(child);
  const exited = new Promise<KernelExit>(resolve => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
    child.once("error", error => {
      log.add(error.message);
      resolve({ code: null, signal: null });
    });
  });
  void exited.then(() => rmSync(folder, { recursive: true, force: true }));
  return {
    connection,
    pid: child.pid,
    exited,
    log: log.text,
    interrupt: () => child.kill("SIGINT"),
    kill: () => killGroup(child),
  };
}

function tail(child: ChildProcess): { add(text: string): void; text(): string } {
  let text = "";
  const add = (more: string): void => {
    text = (text + more).slice(-LOG_LENGTH);
  };
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", add);
  return { add, text: () => text };
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || process.platform === "win32") {
    child.kill("SIGKILL");
    return;
  }
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL"); // the group is gone already
  }
}
