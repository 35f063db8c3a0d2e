const LONGEST = 31;

/**
 * Names for sheets that Excel accepts: at most 31 UTF-16 units, none of `[ ] : * ? / \` or control characters, no apostrophe at
 * either end, not the reserved `History`, unique whatever the case. Letters of every script are kept.
 * @param titles what the sheets should be called, in order
 */
export function sheetNames(titles: readonly string[]): string[] {
  const taken = new Set<string>(["history"]);
  return titles.map(title => {
    const wanted = acceptable(title);
    let name = wanted;
    for (let copy = 2; taken.has(name.toLowerCase()); copy++) {
      const suffix = ` (${copy})`;
      name = cut(wanted, LONGEST - suffix.length) + suffix;
    }
    taken.add(name.toLowerCase());
    return name;
  });
}

function acceptable(title: string): string {
  const plain = title
    .replace(/[[\]:*?/\\\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  const name = cut(plain, LONGEST)
    .replace(/^'+|'+$/g, "")
    .trim();
  return name === "" ? "Sheet" : name;
}

/** At most `length` UTF-16 units, without cutting a character that takes two of them. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = /[\uD800-\uDBFF]/.test(text[length - 1]!) ? length - 1 : length;
  return text.slice(0, end).trimEnd();
}
