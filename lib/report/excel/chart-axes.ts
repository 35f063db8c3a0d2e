import { labelLook, lineProperties, run, setting } from "./chart-text.js";
import type { Look } from "./look.js";
import type { NativeChart } from "./native-chart.js";
import { element, type Xml } from "./xml.js";

/** Identifiers of the axes that series on the left and on the right are drawn against. */
export const LEFT: { x: number; y: number } = { x: 1001, y: 1002 };
/** See `LEFT`. */
export const RIGHT: { x: number; y: number } = { x: 1003, y: 1004 };

/** The axes of a chart: one pair, or two where series stand on the right. */
export function axes(chart: NativeChart, look: Look): Xml[] {
  const sides = new Set(chart.series.map(series => series.axis));
  const left = sides.has("left") || sides.size === 0;
  return [
    ...(left ? [horizontal(chart, LEFT, true, look), vertical(chart, LEFT, "l", true, look)] : []),
    ...(sides.has("right") ? [horizontal(chart, RIGHT, !left, look), vertical(chart, RIGHT, "r", !left, look)] : []),
  ];
}

function horizontal(chart: NativeChart, axis: typeof LEFT, shown: boolean, look: Look): Xml {
  const { kind, label, numberFormat } = chart.x;
  const calendar = kind === "date" ? calendarSteps(chart.x.values) : undefined;
  const common = [
    setting("axId", axis.x),
    element("c:scaling", {}, setting("orientation", "minMax")),
    setting("delete", shown ? 0 : 1),
    setting("axPos", "b"),
    shown && label !== "" ? title(label, look) : undefined,
    element("c:numFmt", { formatCode: calendar?.formatCode ?? numberFormat ?? "General", sourceLinked: 0 }),
    setting("majorTickMark", "none"),
    setting("minorTickMark", "none"),
    setting("tickLblPos", "low"), // below the plot, not across it where figures are negative
    element("c:spPr", {}, lineProperties({ colour: look.faint, width: 9525 })),
    labelLook(look),
    setting("crossAx", axis.y),
    setting("crosses", "autoZero"),
  ];
  if (calendar !== undefined) {
    const steps = [
      setting("baseTimeUnit", "days"),
      setting("majorUnit", calendar.every),
      setting("majorTimeUnit", calendar.unit),
    ];
    return element("c:dateAx", {}, common, setting("auto", 0), setting("lblOffset", 100), steps);
  }
  if (kind === "scale") return element("c:valAx", {}, common, setting("crossBetween", "midCat"));
  return element(
    "c:catAx",
    {},
    common,
    setting("auto", 0),
    setting("lblAlgn", "ctr"),
    setting("lblOffset", 100),
    setting("noMultiLvlLbl", 1),
  );
}

interface CalendarSteps {
  every: number;
  unit: "days" | "months" | "years";
  formatCode: string;
}

/** Labels of a calendar axis by the days that it spans: at most about a dozen. */
function calendarSteps(serials: NativeChart["x"]["values"]): CalendarSteps {
  const days = serials.filter(serial => typeof serial === "number");
  const span =
    days.reduce((most, day) => Math.max(most, day), -Infinity) -
    days.reduce((least, day) => Math.min(least, day), Infinity);
  if (span <= 14) return { every: 1, unit: "days", formatCode: "d mmm" };
  if (span <= 90) return { every: 7, unit: "days", formatCode: "d mmm" };
  if (span <= 400) return { every: 1, unit: "months", formatCode: "mmm yy" };
  if (span <= 1_200) return { every: 3, unit: "months", formatCode: "mmm yy" };
  return { every: Math.max(1, Math.round(span / 365 / 10)), unit: "years", formatCode: "yyyy" };
}

function vertical(chart: NativeChart, axis: typeof LEFT, side: "l" | "r", main: boolean, look: Look): Xml {
  const format = chart.series.find(series => (series.axis === "right") === (side === "r"))?.numberFormat;
  const own = side === "r" && !main;
  return element(
    "c:valAx",
    {},
    setting("axId", axis.y),
    element("c:scaling", {}, setting("orientation", "minMax")),
    setting("delete", 0),
    setting("axPos", side),
    main
      ? element("c:majorGridlines", {}, element("c:spPr", {}, lineProperties({ colour: look.hairline, width: 6350 })))
      : undefined,
    main && chart.y.label !== "" ? title(chart.y.label, look, -5_400_000) : undefined,
    element("c:numFmt", { formatCode: (own ? format : chart.y.numberFormat) ?? "General", sourceLinked: 0 }),
    setting("majorTickMark", "none"),
    setting("minorTickMark", "none"),
    setting("tickLblPos", "nextTo"),
    element("c:spPr", {}, element("a:ln", {}, element("a:noFill"))),
    labelLook(look),
    setting("crossAx", axis.x),
    setting("crosses", side === "r" ? "max" : "autoZero"),
    setting("crossBetween", chart.series.some(series => series.mark === "bar") ? "between" : "midCat"),
  );
}

function title(label: string, look: Look, rotation?: number): Xml {
  const text = run(label, {
    size: 900,
    bold: false,
    colour: look.muted,
    ...(rotation === undefined ? {} : { rotation }),
  });
  return element("c:title", {}, element("c:tx", {}, text), setting("overlay", 0));
}
