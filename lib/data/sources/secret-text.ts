/** Shorter texts stand in honest messages by chance. */
const TELLING_LENGTH = 4;

/**
 * A text of a source as it may stand in a message: on one line, without what must not be told, cut where it is long.
 * @param secrets passwords and tokens; they are found as they are and as they stand in addresses
 */
export function tellable(text: string, secrets: readonly string[]): string {
  const forms = secrets
    .flatMap(secret => [secret, encodeURIComponent(secret), new URLSearchParams({ s: secret }).toString().slice(2)])
    .filter(form => form.length >= TELLING_LENGTH)
    .sort((left, right) => right.length - left.length); // one may be part of another
  const clean = forms.reduce((said, form) => said.replaceAll(form, "[secret]"), text);
  return clean.replaceAll(/\s+/g, " ").trim().slice(0, 400);
}
