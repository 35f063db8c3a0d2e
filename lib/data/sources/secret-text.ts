/** Shorter texts stand in honest messages by chance. */
const TELLING_LENGTH = 4;

/**
 * A text of a source as it may stand in a message: on one line, without what must not be told, cut where it is long.
 * @param secrets passwords and tokens; they are found as they are and as they stand in addresses
 */
export function tellable(text: string, secrets: readonly string[]): string {
  const forms = secrets.flatMap(writtenForms).filter(form => form.length >= TELLING_LENGTH);
  return onOneLine(withoutForms(text, forms), 400);
}

/** A secret as it may be written: as it is, and as it stands in an address or a form. */
export function writtenForms(secret: string): string[] {
  return [secret, encodeURIComponent(secret), new URLSearchParams({ s: secret }).toString().slice(2)];
}

/** A text with `[secret]` in place of each form, the longest first, as one may be part of another. */
export function withoutForms(text: string, forms: readonly string[]): string {
  const longest = forms.filter(form => form !== "").sort((left, right) => right.length - left.length);
  return longest.reduce((said, form) => said.replaceAll(form, "[secret]"), text);
}

/** A text on one line, cut after so many characters. */
export function onOneLine(text: string, most: number): string {
  return text.replaceAll(/\s+/g, " ").trim().slice(0, most);
}
