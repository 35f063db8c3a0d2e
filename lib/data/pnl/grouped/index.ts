export { PNL_DIMENSIONS, type PnlDimension } from "./dimensions.js";
export { type Owner, type Owners, ownerOn, snapshotOwners } from "./owners.js";
export { type PnlBy, type PnlByOptions, type PnlByRow, type PnlFigures, pnlBy } from "./pnl-by.js";
