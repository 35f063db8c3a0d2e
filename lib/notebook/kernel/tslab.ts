import { createRequire } from "node:module";

/** What of tslab this kernel uses; it ships no types of these inner modules. */
export interface Tslab {
  createConverter(options: { isJS: boolean; isBrowser: boolean }): TslabConverter;
  createExecutor(folder: string, converters: TslabConverters, console: TslabConsole): TslabExecutor;
  isCompleteCode(code: string): { completed: boolean; indent?: string };
  printQuickInfo(info: unknown): string;
}

export interface TslabConverter {
  close(): void;
}

export interface TslabConverters {
  readonly node: TslabConverter;
  readonly browser: TslabConverter;
  close(): void;
}

/** `log` takes a cell's last value; `error` takes either a diagnostic, as format and arguments, or what was thrown. */
export interface TslabConsole {
  log(value: unknown): void;
  error(...parts: unknown[]): void;
}

export interface TslabExecutor {
  execute(code: string): Promise<boolean>;
  inspect(code: string, position: number): unknown;
  complete(code: string, position: number): { start: number; end: number; candidates: string[] };
  interrupt(): void;
  close(): void;
}

/** The parts of the TypeScript compiler's API that are changed before tslab sees it. */
export interface TypeScript {
  sys: {
    watchFile(path: string, changed: unknown, interval?: number): { close(): void };
    watchDirectory?: unknown;
  };
  ModuleResolutionKind: { Bundler: number };
  factory: {
    createIdentifier(name: string): SyntaxNode;
    createPropertyAccessExpression(object: SyntaxNode, name: string): SyntaxNode;
    createPropertyAssignment(name: string, value: SyntaxNode): SyntaxNode;
    createAssignment(target: SyntaxNode, value: SyntaxNode): SyntaxNode;
  };
  isShorthandPropertyAssignment(node: SyntaxNode): node is ShorthandProperty;
  visitEachChild(node: SyntaxNode, visit: (node: SyntaxNode) => SyntaxNode, context: TransformationContext): SyntaxNode;
  createWatchCompilerHost(roots: string[], options: object, system: object, ...rest: unknown[]): WatchHost;
  createModuleResolutionCache(folder: string, canonicalName: (name: string) => string, options: object): object;
  resolveModuleName(
    name: string,
    containingFile: string,
    options: object,
    host: object,
    cache?: object,
    redirect?: unknown,
    mode?: unknown,
  ): ResolvedModule;
}

/** A node of a syntax tree, as far as it is looked at here. */
export interface SyntaxNode {
  getSourceFile(): { fileName: string };
}

/** `{ name }`, or `{ name = preset }` in a destructuring assignment. */
export interface ShorthandProperty extends SyntaxNode {
  name: { text: string };
  objectAssignmentInitializer?: SyntaxNode;
}

export interface TypeChecker {
  getShorthandAssignmentValueSymbol(node: SyntaxNode): { declarations?: SyntaxNode[] } | undefined;
}

/** Opaque here: handed from TypeScript back to TypeScript. */
export type TransformationContext = object;

/** A program that is rebuilt as its files change. */
export interface BuilderProgram {
  getProgram(): { getTypeChecker(): TypeChecker };
  emit(
    file?: SyntaxNode,
    write?: unknown,
    cancellation?: unknown,
    declarationsOnly?: boolean,
    transformers?: { before?: unknown[]; after?: unknown[]; afterDeclarations?: unknown[] },
  ): unknown;
}

export interface ResolvedModule {
  resolvedModule?: { resolvedFileName: string } | undefined;
}

export interface WatchHost {
  createProgram(...parts: unknown[]): BuilderProgram;
  resolveModuleNameLiterals?(
    literals: readonly { text: string }[],
    containingFile: string,
    redirect: unknown,
    options: object,
  ): readonly ResolvedModule[];
}

/**
 * Loads tslab with a TypeScript that `prepare` may change. tslab creates its compiler host without asking for options,
 * so the only way to strict checks and modern module resolution is to hand it another `createWatchCompilerHost`.
 */
export function loadTslab(prepare: (typescript: TypeScript, requireFromTslab: NodeJS.Require) => TypeScript): Tslab {
  const require = createRequire(import.meta.url);
  const requireFromTslab = createRequire(require.resolve("tslab/dist/converter.js"));
  const path = requireFromTslab.resolve("@tslab/typescript-for-tslab");
  const typescript = requireFromTslab(path) as TypeScript;
  requireFromTslab.cache[path]!.exports = prepare(typescript, requireFromTslab);
  return {
    ...(require("tslab/dist/converter.js") as Pick<Tslab, "createConverter" | "isCompleteCode">),
    ...(require("tslab/dist/executor.js") as Pick<Tslab, "createExecutor">),
    ...(require("tslab/dist/inspect.js") as Pick<Tslab, "printQuickInfo">),
  };
}
