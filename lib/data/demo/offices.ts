import { ROSTER, type Trader } from "./roster.js";

/**
 * The traders of one office of a scaled firm. The first office is the demo firm itself; each further one has the same 14
 * ways of trading under accounts of its own (`M02-101`), hence with random streams of its own.
 * @param office counted from 1
 */
export function officeTraders(office: number): readonly Trader[] {
  if (office === 1) return ROSTER;
  const prefix = `M${String(office).padStart(2, "0")}`;
  return ROSTER.map(trader => ({
    ...trader,
    account: `${prefix}${trader.account.slice(3)}`,
    name: `${trader.name} ${office}`,
  }));
}
