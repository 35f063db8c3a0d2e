export { cellsOf, type TableLike, writeArrow } from "./arrow.js";
export {
  BLOCK_MIME,
  type Block,
  type CalloutBlock,
  type Cell,
  type ChartBlock,
  type ChartEncoding,
  type ColourRule,
  type Column,
  type ColumnType,
  type Document,
  type FactBlock,
  type Format,
  type HeadingBlock,
  type Kpi,
  type KpisBlock,
  type PageBreakBlock,
  type TableBlock,
  type TableData,
  type TextBlock,
  type Tone,
} from "./block.js";
export { blockBundle } from "./bundle.js";
export { checkCells, isCell, shownValue } from "./cells.js";
export { addDecimals, type Decimal, decimalText, parseDecimal, roundDecimal } from "./decimal.js";
export { escapeHtml } from "./escape.js";
export { formatValue, NO_VALUE } from "./format.js";
export { formatOfType, formatOfUnit, isCurrency, isNumeric } from "./format-defaults.js";
export { contentId, labelOf, slug } from "./identity.js";
export { LIMITS } from "./limits.js";
export { markdownToHtml, markdownToText } from "./markdown.js";
export { nameOf, type PictureNode, type SvgOptions } from "./picture-node.js";
export { blockToHtml } from "./plain-html.js";
export { toneOf } from "./plain-table.js";
export { blockToText, headingOf, kpiText, totalText } from "./plain-text.js";
export { markdownSections } from "./sections.js";
export { type SafeSvg, sanitiseSvg } from "./svg.js";
export { parseBlock, parseDocument } from "./validate.js";
