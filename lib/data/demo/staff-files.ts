import type { IsoDate } from "../../core/index.js";
import { csvFile, type DemoFile } from "./fills-file.js";
import type { DemoMarket } from "./market.js";
import { ROSTER } from "./roster.js";

/** When who is at the firm since the demo's first session really came, by account. */
const STARTED: Readonly<Record<string, IsoDate>> = {
  "MST-101": "2014-03-03",
  "MST-102": "2017-11-06",
  "MST-103": "2016-09-12",
  "MST-104": "2015-05-18",
  "MST-201": "2012-01-09",
  "MST-202": "2017-02-20",
  "MST-203": "2013-08-05",
  "MST-204": "2016-01-11",
  "MST-301": "2015-10-05",
  "MST-302": "2011-06-06",
  "MST-303": "2018-01-15",
  "MST-401": "2014-10-20",
  "MST-402": "2018-10-01",
};

const INTRADAY = "Equities Intraday";
const MACRO = "Index & Macro";

interface Assignment {
  readonly account: string;
  readonly from: IsoDate;
  readonly trader: string;
  readonly desk: string;
  readonly group: string;
}

/** Everybody who trades for the firm, with the last day of who left. */
export function tradersFile(left: ReadonlyMap<string, number>, market: DemoMarket): DemoFile {
  const lines = ROSTER.map(({ account, name, desk, since, largestFill }) => {
    const last = left.get(account);
    const ended = last === undefined ? "" : market.sessions[last]!.date;
    return `${name},${desk},${since ?? STARTED[account]},${ended},${largestFill},true`;
  });
  return csvFile("traders.csv", "trader,desk,started,ended,max_quantity,simulated", lines);
}

/**
 * Whose an account is and where it belongs, day by day. Beside what the accounts themselves say: a trader who came from
 * another desk, an account that another trader began, a newcomer on probation, and an account that the head of its desk
 * keeps after its trader left.
 * @param left the last session of traders who left, by account
 */
export function assignmentsFile(left: ReadonlyMap<string, number>, market: DemoMarket): DemoFile {
  const begin = market.sessions[market.first]!.date;
  const today = ROSTER.map(({ account, name, desk, since }): Assignment => {
    const group = desk === INTRADAY || account === "MST-401" ? "intraday" : "overnight";
    return { account, from: since ?? begin, trader: name, desk, group };
  });
  const of = (account: string): Assignment => today.find(row => row.account === account)!;
  const changes = new Map<string, Assignment[]>([
    [
      "MST-105",
      [
        { ...of("MST-105"), group: "probation" },
        { ...of("MST-105"), from: "2019-12-17" },
      ],
    ],
    [
      "MST-204",
      [
        { ...of("MST-204"), desk: INTRADAY },
        { ...of("MST-204"), from: "2019-01-02" },
      ],
    ],
    [
      "MST-402",
      [
        { ...of("MST-402"), trader: of("MST-401").trader },
        { ...of("MST-402"), from: "2018-10-01" },
      ],
    ],
    ...[...left].map(([account, last]): [string, Assignment[]] => [
      account,
      [of(account), keptBy(of, account, market, last)],
    ]),
  ]);
  const lines = today
    .flatMap(row => changes.get(row.account) ?? [row])
    .map(({ account, from, trader, desk, group }) => `${account},${from},${trader},${desk},${group}`);
  return csvFile("assignments.csv", "account,from_date,trader,desk,account_group", lines);
}

function keptBy(of: (account: string) => Assignment, account: string, market: DemoMarket, last: number): Assignment {
  const head = of(account).desk === MACRO ? "MST-401" : "MST-302";
  return { ...of(account), from: market.sessions[last + 1]!.date, trader: of(head).trader, group: "closed" };
}
