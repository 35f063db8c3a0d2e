import { randomUUID } from "node:crypto";
import { type Connection, channelAddress } from "../protocol/connection.js";
import { type Json, type Message, newHeader } from "../protocol/message.js";
import { createWire, type Wire } from "../protocol/wire.js";

/** A request under way: what came on iopub for it goes to `onOutput` in order. */
export interface RequestOptions {
  channel?: "shell" | "control";
  onOutput?: (message: Message) => void;
}

/** The two-way connection to a kernel. */
export interface KernelClient {
  /** Sends a request; resolves with the reply's content once the kernel has also said that it is idle again. */
  request(type: string, content: Json, options?: RequestOptions): Promise<Json>;
  /** Rejects everything that waits. */
  fail(reason: Error): void;
  close(): void;
}

interface Pending {
  reply?: Json;
  idle: boolean;
  onOutput?: ((message: Message) => void) | undefined;
  resolve(reply: Json): void;
  reject(reason: Error): void;
}

/** As in the kernel: sends are immediate and in order, nothing is dropped, a missing kernel is looked for often. */
const SOCKET_OPTIONS = { linger: 0, receiveHighWaterMark: 0, reconnectInterval: 5 } as const;

/** Connects to a kernel that listens, or will. */
export async function connectKernel(connection: Connection): Promise<KernelClient> {
  const { Dealer, Subscriber } = await import("zeromq");
  const wire = createWire(connection.key);
  const session = randomUUID();
  const dealer = (): InstanceType<typeof Dealer> =>
    new Dealer({ ...SOCKET_OPTIONS, sendTimeout: 0, sendHighWaterMark: 0, routingId: session });
  const sockets = { shell: dealer(), control: dealer(), iopub: new Subscriber(SOCKET_OPTIONS) };
  sockets.iopub.subscribe();
  const pending = new Map<string, Pending>();
  for (const channel of ["shell", "control", "iopub"] as const) {
    sockets[channel].connect(channelAddress(connection, channel));
    void pump(sockets[channel], wire, message => receive(pending, channel, message));
  }
  return {
    request(type, content, { channel = "shell", onOutput } = {}) {
      const header = newHeader(type, session);
      return new Promise((resolve, reject) => {
        pending.set(header.msg_id, { idle: false, onOutput, resolve, reject });
        const frames = wire.encode({ identities: [], header, parent: {}, metadata: {}, content });
        sockets[channel].send(frames).catch(reject);
      });
    },
    fail(reason) {
      for (const { reject } of pending.values()) reject(reason);
      pending.clear();
    },
    close() {
      for (const socket of Object.values(sockets)) socket.close();
    },
  };
}

function receive(pending: Map<string, Pending>, channel: "shell" | "control" | "iopub", message: Message): void {
  const id = message.parent.msg_id;
  const request = id === undefined ? undefined : pending.get(id);
  if (id === undefined || request === undefined) return;
  if (channel !== "iopub") request.reply = message.content;
  else if (message.header.msg_type === "status") request.idle ||= message.content.execution_state === "idle";
  else request.onOutput?.(message);
  if (request.reply === undefined || !request.idle) return;
  pending.delete(id);
  request.resolve(request.reply);
}

async function pump(
  socket: AsyncIterable<Uint8Array[]>,
  wire: Wire,
  receiveMessage: (message: Message) => void,
): Promise<void> {
  for await (const frames of socket) receiveMessage(wire.decode(frames));
}
