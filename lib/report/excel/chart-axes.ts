import { calendarSteps } from "./calendar-steps.js";
import { labelLook, lineProperties, run, setting } from "./chart-text.js";
import type { Look } from "./look.js";
import type { NativeChart } from "./native-chart.js";
import { element, type Xml } from "./xml.js";

/** A pair of axes that series are drawn against, by the numbers that tie them together. */
export interface AxisPair {
  x: number;
  y: number;
}

/** The axes of series on the left and of those on the right. */
export const LEFT: AxisPair = { x: 1001, y: 1002 };
/** See `LEFT`. */
export const RIGHT: AxisPair = { x: 1003, y: 1004 };

/** The axes of a chart: one pair, or two where series stand on either side. */
export function axes(chart: NativeChart, look: Look): Xml[] {
  const left = chart.series.some(series => series.axis === "left");
  const right = chart.series.some(series => series.axis === "right");
  return [
    ...(left ? [positionAxis(chart, LEFT, true, look), valueAxis(chart, "left", true, look)] : []),
    ...(right ? [positionAxis(chart, RIGHT, !left, look), valueAxis(chart, "right", !left, look)] : []),
  ];
}

/** The axis along which values stand: days, names or a measure. A second one is there, for the format demands it, but not shown. */
function positionAxis(chart: NativeChart, pair: AxisPair, shown: boolean, look: Look): Xml {
  const { kind, label, numberFormat } = chart.x;
  const calendar = kind === "date" ? calendarSteps(chart.x.values) : undefined;
  const common = [
    setting("axId", pair.x),
    element("c:scaling", {}, setting("orientation", chart.lying ? "maxMin" : "minMax")), // the first name on top
    setting("delete", shown ? 0 : 1),
    setting("axPos", chart.lying ? "l" : "b"),
    shown && label !== "" && !chart.lying ? axisTitle(label, look) : undefined,
    element("c:numFmt", { formatCode: calendar?.formatCode ?? numberFormat ?? "General", sourceLinked: 0 }),
    setting("majorTickMark", "none"),
    setting("minorTickMark", "none"),
    setting("tickLblPos", "low"), // beside the plot, not across it where figures are negative
    element("c:spPr", {}, lineProperties({ colour: look.faint, width: 9525 })),
    labelLook(look),
    setting("crossAx", pair.y),
    setting("crosses", "autoZero"),
  ];
  if (kind === "scale") return element("c:valAx", {}, common, setting("crossBetween", "midCat"));
  const offset = setting("lblOffset", 100);
  if (calendar === undefined) {
    const steps = [setting("auto", 0), setting("lblAlgn", "ctr"), offset, setting("noMultiLvlLbl", 1)];
    return element("c:catAx", {}, common, steps);
  }
  const { every, unit } = calendar;
  const units = [setting("baseTimeUnit", "days"), setting("majorUnit", every), setting("majorTimeUnit", unit)];
  return element("c:dateAx", {}, common, setting("auto", 0), offset, units);
}

/** The axis that measures values; only the main one has grid lines. */
function valueAxis(chart: NativeChart, side: "left" | "right", main: boolean, look: Look): Xml {
  const pair = side === "left" ? LEFT : RIGHT;
  const { label, numberFormat } = side === "left" ? chart.y : (chart.right ?? chart.y);
  const grid = element("c:spPr", {}, lineProperties({ colour: look.hairline, width: 6350 }));
  const far = side === "right" || chart.lying;
  return element(
    "c:valAx",
    {},
    setting("axId", pair.y),
    element("c:scaling", {}, setting("orientation", "minMax")),
    setting("delete", 0),
    setting("axPos", chart.lying ? "b" : side === "left" ? "l" : "r"),
    main ? element("c:majorGridlines", {}, grid) : undefined,
    label === "" ? undefined : axisTitle(label, look, chart.lying ? undefined : -5_400_000),
    element("c:numFmt", { formatCode: numberFormat ?? "General", sourceLinked: 0 }),
    setting("majorTickMark", "none"),
    setting("minorTickMark", "none"),
    setting("tickLblPos", "nextTo"),
    element("c:spPr", {}, element("a:ln", {}, element("a:noFill"))),
    labelLook(look),
    setting("crossAx", pair.x),
    setting("crosses", far ? "max" : "autoZero"),
    setting("crossBetween", chart.series.some(series => series.mark === "bar") ? "between" : "midCat"),
  );
}

function axisTitle(label: string, look: Look, rotation?: number): Xml {
  const turned = rotation === undefined ? {} : { rotation };
  const text = run(label, { size: 900, bold: false, colour: look.muted, ...turned });
  return element("c:title", {}, element("c:tx", {}, text), setting("overlay", 0));
}
