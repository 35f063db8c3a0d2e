import { createRequire, isBuiltin, registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { packageRoot } from "../../core/base.js";

/**
 * Lets cells import `riskbook` and what it depends on from any folder: what Node cannot find from the importing file is
 * looked for from this package. A book that has its own installation keeps using that.
 */
export function resolveFromPackage(): void {
  const requireFromPackage = createRequire(join(packageRoot(), "package.json"));
  registerHooks({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context);
      } catch (error) {
        const path = isPackageName(specifier) ? resolved(requireFromPackage, specifier) : undefined;
        if (path === undefined) throw error;
        return { url: pathToFileURL(path).href, shortCircuit: true };
      }
    },
  });
}

/** Packages that do nothing when they are loaded, so that nobody can tell if it happened earlier. */
const PURE: readonly string[] = ["riskbook", "arquero", "@observablehq/plot"];

/** Loads the large packages that code imports, in time that is spent waiting for the compiler otherwise. */
export function preload(code: string, folder: string): void {
  const require = createRequire(join(folder, "cell.js"));
  for (const name of PURE) {
    if (!code.includes(`"${name}"`) && !code.includes(`'${name}'`)) continue;
    try {
      require(name);
    } catch {
      // the cell itself will say why it cannot be loaded
    }
  }
}

function resolved(require: NodeJS.Require, specifier: string): string | undefined {
  try {
    return require.resolve(specifier);
  } catch {
    return undefined;
  }
}

function isPackageName(specifier: string): boolean {
  return !/^([./\\]|[a-z]+:)/i.test(specifier) && !isBuiltin(specifier);
}
