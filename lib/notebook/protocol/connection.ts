import { readFileSync } from "node:fs";
import { messageOf, RiskbookError } from "../../core/base.js";

/** The channels of a kernel, by what they carry. */
export type Channel = "shell" | "iopub" | "stdin" | "control" | "hb";

/** How the names of folders begin that our own client makes for a kernel's connection. */
export const CONNECTION_FOLDER = "riskbook-kernel-";

/** What a connection file says: where a kernel listens and how its messages are signed. */
export interface Connection {
  transport: "tcp" | "ipc";
  /** An address for `tcp`, the beginning of a socket's path for `ipc`. */
  ip: string;
  shell_port: number;
  iopub_port: number;
  stdin_port: number;
  control_port: number;
  hb_port: number;
  key: string;
  signature_scheme: string;
  kernel_name?: string;
}

/** The ZeroMQ address of one channel. */
export function channelAddress(connection: Connection, channel: Channel): string {
  const separator = connection.transport === "ipc" ? "-" : ":";
  return `${connection.transport}://${connection.ip}${separator}${connection[`${channel}_port`]}`;
}

/**
 * Reads a connection file.
 * @throws RiskbookError `BAD_CONNECTION` when it is missing or signed by a scheme other than HMAC-SHA256
 */
export function readConnection(path: string): Connection {
  let connection: Connection;
  try {
    connection = JSON.parse(readFileSync(path, "utf8")) as Connection;
  } catch (error) {
    throw new RiskbookError("BAD_CONNECTION", `The connection file ${path} could not be read: ${messageOf(error)}.`);
  }
  if (connection.key !== "" && connection.signature_scheme !== "hmac-sha256") {
    throw new RiskbookError(
      "BAD_CONNECTION",
      `The connection file ${path} asks for the signature scheme "${connection.signature_scheme}"; only hmac-sha256 is supported.`,
    );
  }
  return connection;
}
