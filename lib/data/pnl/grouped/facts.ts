import type { Snapshot } from "../../store/index.js";
import type { Facts, InstrumentFacts } from "./dimensions.js";
import { snapshotOwners } from "./owners.js";

/** What a snapshot knows of accounts and instruments. */
export async function readFacts(snapshot: Snapshot, timeZone: string): Promise<Facts> {
  const rows = await snapshot.rows("SELECT symbol, kind, sector, underlying FROM instruments");
  const instruments = new Map(
    rows.map(({ symbol, ...facts }) => [String(symbol), facts as unknown as InstrumentFacts]),
  );
  return { owners: await snapshotOwners(snapshot), instruments, timeZone };
}
