import { randomStream } from "../../../core/index.js";
import { isolationForest, isolationScores } from "../../../numeric/index.js";
import { type DayFeatures, dayFeatures, type FeatureColumn } from "../day-features.js";
import { foundOf } from "../find.js";
import { type Finding, type Rule, rule } from "../rule.js";
import { figure } from "../words.js";

/** Beyond so many deviations one feature does not make the others look alike to the forest. */
const MOST_DEVIATIONS = 30;

/**
 * Days that are odd in several ways at once: each account's day as features, each as deviations from the account's own
 * median, scored by an isolation forest (Liu, Ting & Zhou 2008) over the days of all accounts.
 */
export const oddDay: Rule = rule({
  id: "odd-day",
  tables: ["fills"],
  severity: "warn",
  sentence: "No account's day is unlike all others in several ways at once.",
  thresholds: {
    score: { value: 0.62, meaning: "isolation score, from 0 to 1" },
    deviations: { value: 5, meaning: "scaled median absolute deviations of a feature from the account's median" },
    features: { value: 2, meaning: "features so far off, at least" },
    days: { value: 30, meaning: "days of the account, at least" },
  },
  async check(judged, { score, deviations, features, days }) {
    const found = await dayFeatures(judged, days);
    if (found.day.length === 0) return { reason: `no account has traded on ${days} days yet` };
    const points = found.columns.map(({ deviations }) => deviations.map(clipped));
    const scores = isolationScores(isolationForest(points, { random: randomStream("odd-day") }), points);
    const findings: Finding[] = [];
    scores.forEach((value, i) => {
      const odd = found.columns.filter(column => Math.abs(column.deviations[i]!) >= deviations);
      if (value >= score && odd.length >= features) findings.push(findingOf(found, i, value, odd));
    });
    return foundOf(judged, findings);
  },
});

function clipped(deviations: number): number {
  return Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, deviations));
}

function findingOf({ account, day, fills }: DayFeatures, i: number, score: number, odd: FeatureColumn[]): Finding {
  const reasons = odd
    .sort((a, b) => Math.abs(b.deviations[i]!) - Math.abs(a.deviations[i]!))
    .map(({ name, print, values, usual, deviations }) => {
      const off = deviations[i]!;
      const far = Math.abs(off) >= 100 ? "over 100" : figure(Math.abs(off), 1);
      return `${name} ${print(values[i]!)}, ${far} deviations ${off > 0 ? "above" : "below"} ${print(usual[i]!)}`;
    });
  return {
    account: account[i]!,
    symbol: null,
    day: day[i]!,
    value: Number(score.toFixed(3)),
    expected: null,
    rows: fills[i]!,
    sentence: `${account[i]} ${day[i]}: odd in ${odd.length} ways at once (score ${score.toFixed(2)}): ${reasons.join("; ")}.`,
  };
}
