import { randomUUID } from "node:crypto";

/** The version of the Jupyter messaging protocol that kernel and client speak. */
export const PROTOCOL_VERSION = "5.3";

/** The request of our own with which a client says what cells will come, on the control channel. */
export const PLAN_REQUEST = "riskbook_plan_request";

/** What every message carries about itself. */
export interface Header {
  msg_id: string;
  session: string;
  username: string;
  date: string;
  msg_type: string;
  version: string;
}

/** A JSON object as it stands in a message. */
export type Json = Record<string, unknown>;

/** One Jupyter message, without its signature. */
export interface Message {
  /** Routing frames before the delimiter; a reply goes back to the same ones. */
  identities: Uint8Array[];
  header: Header;
  /** The header of the request that this message answers; empty for one that answers nothing. */
  parent: Partial<Header>;
  metadata: Json;
  content: Json;
}

/** Makes the header of a new message of a session. */
export function newHeader(type: string, session: string): Header {
  return {
    msg_id: randomUUID(),
    session,
    username: "riskbook",
    date: new Date().toISOString(),
    msg_type: type,
    version: PROTOCOL_VERSION,
  };
}
