import { a1, type ConditionalFormat } from "./sheet.js";
import { element } from "./xml.js";

const X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main";
const XM = "http://schemas.microsoft.com/office/excel/2006/main";

type DataBar = Extract<ConditionalFormat, { kind: "bar" }>;

/** Ties a data bar of 2007 to its fuller description of 2010 at the end of the sheet ([MS-XLSX] §2.6.4). */
export function dataBarLink(id: string): string {
  const link = element("x14:id", {}, id);
  return element(
    "extLst",
    {},
    element("ext", { uri: "{B025F937-C7B1-47D3-B67F-A62EFF666E3E}", "xmlns:x14": X14 }, link),
  ).xml;
}

/** Data bars as Excel 2010 draws them: plain fill, a zero line, and bars to the left for negative figures. */
export function dataBarExtension(bars: readonly { format: DataBar; id: string }[]): string {
  const rules = bars.map(({ format, id }) => {
    const bar = element(
      "x14:dataBar",
      { minLength: 0, maxLength: 100, gradient: 0 },
      limit("autoMin", format.min),
      limit("autoMax", format.max),
      element("x14:negativeFillColor", { rgb: argb(format.negative) }),
      element("x14:axisColor", { rgb: "FF98A2B3" }),
    );
    const rule = element("x14:cfRule", { type: "dataBar", id }, bar);
    return element("x14:conditionalFormatting", { "xmlns:xm": XM }, rule, element("xm:sqref", {}, a1(format.range)));
  });
  const extension = element(
    "ext",
    { uri: "{78C0D931-6437-407d-A8EE-F0AAD7539E65}", "xmlns:x14": X14 },
    element("x14:conditionalFormattings", {}, rules),
  );
  return element("extLst", {}, extension).xml;
}

function limit(automatic: "autoMin" | "autoMax", value: number | undefined): ReturnType<typeof element> {
  return value === undefined
    ? element("x14:cfvo", { type: automatic })
    : element("x14:cfvo", { type: "num" }, element("xm:f", {}, String(value)));
}

function argb(colour: string): string {
  return `FF${colour.replace("#", "").toUpperCase()}`;
}
