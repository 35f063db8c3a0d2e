import type { Rule } from "../rule.js";
import { balanceSheetSides } from "./balance-sheet-sides.js";
import { currencyMix } from "./currency-mix.js";
import { duplicateFills } from "./duplicate-fills.js";
import { expiredContract } from "./expired-contract.js";
import { feeOutlier } from "./fee-outlier.js";
import { fillOutsideDay } from "./fill-outside-day.js";
import { fillOutsideMinute } from "./fill-outside-minute.js";
import { instrumentTerms } from "./instrument-terms.js";
import { limitScope } from "./limit-scope.js";
import { maxQuantity } from "./max-quantity.js";
import { missingFills } from "./missing-fills.js";
import { missingFx } from "./missing-fx.js";
import { missingPrices } from "./missing-prices.js";
import { negativeBalance } from "./negative-balance.js";
import { oddDay } from "./odd-day.js";
import { offSession } from "./off-session.js";
import { openPnlReconcile } from "./open-pnl-reconcile.js";
import { positionChain } from "./position-chain.js";
import { positionsReconcile } from "./positions-reconcile.js";
import { priceJump } from "./price-jump.js";
import { priceRange } from "./price-range.js";
import { quantityOutlier } from "./quantity-outlier.js";
import { staleFeed } from "./stale-feed.js";
import { stalePrice } from "./stale-price.js";
import { timeZoneShift } from "./time-zone-shift.js";
import { totalsReconcile } from "./totals-reconcile.js";
import { traderGone } from "./trader-gone.js";
import { unknownAccount } from "./unknown-account.js";
import { unknownSymbol } from "./unknown-symbol.js";
import { unknownTrader } from "./unknown-trader.js";
import { unlistedPrice } from "./unlisted-price.js";
import { unpricedPosition } from "./unpriced-position.js";

/** Every rule, in the order in which they are told: is it all there, is each row right, does it agree with the rest. */
export const QUALITY_RULES: readonly Rule[] = [
  staleFeed,
  missingFills,
  missingPrices,
  missingFx,
  unpricedPosition,
  offSession,
  timeZoneShift,
  duplicateFills,
  fillOutsideDay,
  fillOutsideMinute,
  quantityOutlier,
  feeOutlier,
  maxQuantity,
  traderGone,
  expiredContract,
  priceJump,
  priceRange,
  stalePrice,
  unknownSymbol,
  unlistedPrice,
  unknownAccount,
  unknownTrader,
  instrumentTerms,
  limitScope,
  currencyMix,
  negativeBalance,
  balanceSheetSides,
  positionChain,
  positionsReconcile,
  totalsReconcile,
  openPnlReconcile,
  oddDay,
];
