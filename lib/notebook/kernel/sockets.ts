import { Publisher, Reply, Router } from "zeromq";
import { type Connection, channelAddress } from "../protocol/connection.js";

/** The five sockets of a kernel. */
export interface KernelSockets {
  shell: Router;
  control: Router;
  stdin: Router;
  iopub: Publisher;
  heartbeat: Reply;
  close(): void;
}

/**
 * Without a send timeout zeromq sends at once and in order; with one, about every 512th send is left for later and the
 * next one fails, which is how output gets lost. Without a high-water mark nothing is dropped for a slow reader.
 */
const LOSSLESS = { sendTimeout: 0, sendHighWaterMark: 0, receiveHighWaterMark: 0, linger: 1000 } as const;

/** Binds all sockets of a connection. */
export async function bindSockets(connection: Connection): Promise<KernelSockets> {
  const sockets = {
    shell: new Router(LOSSLESS),
    control: new Router(LOSSLESS),
    stdin: new Router(LOSSLESS),
    iopub: new Publisher({ sendTimeout: 0, sendHighWaterMark: 0, linger: 1000 }),
    heartbeat: new Reply({ linger: 0 }),
  };
  await Promise.all([
    sockets.iopub.bind(channelAddress(connection, "iopub")),
    sockets.shell.bind(channelAddress(connection, "shell")),
    sockets.control.bind(channelAddress(connection, "control")),
    sockets.stdin.bind(channelAddress(connection, "stdin")),
    sockets.heartbeat.bind(channelAddress(connection, "hb")),
  ]);
  return {
    ...sockets,
    close() {
      for (const socket of Object.values(sockets)) socket.close();
    },
  };
}
