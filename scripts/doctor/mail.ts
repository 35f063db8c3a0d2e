import { messageOf } from "../../lib/core/index.js";
import { mailChannel } from "../../lib/ops/index.js";
import { type Check, ok } from "./check.js";

/** The mail settings. A book that sends nothing is in order, so what is missing is a warning. */
export const mailCheck: Check = {
  name: "mail",
  run({ book, context }) {
    if (book === undefined) return ok("no book here, nothing to send");
    const { from, host, port, security, recipients } = book.config.mail;
    try {
      mailChannel(book, context.environment);
    } catch (error) {
      return { status: "warning", detail: "reports are made, but cannot be sent", remedy: messageOf(error) };
    }
    if (from === undefined || recipients.length === 0) {
      return {
        status: "warning",
        detail: `riskbook.yaml has no mail.${from === undefined ? "from" : "recipients"}`,
        remedy: "Add it, or give each report its own recipients.",
      };
    }
    return ok(`${host}:${port} (${security}), from ${from} to ${recipients.length} recipients`);
  },
};
