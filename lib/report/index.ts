export { newestRun } from "./archive/current.js";
export type { ArtefactRecord, Manifest, RunInputs } from "./archive/manifest.js";
export { type Brand, readBrand } from "./brand.js";
export type { Environment } from "./browser/cache.js";
export { type BrowserProgram, locateBrowser } from "./browser/locate.js";
export { type OpenBrowserOptions, openBrowser, type PictureOptions, type ReportBrowser } from "./browser/open.js";
export {
  defineReport,
  type OutputName,
  type ParameterSchema,
  type ReportDefinition,
  type ReportOptions,
  type ReportRequirements,
  type ReportSchedule,
} from "./define.js";
export { bundledFonts } from "./fonts/bundled.js";
export { type MissingGlyph, missingGlyphs, missingGlyphsSentence } from "./fonts/coverage.js";
export type { MailEnvelope } from "./mail/mail-renderer.js";
export { loadReport, loadReports, reportNames } from "./run/definitions.js";
export { loadRenderers } from "./run/load-renderers.js";
export type { Artefact, RenderContext, Renderer } from "./run/renderer.js";
export { type ReportRun, runReport } from "./run/run.js";
export type { RunSettings } from "./run/settings.js";
