/** The longest text that a cell of Excel holds, in UTF-16 units. */
const LONGEST = 32_767;
const CUT = " … (cut: a cell holds 32,767 characters)";

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that no XML document may hold
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** What Excel takes for an error value and not for a word. */
const ERROR_WORD = /^#(VALUE!|REF!|N\/A|NAME\?|NULL!|DIV\/0!|NUM!|GETTING_DATA|SPILL!|CALC!)$/;

/** Says whether a program that guesses would run this text as a formula, or send it to one that does. */
export function looksLikeFormula(text: string): boolean {
  return /^[=+\-@\t\r\n|%]/.test(text);
}

/** Says whether this text reads as one of Excel's error values, such as `#N/A`. */
export function isErrorWord(text: string): boolean {
  return ERROR_WORD.test(text);
}

/**
 * Text as a workbook may hold it: what XML forbids becomes U+FFFD, `_x0041_` is kept from being read as an escape for `A`, and
 * what exceeds a cell is cut with a note.
 */
export function cellText(text: string): string {
  const legal = text.replace(ILLEGAL, "\ufffd").replace(/_(?=x[0-9a-fA-F]{4}_)/g, "_x005F_");
  return legal.length <= LONGEST ? legal : legal.slice(0, LONGEST - CUT.length).replace(ILLEGAL, "") + CUT;
}
