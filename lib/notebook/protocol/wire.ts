import { createHmac, timingSafeEqual } from "node:crypto";
import { RiskbookError } from "../../core/base.js";
import type { Header, Json, Message } from "./message.js";

const DELIMITER = "<IDS|MSG>";

/** Turns messages into signed frames and back; one for each connection key. */
export interface Wire {
  encode(message: Message): (Uint8Array | string)[];
  /** @throws RiskbookError `BAD_MESSAGE` for frames that are malformed or not signed with this connection's key */
  decode(frames: readonly Uint8Array[]): Message;
}

/**
 * Makes the wire format of the Jupyter messaging protocol: routing frames, a delimiter, an HMAC-SHA256 signature and
 * four JSON frames.
 * @param key the connection file's key; an empty one turns signing off, as the protocol allows
 */
export function createWire(key: string): Wire {
  function sign(parts: readonly (Uint8Array | string)[]): string {
    if (key === "") return "";
    const hmac = createHmac("sha256", key);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  }
  return {
    encode({ identities, header, parent, metadata, content }) {
      const parts = [header, parent, metadata, content].map(part => JSON.stringify(part));
      return [...identities, DELIMITER, sign(parts), ...parts];
    },
    decode(frames) {
      const delimiter = frames.findIndex(frame => Buffer.from(frame).equals(Buffer.from(DELIMITER)));
      const [signature, ...parts] = frames.slice(delimiter + 1, delimiter + 6);
      if (delimiter < 0 || signature === undefined || parts.length < 4) throw malformed("it has too few frames");
      const expected = Buffer.from(sign(parts));
      if (expected.length !== signature.length || !timingSafeEqual(expected, signature)) {
        throw malformed("its signature is not the connection's");
      }
      const [header, parent, metadata, content] = parts.map(parse);
      return {
        identities: frames.slice(0, delimiter),
        header: header as unknown as Header,
        parent: parent as Partial<Header>,
        metadata: metadata as Json,
        content: content as Json,
      };
    },
  };
}

function parse(part: Uint8Array): Json {
  try {
    return JSON.parse(Buffer.from(part).toString("utf8")) as Json;
  } catch (error) {
    throw malformed(`a frame is not JSON (${(error as Error).message})`);
  }
}

function malformed(why: string): RiskbookError {
  return new RiskbookError("BAD_MESSAGE", `A message to the kernel was dropped: ${why}.`);
}
