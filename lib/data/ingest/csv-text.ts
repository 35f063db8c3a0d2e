/** What a piece of CSV text is: a whole record, one whose quoted field is still open at the end, or neither. */
export type CsvRecord = { fields: string[] } | { open: true } | { stray: true };

/**
 * Splits one record by the rule of RFC 4180: a field that begins with a quotation mark ends at the next single one, two of
 * them stand for one inside, and it may hold delimiters and line breaks. Blanks around a quoted field are allowed.
 */
export function splitRecord(text: string, delimiter: string): CsvRecord {
  const fields: string[] = [];
  for (let at = 0; ; ) {
    const start = skipBlanks(text, at, delimiter);
    if (text[start] !== '"') {
      const end = endOf(text, at, delimiter);
      const field = text.slice(at, end);
      if (field.includes('"')) return { stray: true };
      fields.push(field);
      at = end;
    } else {
      const close = closingQuote(text, start + 1);
      if (close === undefined) return { open: true };
      fields.push(text.slice(start + 1, close).replaceAll('""', '"'));
      at = skipBlanks(text, close + 1, delimiter);
      if (at < text.length && text[at] !== delimiter) return { stray: true };
    }
    if (at >= text.length) return { fields };
    at++;
  }
}

function endOf(text: string, from: number, delimiter: string): number {
  const end = text.indexOf(delimiter, from);
  return end < 0 ? text.length : end;
}

function skipBlanks(text: string, from: number, delimiter: string): number {
  let at = from;
  while ((text[at] === " " || text[at] === "\t") && text[at] !== delimiter) at++;
  return at;
}

function closingQuote(text: string, from: number): number | undefined {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return undefined;
}
