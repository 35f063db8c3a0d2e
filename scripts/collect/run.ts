import { dirname, join } from "node:path";
import {
  type CollectStep,
  type CollectSummary,
  collect,
  crashAt,
  outcomeOf,
  type Source,
  type Store,
} from "../../lib/data/index.js";
import type { Context } from "../context.js";
import { correctionPolicy } from "../correction-policy.js";
import type { CollectFlags } from "./flags.js";

/** What a book says of how a source is collected. */
export interface CollectSettings {
  readonly lookBackDays: number;
  readonly since?: string | undefined;
  readonly corrections?: "hold" | "accept";
}

/** Collects a source into a store, with its inbox beside the store, and sets how the command ends. */
export async function runCollection(
  source: Source,
  { lookBackDays, since, corrections }: CollectSettings,
  store: Store,
  flags: CollectFlags & { readonly feeds?: readonly string[] },
  context: Context,
): Promise<CollectSummary> {
  const step = crashAt<CollectStep>(context.environment.RISKBOOK_CRASH_AT);
  const summary = await collect(source, {
    store,
    inbox: join(dirname(store.layout.root), "inbox"),
    now: context.now,
    progress: context.progress,
    lookBackDays,
    simulated: flags.simulated === true,
    corrections: correctionPolicy(flags, corrections),
    ...(flags.feeds === undefined ? {} : { feeds: flags.feeds }),
    ...(since === undefined ? {} : { since }),
    ...(flags.from === undefined ? {} : { from: flags.from }),
    ...(flags.to === undefined ? {} : { to: flags.to }),
    ...(step === undefined ? {} : { step }),
  });
  for (const load of summary.loads) context.exit(outcomeOf(load));
  if (Object.keys(summary.failed).length > 0) context.exit(3);
  return summary;
}
