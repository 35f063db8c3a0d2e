import type { Command } from "commander";
import { type IsoDate, openBook } from "../../lib/core/index.js";
import { SCOPES } from "../../lib/risk/index.js";
import type { Context } from "../context.js";
import { limitsJson, limitsText, type ShownLimits } from "../limits-text.js";
import { requireAsOf, usage } from "../options.js";
import { rulesJson, rulesText } from "../rules-text.js";
import { snapshotName, storeOf } from "../store-of.js";

interface Flags {
  asOf?: IsoDate;
  snapshot?: string;
  scope?: string;
  breached?: boolean;
  rules?: boolean;
  json?: boolean;
}

/** `riskbook limits`: how much of each limit is used at the close of a session, and which are passed. */
export function register(program: Command, context: Context): void {
  program
    .command("limits")
    .description("limits of the firm, its desks, traders, accounts, sectors and symbols: use, headroom, breaches")
    .option("--as-of <date>", "nothing after this day is looked at")
    .option("--snapshot <name>", "latest, a label, a number or the beginning of an id")
    .option("--scope <scope>", "firm, desk, trader, account, sector or symbol only")
    .option("--breached", "only limits that are passed, warned of or unknown")
    .option("--rules", "hold funded accounts against the accountRules of riskbook.yaml instead")
    .option("--json", "print JSON")
    .action((flags: Flags) => run(flags, context));
}

async function run(flags: Flags, context: Context): Promise<void> {
  requireAsOf(flags.asOf);
  if (flags.scope !== undefined && !(SCOPES as readonly string[]).includes(flags.scope)) {
    throw usage(`--scope was "${flags.scope}"; there are ${SCOPES.join(", ")}.`, "BAD_SCOPE");
  }
  await (flags.rules ? runRules(flags, context) : runLimits(flags, context));
}

async function runRules({ asOf, snapshot: name, breached, json }: Flags, context: Context): Promise<void> {
  const { openSnapshot } = await import("../../lib/data/index.js");
  const { judgeRules, lastSession } = await import("../../lib/notebook/index.js");
  const { config } = openBook(context.cwd);
  const snapshot = await openSnapshot(storeOf(undefined, context), name);
  try {
    const judged = await judgeRules(snapshot, config, await lastSession(snapshot, asOf, config.calendar));
    const source = snapshotName(snapshot);
    const accounts = judged.accounts.filter(({ state }) => !breached || state !== "within");
    const shown = { ...judged, accounts, source, timeZone: config.timeZone };
    context.write(json ? `${JSON.stringify(rulesJson(shown))}\n` : rulesText(shown));
    if (accounts.some(({ state }) => state !== "within") || judged.notes.length > 0) context.exit(3);
  } finally {
    snapshot.close();
  }
}

async function runLimits(flags: Flags, context: Context): Promise<void> {
  const judged = await judge(flags, context);
  const statuses = judged.statuses.filter(
    ({ limit, state, firstBreach }) =>
      (flags.scope ?? limit.scope) === limit.scope && (!flags.breached || state !== "within" || firstBreach !== null),
  );
  const shown = { ...judged, statuses };
  context.write(flags.json ? `${JSON.stringify(limitsJson(shown))}\n` : limitsText(shown));
  if (statuses.some(({ state, firstBreach }) => state === "hard" || state === "unknown" || firstBreach !== null))
    context.exit(3);
}

async function judge({ asOf, snapshot: name }: Flags, context: Context): Promise<ShownLimits> {
  const { bookPnl, openSnapshot } = await import("../../lib/data/index.js");
  const { judgeLimits } = await import("../../lib/notebook/index.js");
  const { config } = openBook(context.cwd);
  const { currency, calendar, timeZone } = config;
  const snapshot = await openSnapshot(storeOf(undefined, context), name);
  try {
    const pnl = await bookPnl(snapshot, { currency, calendar, ...(asOf && { asOf }) });
    const source = snapshotName(snapshot);
    return { ...(await judgeLimits(snapshot, config, pnl)), currency, source, timeZone };
  } finally {
    snapshot.close();
  }
}
