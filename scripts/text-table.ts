/**
 * Rows as aligned text: names to the left, figures to the right, a line below the heads and above the totals.
 * @param names how many of the first columns are names
 */
export function textTable(
  headers: readonly string[],
  body: readonly (readonly string[])[],
  names: number,
  totals: readonly (readonly string[])[] = [],
): string {
  const rows = [headers, ...body, ...totals];
  const widths = headers.map((_, column) => rows.reduce((most, row) => Math.max(most, row[column]!.length), 0));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => (at < names ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)))
      .join("  ")
      .trimEnd();
  const rule = "─".repeat(widths.reduce((sum, width) => sum + width + 2, -2));
  const ending = totals.length === 0 ? [] : [rule, ...totals.map(line)];
  return [line(headers), rule, ...body.map(line), ...ending].join("\n");
}

/** Money to the cent, with thousands and without a minus before zero. */
export function moneyText(value: number): string {
  const shown = Math.abs(value) < 0.005 ? 0 : value;
  return shown.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
