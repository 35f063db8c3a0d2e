import { messageOf, RiskbookError } from "../core/index.js";
import type { ChartBlock } from "../document/index.js";
import { FONT_FAMILY, WIDTH } from "./frame.js";
import { INK, SERIES } from "./palette.js";
import { type PictureOptions, pictureBlock } from "./pictures.js";

/** A Vega-Lite specification with its data in it. */
export type VegaLiteSpec = Readonly<Record<string, unknown>>;

/** Says whether a value is a Vega-Lite specification: it names its schema, or has a mark or a composition. */
export function isVegaLiteSpec(value: unknown): value is VegaLiteSpec {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const { $schema } = value as { $schema?: unknown };
  if (typeof $schema === "string") return $schema.includes("vega-lite");
  return ["mark", "layer", "hconcat", "vconcat", "concat", "facet", "repeat"].some(key => key in value);
}

/**
 * Draws a Vega-Lite specification on the server. Nothing is fetched: a specification that names a URL is refused.
 * @throws RiskbookError `VEGA_FAILED` with Vega's own words
 */
export async function vegaLiteChart(spec: VegaLiteSpec, options: PictureOptions = {}): Promise<ChartBlock> {
  const { title: own, description, ...drawn } = spec;
  const title = options.title ?? titleText(own);
  const svg = await render({ width: WIDTH - 90, height: 280, ...drawn }, title ?? "Vega-Lite");
  return pictureBlock(svg, {
    ...(title === undefined ? {} : { title }),
    ...(typeof description === "string" ? { alternative: description } : {}),
    ...options,
  });
}

/** Vega awaits at its top level, which the notebook's `require` cannot load: so it is imported when it is needed. */
async function render(spec: VegaLiteSpec, title: string): Promise<string> {
  const failures: unknown[] = [];
  const refuse = (uri: string): Promise<never> => {
    failures.push(new Error(`"${uri}" may not be fetched; give the data as values`));
    return Promise.reject(failures[0]);
  };
  try {
    const [vega, { compile }] = await Promise.all([import("vega"), import("vega-lite")]);
    const logger = vega.logger(vega.None);
    logger.error = (...words: unknown[]) => {
      failures.push(...words);
      return logger;
    };
    const options = { config: THEME, logger } as unknown as Parameters<typeof compile>[1];
    const compiled = compile(spec as unknown as Parameters<typeof compile>[0], options);
    const loader = Object.assign(vega.loader(), { load: refuse, sanitize: refuse, http: refuse, file: refuse });
    const view = new vega.View(vega.parse(compiled.spec), { renderer: "none", loader, logger });
    const svg = await view.toSVG();
    view.finalize();
    if (failures.length > 0) throw failures[0];
    return svg;
  } catch (error) {
    throw new RiskbookError("VEGA_FAILED", `The chart "${title}" could not be drawn: ${messageOf(error)}.`, {
      cause: error,
    });
  }
}

function titleText(title: unknown): string | undefined {
  if (typeof title === "string") return title;
  const text = (title as { text?: unknown } | null | undefined)?.text;
  return typeof text === "string" ? text : undefined;
}

const LETTERING = { labelFont: FONT_FAMILY, titleFont: FONT_FAMILY, labelFontSize: 13, titleFontSize: 13 };

const THEME = {
  background: INK.paper,
  font: FONT_FAMILY,
  view: { stroke: null },
  mark: { color: INK.primary },
  range: { category: [...SERIES] },
  axis: {
    ...LETTERING,
    labelColor: INK.muted,
    titleColor: INK.muted,
    titleFontWeight: 400,
    gridColor: INK.grid,
    domainColor: INK.quiet,
    tickColor: INK.quiet,
  },
  legend: { ...LETTERING, labelColor: INK.ink, titleColor: INK.muted, titleFontWeight: 400 },
} as const;
