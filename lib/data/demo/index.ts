export {
  DEFAULT_SEED,
  type DemoManifest,
  GENERATOR_VERSION,
  MANIFEST_FILE,
  makeDemoFiles,
  writeDemoFirm,
} from "./demo-firm.js";
export type { DemoFile } from "./fills-file.js";
export type { WrittenFile } from "./growing-file.js";
export { type IndexBar, readIndexBars } from "./index-bars.js";
export { type DemoLoad, type LoadDemoOptions, loadDemoFirm } from "./load-demo.js";
export { DEMO_MAP_FILE } from "./map-file.js";
export { readStockCloses } from "./stock-closes.js";
