import { addDays, randomStream } from "../core/index.js";
import type { Block, Cell, ChartBlock, Document, TableBlock } from "../document/index.js";

/** Text that would be a formula, an element or a header somewhere, if someone forgot to treat it as text. */
export const HOSTILE = {
  formula: "=cmd|' /C calc'!A0",
  element: "<img src=x onerror=alert(1)>",
  at: "@SUM(1+1)*cmd",
  plus: "+1234",
  minus: "-2+3",
  tab: "\t=1+1",
  errorWord: "#N/A",
  escape: "_x0041_BC",
} as const;

const DAY = "2020-04-17";

/** A document that has everything a renderer must cope with. Deterministic. */
export function sampleDocument(): Document {
  return {
    title: "Daily risk",
    firm: "Meridian Street Trading",
    currency: "USD",
    asOf: "2020-04-17T20:00:00Z",
    window: DAY,
    snapshot: { id: 12, sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" },
    parameters: { asOf: DAY, confidence: 0.99, desks: ["Equity", "Options"] },
    definitionsVersion: "2026-11",
    simulated: true,
    blocks: blocks(),
  };
}

function blocks(): Block[] {
  return [
    { type: "heading", level: 1, text: "The firm today" },
    {
      type: "callout",
      tone: "bad",
      title: "Look first at Kovacs",
      markdown:
        "Kovacs lost **$412,300** and then traded at *twice* his usual size. The firm's VaR limit was broken on two of the last ten days.",
    },
    keyFigures(),
    {
      type: "text",
      markdown:
        "The S&P 500 rose **2.7 %**. See the [limits policy](https://example.com/limits).\n\n- Gross exposure fell\n- Two traders hold the same names",
    },
    pnlChart(),
    wideTable(),
    { type: "pageBreak" },
    { type: "heading", level: 2, text: "Fills, positions and names" },
    longTable(),
    drawdownChart(),
    histogram(),
    heatMap(),
    tradersChart(),
    { type: "callout", tone: "neutral", markdown: "VaR is made of *actual* P&L, 250 sessions before each day." },
    { type: "fact", key: "pnl", value: -1_234_567.89 },
  ];
}

function keyFigures(): Block {
  const usd = { kind: "money", currency: "USD", digits: 0, compact: true } as const;
  return {
    type: "kpis",
    title: "Key figures",
    items: [
      {
        id: "pnl",
        label: "P&L today",
        value: -1_234_567.89,
        unit: "USD",
        format: usd,
        tone: "bad",
        note: "month −$3.1m",
        definition: "Realised and unrealised, after fees.",
      },
      {
        id: "var99",
        label: "VaR 99%, one day",
        value: 812_345,
        unit: "USD",
        format: usd,
        tone: "warn",
        note: "limit $0.9m",
        n: 250,
        definition: "Historical, order statistic, 250 sessions.",
        source: "MAR33.4",
      },
      { id: "es", label: "Expected shortfall 97.5%", value: 901_200.5, unit: "USD", format: usd, n: 250 },
      {
        id: "leverage",
        label: "Gross leverage",
        value: 2.375,
        unit: "× capital",
        format: { kind: "ratio", digits: 2 },
        tone: "good",
      },
      {
        id: "drawdown",
        label: "Drawdown",
        value: -0.0734,
        format: { kind: "percent", digits: 1 },
        note: "since 2020-02-19",
      },
      {
        id: "profitFactor",
        label: "Profit factor",
        value: null,
        format: { kind: "ratio", digits: 2 },
        reason: "no losing day in 12",
      },
      {
        id: "worst",
        label: "Worst day",
        value: "2020-03-16",
        format: { kind: "date" },
        warning: "data of two venues were late",
      },
    ],
  };
}

/** Weekdays up to the document's day, the oldest first. */
function weekdays(count: number): string[] {
  const days: string[] = [];
  for (let day = DAY; days.length < count; day = addDays(day, -1)) {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    if (weekday !== 0 && weekday !== 6) days.unshift(day);
  }
  return days;
}

function pnlChart(): ChartBlock {
  const days = weekdays(120);
  const random = randomStream("pnl");
  const pnl = days.map((_day, at) => Math.round(random.normal() * (at > 85 ? 620_000 : 240_000)));
  const limit = days.map((_day, at) => (at < 20 ? null : -(at > 85 ? 812_345 : 540_000)));
  const exceedance = pnl.map((value, at) => (limit[at] != null && value < limit[at] ? value : null));
  const money = { kind: "money", currency: "USD", digits: 0 } as const;
  return {
    type: "chart",
    id: "pnl-var",
    title: "P&L beside the VaR of the day before",
    alternative:
      "Daily P&L as bars with the VaR as a line below; days beyond it are marked with dots, most of them in March.",
    caption: "VaR 99%, historical, from the 250 sessions before each day.",
    svg: barsSvg(pnl),
    width: 640,
    height: 260,
    table: {
      columns: [
        { key: "day", label: "Day", type: "date", format: { kind: "date" } },
        { key: "pnl", label: "P&L", type: "number", unit: "USD", format: money },
        { key: "var", label: "−VaR 99%", type: "number", unit: "USD", format: money },
        { key: "beyond", label: "Exceedance", type: "number", unit: "USD", format: money },
      ],
      rowCount: days.length,
      data: { values: { day: days, pnl, var: limit, beyond: exceedance } },
    },
    encoding: {
      mark: "bar",
      x: { column: "day", label: "" },
      series: [
        { column: "pnl", label: "P&L", colour: "#6b8cae", mark: "bar" },
        { column: "var", label: "−VaR 99%", colour: "#1f3a5f", mark: "line" },
        { column: "beyond", label: "Exceedance", colour: "#b3261e", mark: "dot" },
      ],
      y: { label: "USD", format: { kind: "money", currency: "USD", digits: 0, compact: true } },
    },
    simulated: true,
  };
}

function drawdownChart(): ChartBlock {
  const days = weekdays(250);
  const random = randomStream("drawdown");
  let equity = 25_000_000;
  let peak = equity;
  const cumulative: number[] = [];
  const drawdown = days.map(() => {
    equity += random.normal() * 210_000;
    peak = Math.max(peak, equity);
    cumulative.push(Math.round(equity - 25_000_000));
    return equity / peak - 1;
  });
  return {
    type: "chart",
    id: "drawdown",
    title: "Drawdown and cumulative P&L",
    alternative: "Drawdown as an area on the left, cumulative P&L as a line on the right.",
    svg: barsSvg(drawdown),
    width: 640,
    height: 220,
    table: {
      columns: [
        { key: "day", label: "Day", type: "date", format: { kind: "date" } },
        { key: "drawdown", label: "Drawdown", type: "number", format: { kind: "percent", digits: 1 } },
        {
          key: "cumulative",
          label: "Cumulative P&L",
          type: "number",
          unit: "USD",
          format: { kind: "money", currency: "USD", digits: 0 },
        },
      ],
      rowCount: days.length,
      data: { values: { day: days, drawdown, cumulative } },
    },
    encoding: {
      mark: "area",
      x: { column: "day", label: "" },
      series: [
        { column: "drawdown", label: "Drawdown", colour: "#b3261e", mark: "area" },
        { column: "cumulative", label: "Cumulative P&L", colour: "#1f3a5f", mark: "line", axis: "right" },
      ],
      y: { label: "Drawdown", format: { kind: "percent", digits: 0 } },
    },
  };
}

function histogram(): ChartBlock {
  const from = Array.from({ length: 15 }, (_bin, at) => -7 + at);
  const count = from.map(bin => Math.round(60 * Math.exp(-(bin * bin) / 8)));
  return {
    type: "chart",
    id: "distribution",
    title: "Distribution of daily returns",
    alternative: "A histogram of daily returns, bell-shaped about zero.",
    svg: barsSvg(count),
    width: 640,
    height: 220,
    table: {
      columns: [
        { key: "from", label: "From", type: "number", unit: "%", format: { kind: "number", digits: 1 } },
        { key: "count", label: "Days", type: "integer", format: { kind: "integer" } },
      ],
      rowCount: from.length,
      data: { values: { from, count } },
    },
    encoding: {
      mark: "histogram",
      x: { column: "from", label: "Return, %" },
      series: [{ column: "count", label: "Days", colour: "#6b8cae" }],
      y: { label: "Days", format: { kind: "integer" } },
    },
  };
}

function heatMap(): ChartBlock {
  const traders = ["Kovacs", "Mbeki", "Иванова", "王伟"];
  const months = ["2020-01", "2020-02", "2020-03", "2020-04"];
  const random = randomStream("heat");
  const values: Record<string, Cell[]> = { trader: [], month: [], pnl: [] };
  for (const trader of traders) {
    for (const month of months) {
      values.trader!.push(trader);
      values.month!.push(month);
      values.pnl!.push(Math.round(random.normal() * 300_000));
    }
  }
  return {
    type: "chart",
    id: "months",
    title: "P&L by trader and month",
    alternative: "A grid of traders by months, coloured by P&L.",
    svg: barsSvg(values.pnl as number[]),
    width: 640,
    height: 200,
    table: {
      columns: [
        { key: "trader", label: "Trader", type: "string", format: { kind: "text" } },
        { key: "month", label: "Month", type: "string", format: { kind: "text" } },
        {
          key: "pnl",
          label: "P&L",
          type: "number",
          unit: "USD",
          format: { kind: "money", currency: "USD", digits: 0 },
        },
      ],
      rowCount: 16,
      data: { values },
    },
    encoding: {
      mark: "heatmap",
      x: { column: "month", label: "Month" },
      series: [{ column: "pnl", label: "P&L", colour: "#1f3a5f" }],
      y: { label: "Trader", format: { kind: "money", currency: "USD", digits: 0 } },
    },
  };
}

function tradersChart(): ChartBlock {
  const values = { trader: ["Kovacs", "Mbeki", "Иванова", HOSTILE.formula], es: [412_300, 220_100, 180_000, 93_000] };
  return {
    type: "chart",
    id: "traders",
    title: "Expected shortfall by trader",
    alternative: "Bars of expected shortfall by trader, the largest first.",
    svg: barsSvg(values.es),
    width: 640,
    height: 200,
    table: {
      columns: [
        { key: "trader", label: "Trader", type: "string", format: { kind: "text" } },
        {
          key: "es",
          label: "ES 97.5%",
          type: "number",
          unit: "USD",
          format: { kind: "money", currency: "USD", digits: 0 },
        },
      ],
      rowCount: 4,
      data: { values },
    },
    encoding: {
      mark: "bar",
      x: { column: "trader", label: "" },
      series: [{ column: "es", label: "ES 97.5%", colour: "#1f3a5f" }],
      y: { label: "USD", format: { kind: "money", currency: "USD", digits: 0, compact: true } },
    },
  };
}

function wideTable(): TableBlock {
  const usd = { kind: "money", currency: "USD", digits: 0 } as const;
  const traders = [
    "Kovacs",
    "Mbeki",
    "Иванова",
    "王伟",
    HOSTILE.formula,
    HOSTILE.element,
    HOSTILE.at,
    HOSTILE.errorWord,
  ];
  const net = [-412_300, 120_050, 88_000.5, -15_600, 0, 42, -7, null];
  const fees = ["1210.55", "310.10", "99.99", "1000000000000000.01", "0", "0.10", null, "12"];
  return {
    type: "table",
    id: "traders-by-risk",
    title: "Traders by risk: who carries it?",
    columns: [
      { key: "trader", label: "Trader", type: "string", format: { kind: "text" } },
      {
        key: "net",
        label: "Net P&L",
        type: "number",
        unit: "USD",
        format: usd,
        colour: { rule: "sign" },
        definition: "Realised and unrealised, after fees.",
      },
      {
        key: "fees",
        label: "Fees",
        type: "decimal",
        unit: "USD",
        format: { kind: "money", currency: "USD", digits: 2 },
      },
      {
        key: "share",
        label: "Share of ES",
        type: "number",
        format: { kind: "percent", digits: 1 },
        colour: { rule: "bar", min: -1, max: 1 },
      },
      { key: "var", label: "VaR 99%", type: "number", unit: "USD", format: usd, colour: { rule: "bar" } },
      {
        key: "z",
        label: "Size after loss",
        type: "number",
        unit: "× usual",
        format: { kind: "ratio", digits: 2 },
        colour: { rule: "threshold", above: 1.5, tone: "bad" },
      },
      {
        key: "score",
        label: "Score",
        type: "number",
        format: { kind: "number", digits: 1 },
        colour: { rule: "scale", min: -3, mid: 0, max: 3 },
      },
      { key: "fills", label: "Fills", type: "integer", format: { kind: "integer" } },
      { key: "shares", label: "Shares ever traded", type: "bigint", format: { kind: "integer" } },
      { key: "since", label: "First day", type: "date", format: { kind: "date" } },
      { key: "last", label: "Last fill", type: "timestamp", format: { kind: "timestamp" } },
      { key: "active", label: "Active", type: "boolean", format: { kind: "boolean" } },
    ],
    rowCount: traders.length,
    data: {
      values: {
        trader: traders,
        net,
        fees,
        share: [0.41, 0.22, 0.18, 0.09, -0.05, 0.1, 0.02, null],
        var: [350_000, 210_000, 99_000, 42_000, 0, 10_000, 5_000, null],
        z: [2.1, 0.9, 1.0, 1.6, null, 1.2, 0.4, null],
        score: [-2.6, 1.4, 0.7, -0.2, 0, 2.9, -1.1, null],
        fills: [1210, 404, 990, 12, 0, 7, 3, 1],
        shares: ["120500", "99000", "9007199254740993", "12", "0", "1", "2", null],
        since: ["2018-04-18", "2018-04-18", "2019-01-02", "2020-03-02", null, "2018-06-01", "2018-07-02", "2020-04-17"],
        last: [
          "2020-04-17T19:59:58.250Z",
          "2020-04-17T15:00:00Z",
          null,
          "2020-04-17T14:31:07Z",
          null,
          null,
          null,
          "2020-04-17T13:30:00Z",
        ],
        active: [true, true, true, false, null, true, true, false],
      },
    },
    total: { trader: "Firm", net: -219_814.5, share: 0.97, var: 540_000, fills: 2627 },
    note: "Sorted by expected shortfall.",
    simulated: true,
  };
}

function longTable(): TableBlock {
  const random = randomStream("fills");
  const rows = 150;
  const price = Array.from({ length: rows }, () => Math.round((90 + random.uniform() * 20) * 100) / 100);
  const quantity = Array.from(
    { length: rows },
    () => 100 * (1 + random.integer(40)) * (random.uniform() < 0.5 ? -1 : 1),
  );
  return {
    type: "table",
    id: "fills",
    title: "Largest fills",
    columns: [
      { key: "id", label: "Fill", type: "string", format: { kind: "text" } },
      { key: "symbol", label: "Symbol", type: "string", format: { kind: "text" } },
      {
        key: "quantity",
        label: "Quantity",
        type: "integer",
        unit: "shares",
        format: { kind: "integer" },
        colour: { rule: "sign" },
      },
      { key: "price", label: "Price", type: "number", unit: "USD", format: { kind: "number", digits: 2 } },
      {
        key: "notional",
        label: "Notional",
        type: "number",
        unit: "USD",
        format: { kind: "money", currency: "USD", digits: 0 },
        colour: { rule: "bar" },
      },
    ],
    rowCount: rows,
    data: {
      values: {
        id: price.map((_p, at) => `F${String(at + 1).padStart(4, "0")}`),
        symbol: price.map((_p, at) => ["SPYX", "QQQX", HOSTILE.formula, "新浪", HOSTILE.element][at % 5]!),
        quantity,
        price,
        notional: price.map((p, at) => Math.round(p * Math.abs(quantity[at]!))),
      },
    },
    total: { notional: price.reduce((sum, p, at) => sum + Math.round(p * Math.abs(quantity[at]!)), 0) },
  };
}

/** A plain bar chart, drawn as charts of the library are: one SVG with its own namespace and text. */
function barsSvg(values: readonly number[]): string {
  const width = 640;
  const height = 220;
  const reach = Math.max(...values.map(Math.abs), 1e-9);
  const step = (width - 60) / values.length;
  const zero = height / 2;
  const bars = values.map((value, at) => {
    const size = (Math.abs(value) / reach) * (height / 2 - 24);
    const top = value >= 0 ? zero - size : zero;
    const fill = value >= 0 ? "#6b8cae" : "#b3261e";
    return `<rect x="${(50 + at * step).toFixed(1)}" y="${top.toFixed(1)}" width="${(step * 0.8).toFixed(1)}" height="${size.toFixed(1)}" fill="${fill}"/>`;
  });
  const label = `<text x="6" y="16" font-family="Inter" font-size="11" fill="#667085">↑ ${reach.toPrecision(3)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><path d="M50 ${zero}H${width - 10}" stroke="#98a2b3"/>${bars.join("")}${label}</svg>`;
}
