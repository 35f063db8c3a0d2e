/** `1 fill`, `2,000 fills`; an irregular plural is given. */
export function counted(count: number, noun: string, plural: string = `${noun}s`): string {
  return `${figure(count)} ${count === 1 ? noun : plural}`;
}

/** A number as a person reads it. */
export function figure(value: unknown, digits: number = 4): string {
  return Number(value).toLocaleString("en-US", { maximumFractionDigits: digits });
}

/** Money with its cents. */
export function money(value: unknown, currency: string): string {
  const amount = Number(value).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return `${amount} ${currency}`;
}

/** A share of one as a percentage. */
export function percent(share: unknown): string {
  return `${figure(Number(share) * 100, 1)}%`;
}

/** The first few of some names, and how many more there are. */
export function listed(names: readonly string[], total: number = names.length): string {
  const shown = names.slice(0, 3);
  const rest = total - shown.length;
  return rest > 0 ? `${shown.join(", ")} and ${figure(rest)} more` : shown.join(", ");
}
