/** Name of the import map that is written beside the demo's fills. */
export const DEMO_MAP_FILE = "demo-fills.yaml";

/** How the demo's fills are read: PropReports' columns, and the multipliers of the demo's own futures and options. */
export const DEMO_MAP = `# How to read the demo firm's fills: PropReports' export, New York time.
name: PropReports fills of the demo firm
columns:
  time: Date/Time
  account: Account
  side: B/S
  quantity: Qty
  symbol: Symbol
  price: Price
  fees: [Comm, Ecn Fee, SEC, ORF, CAT, TAF, FTT, NSCC, Acc, Clr, Misc]
  orderId: Order Id
  fillId: Fill Id
  currency: Currency
  tag: Setup
  stopPrice: Stop
  route: Route
sides: { buy: [B], sell: [S], short: [T] }
time:
  format: "%m/%d/%Y %H:%M:%S"
  zone: America/New_York
instruments:
  - { match: occ, kind: option, multiplier: 100 }
  - { match: "XIF[HMUZ]\\\\d\\\\d", kind: future, multiplier: 50 }
  - { kind: equity }
`;
