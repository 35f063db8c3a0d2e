import { brinsonEntries } from "./attribution/brinson.js";
import { factorEntry } from "./attribution/factor-attribution.js";
import { acerbiSzekelyEntries } from "./backtest/acerbi-szekely.js";
import { christoffersenEntries } from "./backtest/christoffersen.js";
import { dieboldMarianoEntry } from "./backtest/diebold-mariano.js";
import { dynamicQuantileEntry } from "./backtest/dynamic-quantile.js";
import { kupiecEntry } from "./backtest/kupiec.js";
import { lossEntries } from "./backtest/loss-functions.js";
import { trafficLightEntry } from "./backtest/traffic-light.js";
import { measureCatalogue } from "./catalogue.js";
import { type CatalogueEntry, GROUPS } from "./definition.js";
import { drawdownProbabilityEntries } from "./drawdown/probability.js";
import { sharpeOverPeriodsEntry } from "./inference/annual-sharpe.js";
import { deflatedSharpeEntries } from "./inference/deflated-sharpe.js";
import { sharpeDifferenceEntry } from "./inference/sharpe-difference.js";
import { bootstrapEntry } from "./inference/stationary-bootstrap.js";
import { LIMIT_MEASURES } from "./limits/limit-measures.js";
import { portfolioEntries } from "./portfolio/portfolio-entries.js";
import { changePointEntry } from "./regimes/change-points.js";
import { regimeEntry } from "./regimes/fit-regimes.js";
import { bandEntry } from "./var/bands.js";
import { VAR_MODELS } from "./var/catalogue.js";
import { contributionEntries } from "./var/contribution.js";
import { varChangeEntry } from "./var/explanation.js";
import { horizonEntry } from "./var/horizon.js";
import { stressedEntry } from "./var/stressed.js";
import { egarchEntry } from "./volatility/egarch.js";
import { ewmaEntry } from "./volatility/ewma.js";
import { garchEntries } from "./volatility/garch.js";
import { rangeEntries } from "./volatility/range.js";

/** Entries that belong together, in the order in which the catalogue prints them. */
export interface CatalogueSection {
  readonly title: string;
  readonly entries: readonly CatalogueEntry[];
}

/** All that the room can compute: the measures by group, then models of VaR, tests, inference, splits and limits. */
export function catalogueSections(): readonly CatalogueSection[] {
  const measures = measureCatalogue();
  return [
    ...GROUPS.map(group => ({ title: group, entries: measures.filter(measure => measure.group === group) })),
    { title: "VaR and ES models", entries: VAR_MODELS.map(modelEntry) },
    { title: "VaR and ES of a book", entries: [horizonEntry, stressedEntry, bandEntry, varChangeEntry] },
    { title: "back-tests", entries: backtests },
    { title: "volatility and regimes", entries: volatility },
    { title: "inference on any series", entries: inference },
    { title: "attribution", entries: [...contributionEntries, ...brinsonEntries, factorEntry] },
    { title: "portfolio", entries: portfolioEntries },
    { title: "limits", entries: LIMIT_MEASURES.map(limitEntry) },
  ];
}

const backtests = [
  kupiecEntry,
  ...christoffersenEntries,
  dynamicQuantileEntry,
  trafficLightEntry,
  ...acerbiSzekelyEntries,
  ...lossEntries,
  dieboldMarianoEntry,
];

const volatility = [
  ewmaEntry,
  ...garchEntries,
  egarchEntry,
  ...rangeEntries,
  regimeEntry,
  changePointEntry,
  ...drawdownProbabilityEntries,
];

const inference = [...deflatedSharpeEntries, sharpeOverPeriodsEntry, sharpeDifferenceEntry, bootstrapEntry];

function modelEntry({ id, label, definition, source, coherentTail }: (typeof VAR_MODELS)[number]): CatalogueEntry {
  return { id, label, unit: "P&L", definition, source, recommended: coherentTail };
}

function limitEntry({ id, label, unit, definition, bound }: (typeof LIMIT_MEASURES)[number]): CatalogueEntry {
  const name = `${label.slice(0, 1).toUpperCase()}${label.slice(1)}`;
  const source = `a ${bound} that the firm sets; see lib/risk/limits`;
  return { id, label: name, unit, definition, source, recommended: true };
}
