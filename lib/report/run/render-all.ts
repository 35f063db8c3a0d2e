import { RiskbookError } from "../../core/index.js";
import type { Document } from "../../document/index.js";
import { openBrowser, type ReportBrowser } from "../browser/open.js";
import type { RunPlan } from "./plan.js";
import type { Artefact, RenderContext } from "./renderer.js";
import type { RunSettings } from "./settings.js";

/**
 * Makes the artefacts of every output that a report asks for, in the order of its outputs. One browser serves them all;
 * it starts when it is first needed.
 * @param tables the folder whose `tables/` holds the long tables
 * @throws RiskbookError `NO_RENDERER`, and what the renderers throw
 */
export async function renderAll(
  plan: RunPlan,
  document: Document,
  settings: RunSettings,
  tables: string,
): Promise<Artefact[]> {
  const { definition, inputs, brand } = plan;
  const { book, environment, progress } = settings;
  let opened: Promise<ReportBrowser> | undefined;
  const artefacts: Artefact[] = [];
  const context: RenderContext = {
    definition,
    book,
    brand,
    tables,
    baseName: `${definition.name}-${inputs.window}`,
    inputsSha256: plan.inputsSha256,
    earlier: artefacts,
    browser: () => {
      opened ??= openBrowser({ environment, progress, fonts: brand.fonts });
      return opened;
    },
    progress,
  };
  try {
    for (const name of definition.outputs) {
      const renderer = settings.renderers.find(candidate => candidate.name === name);
      if (renderer === undefined) throw new RiskbookError("NO_RENDERER", `Nothing here can make the output "${name}".`);
      progress.line(`Making ${name} …`);
      artefacts.push(...(await renderer.render(document, context)));
    }
    return artefacts;
  } finally {
    await opened?.then(
      browser => browser.close(),
      () => {}, // it never started, which the renderer has told
    );
  }
}
