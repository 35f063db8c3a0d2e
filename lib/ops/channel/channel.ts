/** A finished message on its way out; the very bytes of `eml` are sent. */
export interface ChannelMessage {
  envelope: { from: string; to: readonly string[] };
  eml: Uint8Array;
}

/** What became of one recipient: taken, refused for good, or refused for now. */
export interface RecipientOutcome {
  recipient: string;
  outcome: "accepted" | "rejected" | "deferred";
  /** The server's own words. */
  response: string;
}

/**
 * How an attempt ended.
 * - `answered`: the server gave its word on every recipient.
 * - `notSent`: it is certain that nobody got the message; `retry` says whether time alone may mend it.
 * - `unknown`: the whole message may have been handed over, and no word came back.
 */
export type DeliveryResult =
  | { kind: "answered"; recipients: RecipientOutcome[] }
  | { kind: "notSent"; reason: string; retry: boolean }
  | { kind: "unknown"; reason: string };

/** A way to people, one file per driver. */
export interface Channel {
  /** What is shown in the outbox and the audit trail, such as `smtp mail.example.com:587`. */
  readonly name: string;
  /**
   * Makes one attempt. A driver never rejects for what a server or a network does: that is a result.
   * @param beforeContent called exactly before the last byte may leave, never after: up to then it is certain that nobody
   *   got the message. When it throws, the driver breaks off and rejects with that error.
   */
  send(message: ChannelMessage, beforeContent: () => void): Promise<DeliveryResult>;
}
