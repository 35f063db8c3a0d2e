import { randomInt, randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Connection } from "../protocol/connection.js";

/** Longest path of a Unix socket that every system takes; the channel's number is added to it. */
const SOCKET_PATH_LENGTH = 100;

/** First of the ports that systems hand out to nobody by default. */
const FIRST_PORT = 20_000;
const PORT_SPAN = 12_000;

/**
 * Makes a connection for a new kernel: sockets in a private folder, which nobody else can reach and which need no
 * ports, or the loopback interface where there are none.
 */
export function newConnection(folder: string): Connection {
  const path = join(folder, "socket");
  const ipc = process.platform !== "win32" && path.length < SOCKET_PATH_LENGTH;
  const first = ipc ? 1 : FIRST_PORT + randomInt(PORT_SPAN);
  return {
    transport: ipc ? "ipc" : "tcp",
    ip: ipc ? path : "127.0.0.1",
    shell_port: first,
    iopub_port: first + 1,
    stdin_port: first + 2,
    control_port: first + 3,
    hb_port: first + 4,
    key: randomUUID(),
    signature_scheme: "hmac-sha256",
    kernel_name: "riskbook",
  };
}
