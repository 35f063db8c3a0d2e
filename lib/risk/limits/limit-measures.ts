import { additiveDrawdowns } from "../drawdown/path.js";
import { type Figure, isDefined, mapFigure, Undefined } from "../figure.js";
import { historicalModel } from "../var/historical.js";

/** What a limit of one name is worked out from, up to a day. */
export interface LimitSubject {
  /** P&L of each session up to the day, oldest first; NaN where a position could not be priced. */
  readonly pnl: Float64Array;
  /** Sessions of the day's calendar month, the last of `pnl`. */
  readonly monthLength: number;
  /** Sums of absolute and of signed market values at the close, and the largest single position; NaN where one is unpriced. */
  readonly grossExposure: number;
  readonly netExposure: number;
  readonly largestPosition: number;
  /** Money that ratios are taken of; null where it was never stated. */
  readonly capital: number | null;
}

/** A measure that limits can be set on. */
export interface LimitMeasure {
  readonly id: string;
  readonly label: string;
  readonly unit: "money" | "ratio" | "fraction";
  readonly definition: string;
  /** A cap is passed upwards and positive, a floor downwards and negative. */
  readonly bound: "cap" | "floor";
  read(subject: LimitSubject): Figure;
}

/** Sessions that VaR and ES on limits look back on. */
const WINDOW = 250;

const money = (value: number): Figure => (Number.isNaN(value) ? new Undefined("an open position has no price") : value);
const ofCapital = ({ capital }: LimitSubject, figure: Figure): Figure =>
  mapFigure(figure, value => (capital === null ? new Undefined("there is no capital base") : value / capital));
const loss = (values: Float64Array): Figure =>
  mapFigure(money(values.reduce((total, value) => total + value, 0)), total => Math.max(0, 0 - total));

/** The deepest point is not what a limit looks at: it is where the account stands now below its highest. */
function fall({ pnl }: LimitSubject): Figure {
  return pnl.length === 0 ? new Undefined("no session") : money(additiveDrawdowns(pnl).at(-1)!);
}

function tail({ pnl }: LimitSubject, measure: "var" | "es", confidence: number): Figure {
  const recent = pnl.subarray(Math.max(0, pnl.length - WINDOW));
  if (recent.some(Number.isNaN)) return new Undefined("an open position had no price");
  return mapFigure(historicalModel.forecast(recent, confidence), forecast => forecast[measure]);
}

/** Every measure that a limit can be set on. Losses, VaR and exposures are positive, a drawdown is negative. */
export const LIMIT_MEASURES: readonly LimitMeasure[] = [
  {
    id: "dailyLoss",
    label: "daily loss",
    unit: "money",
    definition: "what the session lost, 0 where it gained",
    bound: "cap",
    read: ({ pnl }) => (pnl.length === 0 ? new Undefined("no session") : loss(pnl.subarray(-1))),
  },
  {
    id: "monthlyLoss",
    label: "loss of the month",
    unit: "money",
    definition: "what the calendar month lost so far, 0 where it gained",
    bound: "cap",
    read: ({ pnl, monthLength }) => loss(pnl.subarray(Math.max(0, pnl.length - monthLength))),
  },
  {
    id: "drawdown",
    label: "drawdown",
    unit: "fraction",
    definition: "cumulative P&L less its highest so far, of the capital base; negative",
    bound: "floor",
    read: subject => ofCapital(subject, fall(subject)),
  },
  {
    id: "drawdownMoney",
    label: "drawdown in money",
    unit: "money",
    definition: "cumulative P&L less its highest so far; negative",
    bound: "floor",
    read: fall,
  },
  {
    id: "var99",
    label: "VaR 99%",
    unit: "money",
    definition: `one-day historical VaR, order statistic, of the last ${WINDOW} sessions`,
    bound: "cap",
    read: subject => tail(subject, "var", 0.99),
  },
  {
    id: "es975",
    label: "ES 97.5%",
    unit: "money",
    definition: `one-day historical expected shortfall of the last ${WINDOW} sessions`,
    bound: "cap",
    read: subject => tail(subject, "es", 0.975),
  },
  {
    id: "grossExposure",
    label: "gross exposure",
    unit: "money",
    definition: "sum of absolute market values at the close",
    bound: "cap",
    read: ({ grossExposure }) => money(grossExposure),
  },
  {
    id: "netExposure",
    label: "net exposure",
    unit: "money",
    definition: "absolute value of the sum of market values at the close",
    bound: "cap",
    read: ({ netExposure }) => mapFigure(money(netExposure), Math.abs),
  },
  {
    id: "grossLeverage",
    label: "gross leverage",
    unit: "ratio",
    definition: "gross exposure over the capital base",
    bound: "cap",
    read: subject => ofCapital(subject, money(subject.grossExposure)),
  },
  {
    id: "largestPosition",
    label: "largest position",
    unit: "money",
    definition: "largest absolute market value of one symbol in one account at the close",
    bound: "cap",
    read: ({ largestPosition }) => money(largestPosition),
  },
  {
    id: "concentration",
    label: "concentration",
    unit: "fraction",
    definition: "largest position over gross exposure",
    bound: "cap",
    read: ({ largestPosition, grossExposure }) =>
      mapFigure(money(grossExposure), gross =>
        gross === 0 ? 0 : mapFigure(money(largestPosition), size => size / gross),
      ),
  },
];

/** The ids that limits may name. */
export const LIMIT_MEASURE_IDS: readonly string[] = LIMIT_MEASURES.map(({ id }) => id);

/** A measure of a subject as a value or the reason why there is none; null for an id that is not among them. */
export function readLimitMeasure(
  id: string,
  subject: LimitSubject,
): { value: number | null; reason: string | null } | null {
  const measure = LIMIT_MEASURES.find(candidate => candidate.id === id);
  if (measure === undefined) return null;
  const figure = measure.read(subject);
  return isDefined(figure) ? { value: figure, reason: null } : { value: null, reason: figure.reason };
}
