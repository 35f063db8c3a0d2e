import { type Header, type Json, type Message, newHeader } from "../protocol/message.js";
import type { Wire } from "../protocol/wire.js";

/** What sends frames at once: a ZeroMQ socket without a send timeout. */
interface Outlet {
  send(frames: (Uint8Array | string)[]): Promise<void>;
}

/** Sends messages of one kernel session. */
export interface Publisher {
  /** Broadcasts an output or a status that belongs to a request. */
  publish(parent: Partial<Header>, type: string, content: Json): void;
  /** Answers a request on the channel on which it came. */
  reply(outlet: Outlet, request: Message, content: Json): void;
}

/** Makes the sending side of a kernel. */
export function createPublisher(wire: Wire, session: string, iopub: Outlet): Publisher {
  function send(outlet: Outlet, message: Message): void {
    // A peer that has gone cannot be answered: that must not end the kernel.
    outlet.send(wire.encode(message)).catch(() => {});
  }
  return {
    publish(parent, type, content) {
      const header = newHeader(type, session);
      send(iopub, { identities: [Buffer.from(type)], header, parent, metadata: {}, content });
    },
    reply(outlet, request, content) {
      const header = newHeader(request.header.msg_type.replace(/_request$/, "_reply"), session);
      send(outlet, { identities: request.identities, header, parent: request.header, metadata: {}, content });
    },
  };
}
