import type { CatalogueEntry } from "../definition.js";
import { clusterEntries } from "./clusters.js";
import { correlationEntries } from "./correlation.js";
import { covarianceEntries } from "./covariance.js";
import { diversificationEntries } from "./diversification.js";
import { jointKellyEntries } from "./kelly.js";
import { liquidationEntries } from "./liquidation.js";
import { maximumRatioEntries } from "./maximum-ratio.js";
import { meanVarianceEntries } from "./mean-variance.js";
import { modifiedContributionEntries } from "./modified-contribution.js";
import { contributionEntries } from "./risk-contribution.js";
import { riskParityEntries } from "./risk-parity.js";
import { shrinkageEntries } from "./shrinkage.js";

/** Everything of portfolios, for the catalogue. */
export const portfolioEntries: readonly CatalogueEntry[] = [
  ...covarianceEntries,
  ...shrinkageEntries,
  ...correlationEntries,
  ...clusterEntries,
  ...diversificationEntries,
  ...contributionEntries,
  ...modifiedContributionEntries,
  ...meanVarianceEntries,
  ...maximumRatioEntries,
  ...riskParityEntries,
  ...jointKellyEntries,
  ...liquidationEntries,
];
