/** One output in several forms by MIME type: strings, JSON values for `+json` types, base64 text for binary images. */
export type MimeBundle = Record<string, unknown>;

/** How a bundle is shown. */
export interface DisplayOptions {
  /** Names the output, so that a later display may replace it. */
  displayId?: string;
  /** Replaces every output with this `displayId` instead of adding one. */
  update?: boolean;
}

/** Takes bundles to the reader: the kernel installs one on `globalThis[DISPLAY_HOOK]`. */
export type DisplayHook = (bundle: MimeBundle, options: DisplayOptions) => void;

/** The global under which the kernel offers its display; absent outside of a notebook. */
export const DISPLAY_HOOK: unique symbol = Symbol.for("riskbook.display");

/** A method of this name that returns a `MimeBundle` makes a value show itself when it ends a cell. */
export const DISPLAY_METHOD: unique symbol = Symbol.for("Jupyter.display");

/**
 * Shows a bundle now, in order with everything the cell prints. Outside of a kernel its `text/plain` goes to standard
 * output, so that a notebook's code also runs as a script.
 */
export function display(bundle: MimeBundle, options: DisplayOptions = {}): void {
  const hook = (globalThis as { [DISPLAY_HOOK]?: DisplayHook })[DISPLAY_HOOK];
  if (hook !== undefined) hook(bundle, options);
  else process.stdout.write(`${String(bundle["text/plain"] ?? "")}\n`);
}
