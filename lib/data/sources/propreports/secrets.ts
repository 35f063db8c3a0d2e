import { onOneLine, withoutForms, writtenForms } from "../secret-text.js";

/** Tokens as PropReports writes them, also such as we never had. */
const TOKEN = /[0-9a-f]{32}(?::|%3A)\d+|[0-9a-f]{32}/gi;

/** Texts shorter than this stand in honest data by chance. */
const TELLING_LENGTH = 8;

/** Knows what must not be told. */
export interface Secrets {
  /** A text of the source as it may stand in a message: without secrets, on one line, cut. */
  tellable(text: string): string;
  /** Whether an answer repeats the password or a token and must not be kept. */
  leaksIn(content: string): boolean;
  add(secret: string): void;
}

/** Collects secrets; the user's name counts as one in messages, as it is half of the login. */
export function secretsOf(user: string, password: string): Secrets {
  const guarded = new Set([password]);
  return {
    add: secret => guarded.add(secret),
    leaksIn: content =>
      [...guarded].some(
        secret => secret.length >= TELLING_LENGTH && writtenForms(secret).some(form => content.includes(form)),
      ),
    tellable(text) {
      const clean = withoutForms(text, [...guarded, user].flatMap(writtenForms));
      return onOneLine(clean.replaceAll(TOKEN, "[secret]"), 200);
    },
  };
}
