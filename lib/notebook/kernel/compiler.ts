import { isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { packageRoot } from "../../core/base.js";
import { type InstalledDeclarations, readLean } from "./installed.js";
import { usePlainPrograms } from "./program.js";
import { type ConvertedCell, loadTslabCompiler, type TslabCompiler } from "./tslab.js";
import type { ResolvedModule, TypeScript, WatchHost } from "./typescript.js";

/** Libraries whose types every cell sees: the language, and the page that Plot's elements belong to. */
const LIBRARIES = ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"];

/** Names that may stand at a position; offsets in UTF-16 units. */
export interface Completion {
  start: number;
  end: number;
  candidates: string[];
}

/** Checks and compiles cells. `previous` declares what the cells before left. */
export interface Compiler {
  convert(previous: string, code: string): ConvertedCell;
  complete(previous: string, code: string, offset: number): Completion;
  /** Signature and documentation of what stands at an offset, as text. */
  inspect(previous: string, code: string, offset: number): string | undefined;
  /** Whether code can be run, and else with what the next line should begin. */
  isComplete(code: string): { complete: boolean; indent: string };
}

/** Starts the compiler for cells in the process's folder; takes most of a second. */
export function createCompiler(): Compiler {
  const { tslab, installed } = loadCompiler();
  const converter = tslab.createConverter({ isJS: false, isBrowser: false });
  return {
    convert: (previous, code) => converter.convert(previous, code),
    complete(previous, code, offset) {
      const { start, end, candidates } = converter.complete(previous, code, offset);
      return { start, end, candidates };
    },
    inspect(previous, code, offset) {
      installed.document();
      const info = converter.inspect(previous, code, offset);
      return info ? tslab.printQuickInfo(info) : undefined;
    },
    isComplete(code) {
      const { completed, indent } = tslab.isCompleteCode(code);
      return { complete: completed, indent: indent ?? "" };
    },
  };
}

/** tslab with strict checks, bundler module resolution, and `riskbook` found from any folder. */
function loadCompiler(): { tslab: TslabCompiler; installed: InstalledDeclarations } {
  let installed: InstalledDeclarations | undefined;
  const tslab = loadTslabCompiler((typescript, requireFromTslab) => {
    const declarations = readLean(typescript);
    installed = declarations;
    return {
      ...typescript,
      createWatchCompilerHost(roots, options, system, ...rest) {
        const strict = {
          ...options,
          strict: true,
          moduleResolution: typescript.ModuleResolutionKind.Bundler,
          lib: LIBRARIES,
          allowJs: false,
          checkJs: false,
          types: ["node"],
          typeRoots: [dirname(dirname(requireFromTslab.resolve("@types/node/package.json")))],
        };
        const quiet = Object.assign(system, { watchDirectory: () => ({ close() {} }) });
        const host = typescript.createWatchCompilerHost(roots, strict, quiet, ...rest);
        resolveFromPackageToo(typescript, host, strict);
        host.hasInvalidatedResolutions = path => !declarations.includes(path);
        usePlainPrograms(typescript, host);
        return host;
      },
    };
  });
  return { tslab, installed: installed! };
}

/** Finds what cells import from their folder first, then from this package, as `resolveFromPackage` does at run time. */
function resolveFromPackageToo(typescript: TypeScript, host: WatchHost, options: object): void {
  const cache = typescript.createModuleResolutionCache(process.cwd(), name => name, options);
  const fallback = join(packageRoot(), "__cell__.ts");
  host.resolveModuleNameLiterals = (literals, containingFile, redirect): ResolvedModule[] =>
    literals.map(({ text }) => {
      if (isBuiltin(text)) return {}; // declared by @types/node; no package can take its place
      const found = typescript.resolveModuleName(text, containingFile, options, host, cache, redirect);
      if (found.resolvedModule !== undefined || text.startsWith(".")) return found;
      return typescript.resolveModuleName(text, fallback, options, host, cache, redirect);
    });
  // TypeScript's own way would make a type checker for every program only to find out what to watch.
  host.resolveTypeReferenceDirectiveReferences = (references, containingFile, redirect, given) =>
    references.map(reference => {
      const name = typeof reference === "string" ? reference : reference.fileName;
      return typescript.resolveTypeReferenceDirective(name, containingFile, given, host, redirect);
    });
}
