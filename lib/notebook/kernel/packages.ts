import { registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { packageRoot } from "../../core/index.js";

/**
 * Lets cells import `riskbook` and what it depends on from any folder: what Node cannot find from the importing file is
 * looked for from this package. A book that has its own installation keeps using that.
 */
export function resolveFromPackage(): void {
  const parentURL = pathToFileURL(join(packageRoot(), "package.json")).href;
  registerHooks({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context);
      } catch (error) {
        if (!isBare(specifier)) throw error;
        try {
          return next(specifier, { ...context, parentURL });
        } catch {
          throw error;
        }
      }
    },
  });
}

function isBare(specifier: string): boolean {
  return !specifier.startsWith(".") && !specifier.startsWith("/") && !/^[a-z]+:/i.test(specifier);
}
