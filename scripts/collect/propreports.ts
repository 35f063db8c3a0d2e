import { setTimeout as sleep } from "node:timers/promises";
import { type PropReportsConfig, randomStream } from "../../lib/core/index.js";
import {
  type CollectSummary,
  propReportsLogin,
  propReportsSource,
  type Source,
  type Store,
  type Unreconciled,
  unreconciledDays,
} from "../../lib/data/index.js";
import type { Context } from "../context.js";
import { mapOf, tableMapOf } from "../map-of.js";
import type { CollectFlags } from "./flags.js";
import { runCollection } from "./run.js";

/** What collecting PropReports came to: the collection, and what it states held against what is stored. */
export interface PropReportsCollection {
  readonly summary: CollectSummary;
  readonly unreconciled: Unreconciled | null;
}

/** Collects the firm's PropReports. */
export async function collectPropReports(
  settings: PropReportsConfig,
  store: Store,
  flags: CollectFlags & { readonly feeds?: readonly string[] },
  context: Context,
): Promise<PropReportsCollection> {
  const summary = await runCollection(sourceOf(settings, context), settings, store, flags, context);
  return { summary, unreconciled: await unreconciledDays(store, Object.keys(summary.through)) };
}

function sourceOf({ firm, url, group, datasets }: PropReportsConfig, context: Context): Source {
  return propReportsSource({
    settings: { url: url ?? `https://${firm}.propreports.com/api.php`, group, datasets },
    login: propReportsLogin(context.environment),
    maps: { fills: mapOf("propreports-fills", context), positions: tableMapOf("propreports-positions", context) },
    effects: {
      fetch,
      now: () => context.now().getTime(),
      sleep: milliseconds => sleep(milliseconds),
      random: randomStream(`propreports/${context.now().getTime()}`),
    },
  });
}
