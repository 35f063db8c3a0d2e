import { parse } from "yaml";
import { z } from "zod";
import { type IsoDate, isIsoDate, messageOf, RiskbookError, schemaProblems } from "../../core/index.js";
import { checkShocks, combineShocks, type Shocks } from "./factors.js";

/** What might happen to markets, and who says so. */
export interface Scenario {
  /** The name of its file, such as `1987-10-19`. */
  readonly name: string;
  readonly title: string;
  /** `historical` happened; `parametric` is made up to be severe. */
  readonly kind: "historical" | "parametric";
  /** First and last close of what happened; null for what did not. */
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
  /** Whether its worst lies within a session, which closes do not show. */
  readonly intraday: boolean;
  readonly shocks: Shocks;
  /** Where the figures come from, by factor, or for all. */
  readonly source: string;
  /** Factors whose figure was not held against its source. */
  readonly unverified: readonly string[];
  /** What the model says, and which; null where none says anything. */
  readonly probability: { readonly value: number; readonly model: string } | null;
}

const day = z.string().refine(isIsoDate, "must be a day such as 2020-02-19");

const schema = z
  .strictObject({
    title: z.string().min(1),
    kind: z.enum(["historical", "parametric"]),
    from: day.optional(),
    to: day.optional(),
    intraday: z.boolean().default(false),
    shocks: z.record(z.string(), z.number()),
    source: z.string().min(1),
    unverified: z.array(z.string()).default([]),
    probability: z.strictObject({ value: z.number().min(0).max(1), model: z.string().min(1) }).optional(),
  })
  .refine(({ kind, from, to }) => kind === "parametric" || (from !== undefined && to !== undefined && from <= to), {
    path: ["from"],
    message: "what happened needs from and to, in this order",
  });

/**
 * Reads a scenario's YAML.
 * @param name what it is called; @param path names the file in messages
 * @throws RiskbookError `BAD_SCENARIO` with every key that is wrong, `UNKNOWN_FACTOR`, `BAD_SHOCK`
 */
export function parseScenario(text: string, name: string, path: string): Scenario {
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    throw new RiskbookError("BAD_SCENARIO", `${path} could not be read as YAML: ${messageOf(error).trim()}`, {
      exitCode: 2,
      cause: error,
    });
  }
  const checked = schema.safeParse(content ?? {});
  if (!checked.success) {
    throw new RiskbookError("BAD_SCENARIO", `${path} is no scenario:\n${schemaProblems(checked.error).join("\n")}`, {
      exitCode: 2,
    });
  }
  const { from = null, to = null, probability = null, ...rest } = checked.data;
  checkShocks(rest.shocks, path);
  const stray = rest.unverified.find(factor => !(factor in rest.shocks));
  if (stray !== undefined)
    throw new RiskbookError("BAD_SCENARIO", `${path} calls "${stray}" unverified, and does not change it.`, {
      exitCode: 2,
    });
  return { name, ...rest, from, to, probability };
}

/** Scenarios that come together, as one. What happened and what is made up together did not happen. */
export function combineScenarios(scenarios: readonly [Scenario, ...Scenario[]]): Scenario {
  const [first, ...others] = scenarios;
  return others.reduce<Scenario>(
    (both, next) => ({
      name: `${both.name}+${next.name}`,
      title: `${both.title} and ${next.title}`,
      kind: "parametric",
      from: null,
      to: null,
      intraday: both.intraday || next.intraday,
      shocks: combineShocks(both.shocks, next.shocks),
      source: `${both.source}; ${next.source}`,
      unverified: [...new Set([...both.unverified, ...next.unverified])],
      probability: null,
    }),
    first,
  );
}
