import { type Verification, verifyStore } from "../../lib/data/index.js";
import type { Context } from "../context.js";
import { storeOf } from "../store-of.js";
import type { AddVerb, StoreFlags } from "./verb.js";

/** `riskbook snapshots verify`: is every file what its manifest says? */
export function registerVerify(add: AddVerb, context: Context): void {
  add(
    "verify [snapshot]",
    "read every file of a snapshot, or of all, and compare it with the manifests; ends with 1 when one is wrong",
  ).action(async (name: string | undefined, flags: StoreFlags) => {
    const found = await verifyStore(storeOf(flags.store, context), name, context.progress);
    context.write(flags.json ? `${JSON.stringify(found)}\n` : verificationText(found));
    if (found.problems.length > 0) context.exit(1);
  });
}

function verificationText({ snapshots, files, bytes, problems }: Verification): string {
  const looked = `${snapshots} snapshots, ${files} files, ${(bytes / 1e6).toFixed(1)} MB`;
  if (problems.length === 0) return `${looked}: all as the manifests say.\n`;
  const lines = problems.map(({ path, problem, snapshots: numbers }) => {
    const where = numbers.length === 0 ? "" : ` (snapshot ${numbers.join(", ")})`;
    return `  ${path} ${problem}${where}\n`;
  });
  return `${looked}: ${problems.length} problems.\n${lines.join("")}`;
}
