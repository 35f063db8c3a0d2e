import { type AxisPair, axes, LEFT, RIGHT } from "./chart-axes.js";
import { labelLook, lineProperties, run, setting, solidFill } from "./chart-text.js";
import type { Look } from "./look.js";
import type { ChartSeries, Mark, NativeChart } from "./native-chart.js";
import { element, type Xml } from "./xml.js";

const NAMESPACES = {
  "xmlns:c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
  "xmlns:a": "http://schemas.openxmlformats.org/drawingml/2006/main",
  "xmlns:r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
};

/** Drawn in this order, so that lines and dots lie over bars and areas. */
const LAYERS: readonly Mark[] = ["area", "bar", "line", "dot"];

/**
 * The chart part of a workbook (`xl/charts/chart1.xml`, ECMA-376 part 1, §21.2) for a native chart: marks may be mixed and a
 * second axis used, and every value is cached so that previews which do not calculate show the picture too.
 */
export function chartPart(chart: NativeChart, look: Look): string {
  const plot = element(
    "c:plotArea",
    {},
    element("c:layout"),
    ...groups(chart),
    ...axes(chart, look),
    element("c:spPr", {}, solidFill("#ffffff")),
  );
  const legend =
    chart.series.length < 2
      ? undefined
      : element("c:legend", {}, setting("legendPos", "b"), setting("overlay", 0), labelLook(look));
  const space = element(
    "c:chartSpace",
    NAMESPACES,
    setting("roundedCorners", 0),
    element(
      "c:chart",
      {},
      element(
        "c:title",
        {},
        element("c:tx", {}, run(chart.title, { size: 1200, bold: true, colour: look.ink })),
        setting("overlay", 0),
      ),
      setting("autoTitleDeleted", 0),
      plot,
      legend,
      setting("plotVisOnly", 0),
      setting("dispBlanksAs", "gap"),
    ),
    element("c:spPr", {}, solidFill("#ffffff"), lineProperties({ colour: look.hairline, width: 9525 })),
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${space.xml}`;
}

/** One group for each mark on each axis: that is how the format mixes them. */
function groups(chart: NativeChart): Xml[] {
  return LAYERS.flatMap(mark =>
    (["left", "right"] as const).flatMap(axis => {
      const members = chart.series.filter(series => series.mark === mark && series.axis === axis);
      return members.length === 0 ? [] : [group(chart, mark, members, axis === "left" ? LEFT : RIGHT)];
    }),
  );
}

function group(chart: NativeChart, mark: Mark, members: ChartSeries[], axis: AxisPair): Xml {
  const drawn = members.map(member => series(chart, member, mark));
  const ids = [setting("axId", axis.x), setting("axId", axis.y)];
  if (chart.x.kind === "scale") {
    return element("c:scatterChart", {}, setting("scatterStyle", "lineMarker"), setting("varyColors", 0), drawn, ids);
  }
  switch (mark) {
    case "area":
      return element("c:areaChart", {}, setting("grouping", "standard"), setting("varyColors", 0), drawn, ids);
    case "bar": {
      const gap = [setting("gapWidth", chart.touching ? 6 : 40), setting("overlap", isTwoSided(members) ? 100 : 0)];
      const kind = [
        setting("barDir", chart.lying ? "bar" : "col"),
        setting("grouping", "clustered"),
        setting("varyColors", 0),
      ];
      return element("c:barChart", {}, kind, drawn, gap, ids);
    }
    case "line":
    case "dot":
      return element(
        "c:lineChart",
        {},
        setting("grouping", "standard"),
        setting("varyColors", 0),
        drawn,
        setting("marker", 1),
        ids,
      );
  }
}

/** Long and short, gains and losses: bars on both sides of zero share their place. */
function isTwoSided(members: readonly ChartSeries[]): boolean {
  const up = members.filter(member => member.values.every(figure => (figure ?? 0) >= 0)).length;
  const down = members.filter(member => member.values.every(figure => (figure ?? 0) <= 0)).length;
  return members.length === 2 && up === 1 && down === 1;
}

function series(chart: NativeChart, member: ChartSeries, mark: Mark): Xml {
  const index = chart.series.indexOf(member);
  const scatter = chart.x.kind === "scale";
  const head = [
    setting("idx", index),
    setting("order", index),
    element("c:tx", {}, element("c:strRef", {}, element("c:f", {}, member.nameReference), textCache([member.name]))),
    drawing(member, mark),
  ];
  const numbers = element(
    "c:numRef",
    {},
    element("c:f", {}, member.reference),
    numberCache(member.values, member.numberFormat),
  );
  const marker = mark === "dot" ? dot(member.colour) : element("c:marker", {}, setting("symbol", "none"));
  return element(
    "c:ser",
    {},
    head,
    mark === "bar" ? setting("invertIfNegative", 0) : undefined,
    mark === "line" || mark === "dot" ? marker : undefined,
    element(scatter ? "c:xVal" : "c:cat", {}, positions(chart)),
    element(scatter ? "c:yVal" : "c:val", {}, numbers),
    mark === "line" || mark === "dot" ? setting("smooth", 0) : undefined,
  );
}

function drawing(member: ChartSeries, mark: Mark): Xml {
  const { colour } = member;
  switch (mark) {
    case "bar":
      return element("c:spPr", {}, solidFill(colour));
    case "area":
      return element("c:spPr", {}, solidFill(colour, 35), lineProperties({ colour, width: 12_700 }));
    case "line":
      return element("c:spPr", {}, lineProperties({ colour, width: 19_050 }));
    case "dot":
      return element("c:spPr", {}, element("a:ln", { w: 19_050 }, element("a:noFill")));
  }
}

function dot(colour: string): Xml {
  const fill = solidFill(colour);
  const outline = element("a:ln", {}, element("a:noFill"));
  return element("c:marker", {}, setting("symbol", "circle"), setting("size", 6), element("c:spPr", {}, fill, outline));
}

function positions(chart: NativeChart): Xml {
  const { reference, values, numberFormat } = chart.x;
  const formula = element("c:f", {}, reference);
  const numeric = values.every(position => typeof position !== "string");
  return numeric
    ? element("c:numRef", {}, formula, numberCache(values as (number | null)[], numberFormat))
    : element(
        "c:strRef",
        {},
        formula,
        textCache(values.map(position => (position === null ? null : String(position)))),
      );
}

function numberCache(values: (number | null)[], format: string | undefined): Xml {
  return element(
    "c:numCache",
    {},
    element("c:formatCode", {}, format ?? "General"),
    setting("ptCount", values.length),
    points(values),
  );
}

function textCache(values: (string | null)[]): Xml {
  return element("c:strCache", {}, setting("ptCount", values.length), points(values));
}

function points(values: readonly (string | number | null)[]): Xml[] {
  return values.flatMap((point, index) =>
    point === null ? [] : [element("c:pt", { idx: index }, element("c:v", {}, String(point)))],
  );
}
