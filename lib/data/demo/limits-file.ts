import { csvFile, type DemoFile } from "./fills-file.js";
import { ROSTER } from "./roster.js";
import { FIRST_SESSION } from "./sessions.js";

/** The day from which the firm's own limits are narrower. */
const NARROWED = "2019-07-01";
/** Shares of the capital that a day may cost any account for which nothing else is said. */
const DAILY_LOSS = { soft: 0.04, hard: 0.06 } as const;

/** What the style of these accounts stops at, in dollars a day. */
const OWN_DAILY_LOSS: Readonly<Record<string, readonly [soft: number, hard: number]>> = {
  "MST-103": [45_000, 60_000],
  "MST-104": [30_000, 40_000],
  "MST-401": [30_000, 40_000],
};

const DESK_VAR: Readonly<Record<string, readonly [soft: number, hard: number]>> = {
  "Equities Intraday": [75_000, 100_000],
  "Momentum & Reversion": [450_000, 600_000],
  Options: [300_000, 400_000],
  "Index & Macro": [260_000, 350_000],
};

/** The firm's limits: losses and VaR are positive, a drawdown is negative, leverage is a multiple of the capital. */
export function limitsFile(): DemoFile {
  const lines = [
    `firm,*,grossLeverage,${FIRST_SESSION},4,5,`,
    `firm,*,grossLeverage,${NARROWED},3.5,4,`,
    `firm,*,var99,${FIRST_SESSION},800000,1000000,USD`,
    `firm,*,var99,${NARROWED},750000,900000,USD`,
    `firm,*,drawdown,${FIRST_SESSION},-0.09,-0.12,`,
    `firm,*,dailyLoss,${FIRST_SESSION},500000,750000,USD`,
    ...Object.entries(DESK_VAR).map(
      ([desk, [soft, hard]]) => `desk,${desk},var99,${FIRST_SESSION},${soft},${hard},USD`,
    ),
    `desk,*,grossLeverage,${FIRST_SESSION},4.5,5,`,
    `trader,*,drawdown,${FIRST_SESSION},-0.15,-0.25,`,
    `trader,Aisha Karim,drawdown,${FIRST_SESSION},-0.05,-0.1,`,
    ...ROSTER.map(({ account, capital }) => {
      const [soft, hard] = OWN_DAILY_LOSS[account] ?? [DAILY_LOSS.soft * capital, DAILY_LOSS.hard * capital];
      return `account,${account},dailyLoss,${FIRST_SESSION},${soft},${hard},USD`;
    }),
  ];
  return csvFile("limits.csv", "scope,name,measure,from_date,soft,hard,currency", lines);
}
