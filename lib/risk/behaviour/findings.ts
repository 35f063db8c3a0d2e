import type { Measure } from "../measure.js";

/** A habit that stands out, with the measures that say so. */
export interface BehaviourFinding {
  readonly id: string;
  /** A sentence with its figures. */
  readonly text: string;
  readonly measures: readonly Measure[];
}

/** Figures by id; those that are undefined or may be chance are left out. */
type Figures = Readonly<Record<string, number | undefined>>;

interface Habit {
  readonly id: string;
  readonly rests: readonly string[];
  /** The sentence where the habit stands out. */
  says(figures: Figures): string | null;
}

/** From where on a habit is worth a talk; own choice, version 1. */
const HABITS: readonly Habit[] = [
  {
    id: "revenge",
    rests: ["revenge_size", "revenge_pace"],
    says({ revenge_size: size = 1, revenge_pace: pace = 1 }) {
      const words = [
        ...(size >= 1.3 ? [`with ${times(size)} the normal size`] : []),
        ...(pace <= 0.6 ? [`after ${percent(pace)} of the normal pause`] : []),
      ];
      return words.length === 0 ? null : `After a losing exit the next trade is entered ${words.join(" and ")}.`;
    },
  },
  {
    id: "tilt",
    rests: ["tilt_size"],
    says: ({ tilt_size: size = 1 }) =>
      size >= 1.3 ? `After three losing exits in a row size is ${times(size)} normal.` : null,
  },
  {
    id: "overtrading",
    rests: ["trips_per_active_day", "fees_of_gains_trips"],
    says: ({ trips_per_active_day: trips = 0, fees_of_gains_trips: fees = 0 }) =>
      trips >= 5 && fees >= 0.15
        ? `${trips.toFixed(1)} trips a day, and fees take ${percent(fees)} of what the winning trips earn.`
        : null,
  },
  {
    id: "fees",
    rests: ["fees_of_gross_trips"],
    says: ({ fees_of_gross_trips: fees = 0 }) =>
      fees >= 0.5 ? `Fees are ${percent(fees)} of the profit before fees.` : null,
  },
  {
    id: "holding",
    rests: ["hold_losers_vs_winners"],
    says: ({ hold_losers_vs_winners: held = 1 }) =>
      held >= 1.4 ? `Losers are held ${times(held)} as long as winners.` : null,
  },
  {
    id: "sizing",
    rests: ["largest_size"],
    says: ({ largest_size: largest = 1 }) =>
      largest >= 5 ? `The largest trade was ${times(largest)} the size that was normal then.` : null,
  },
  {
    id: "away",
    rests: ["longest_idle", "idle_spells"],
    says: ({ longest_idle: idle = 0, idle_spells: spells = 0 }) =>
      idle >= 10
        ? `Away for two weeks or more ${spells === 1 ? "once" : `${spells} times`}; at the longest ${idle} sessions without a position.`
        : null,
  },
  {
    id: "rules",
    rests: ["rule_quantity", "rule_size", "rule_stop", "rule_hours", "rule_trips", "rule_loss"],
    says: figures => {
      const broken = Object.entries(RULE_WORDS).flatMap(([id, words]) => {
        const share = figures[id] ?? 0;
        const of =
          id === "rule_stop" ? "trips with a stop" : id === "rule_trips" || id === "rule_loss" ? "days" : "trips";
        return share >= BROKEN ? [`${words} ${percent(share)} of ${of}`] : [];
      });
      return broken.length === 0 ? null : `Declared rules are broken: ${broken.join(", ")}.`;
    },
  },
];

/** Share of trips or days from which on a broken rule stands out. */
const BROKEN = 0.05;

const RULE_WORDS: Readonly<Record<string, string>> = {
  rule_quantity: "a fill over the declared quantity in",
  rule_size: "more than the declared size in",
  rule_stop: "a stop that was not kept in",
  rule_hours: "an entry outside the declared hours in",
  rule_trips: "too many trips on",
  rule_loss: "more than the declared loss on",
};

/**
 * The habits that stand out among a trader's measures of behaviour; a figure that is undefined or may be chance never does.
 * @param measures those of `describeBehaviour`
 */
export function behaviourFindings(measures: readonly Measure[]): BehaviourFinding[] {
  const figures = Object.fromEntries(
    measures.flatMap(({ id, value, warning }) => (typeof value === "number" && warning === null ? [[id, value]] : [])),
  );
  return HABITS.flatMap(({ id, rests, says }) => {
    const text = says(figures);
    return text === null ? [] : [{ id, text, measures: measures.filter(measure => rests.includes(measure.id)) }];
  });
}

function times(ratio: number): string {
  return `${ratio.toFixed(1)} times`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)}%`;
}
