import { resolve } from "node:path";
import { copyStore } from "../../lib/data/index.js";
import type { Context } from "../context.js";
import { storeOf } from "../store-of.js";
import type { AddVerb, StoreFlags } from "./verb.js";

/** `riskbook snapshots copy`: a second store that is whole at every moment. */
export function registerCopy(add: AddVerb, context: Context): void {
  add("copy <folder>", "bring a copy of the store in another folder up to date; run it again to go on").action(
    async (folder: string, flags: StoreFlags) => {
      const root = resolve(context.cwd, folder);
      const copy = await copyStore(storeOf(flags.store, context), storeOf(root, context), context.progress);
      const { snapshots, files, bytes, total } = copy;
      context.write(
        flags.json
          ? `${JSON.stringify({ ...copy, folder: root })}\n`
          : `${root}: ${snapshots} new snapshots, ${files} files, ${(bytes / 1e6).toFixed(1)} MB; ${total} snapshots in all\n`,
      );
    },
  );
}
