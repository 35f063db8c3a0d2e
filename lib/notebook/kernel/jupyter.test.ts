import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { installKernel } from "./spec.js";

const python = ["/usr/bin/python3", "python3"].find(
  command => spawnSync(command, ["-c", "import jupyter_client"]).status === 0,
);
const folder = mkdtempSync(join(tmpdir(), "riskbook-jupyter-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Drives the kernel as Jupyter does and prints what it saw as JSON. */
const SCRIPT = `
import json, time
from jupyter_client.manager import start_new_kernel

manager, client = start_new_kernel(kernel_name="riskbook", startup_timeout=60)
seen = {}

def run(code):
    messages = []
    reply = client.execute_interactive(code, timeout=60, output_hook=messages.append)
    return reply["content"], [(m["msg_type"], m["content"]) for m in messages if m["msg_type"] != "status"]

def ask(method, *arguments):
    request = method(*arguments)
    while True:
        message = client.get_shell_msg(timeout=60)
        if message["parent_header"]["msg_id"] == request:
            return message["content"]

reply, outputs = run("for (let i = 0; i < 5000; i++) console.log('line', i); 6 * 7")
seen["lines"] = sum(content["text"].count("\\n") for kind, content in outputs if kind == "stream")
seen["result"] = [content for kind, content in outputs if kind == "execute_result"]
reply, outputs = run("throw new RangeError('no')")
seen["error"] = [reply["status"], [kind for kind, _ in outputs], reply["ename"]]
seen["complete"] = ask(client.complete, "Math.ab")["matches"]
seen["found"] = ask(client.inspect, "Math.abs", 6)["found"]
seen["is_complete"] = ask(client.is_complete, "if (")["status"]
client.hb_channel.unpause()
time.sleep(1.5)
seen["beating"] = client.hb_channel.is_beating()
client.execute("for (;;) {}")
time.sleep(1)
manager.interrupt_kernel()
seen["interrupted"] = client.get_shell_msg(timeout=60)["content"]["ename"]
manager.restart_kernel()
client.wait_for_ready(timeout=60)
seen["restarted"] = run("const once = 1; once")[0]["execution_count"]
manager.shutdown_kernel()
seen["alive"] = manager.is_alive()
client.stop_channels()
print(json.dumps(seen))
`;

it.skipIf(python === undefined)("Jupyter's own client starts, drives, interrupts, restarts and ends the kernel", () => {
  installKernel(folder, { node: process.execPath });
  const script = join(folder, "drive.py");
  writeFileSync(script, SCRIPT);
  const { stdout, stderr } = spawnSync(python!, [script], {
    encoding: "utf8",
    env: { ...process.env, JUPYTER_PATH: folder, JUPYTER_RUNTIME_DIR: join(folder, "runtime") },
    timeout: 60_000,
  });
  const line = stdout.trim().split("\n").at(-1) ?? "";
  expect(line, stderr).toMatch(/^\{/);
  expect(JSON.parse(line)).toEqual({
    lines: 5000,
    result: [{ execution_count: 1, data: { "text/plain": "42" }, metadata: {} }],
    error: ["error", ["execute_input", "error"], "RangeError"],
    complete: ["abs"],
    found: true,
    is_complete: "incomplete",
    beating: true,
    interrupted: "Interrupted",
    restarted: 1,
    alive: false,
  });
});
