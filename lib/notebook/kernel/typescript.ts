/** The parts of the TypeScript compiler's API that are changed before tslab sees it. */
export interface TypeScript {
  sys: {
    readFile(path: string, encoding?: string): string | undefined;
    watchFile(path: string, changed: (path: string, kind: number) => void, interval?: number): { close(): void };
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
  createAbstractBuilder(...parts: unknown[]): BuilderProgram;
  bindSourceFile(file: SourceFile, options: object): void;
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
  resolveTypeReferenceDirective(
    name: string,
    containingFile: string | undefined,
    options: object,
    host: object,
    redirect?: unknown,
  ): object;
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

/** A file of a program. */
export interface SourceFile extends SyntaxNode {
  fileName: string;
  isDeclarationFile: boolean;
  /** What it imports, by the text of each import. */
  resolvedModules?: { forEach(use: (resolution: ResolvedModule | undefined) => void): void };
}

/** A program that is rebuilt as its files change. */
export interface BuilderProgram {
  getProgram(): { getTypeChecker(): TypeChecker };
  getCompilerOptions(): object;
  getSourceFile(name: string): SourceFile | undefined;
  getAllDependencies(file: SourceFile): string[];
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
  /** Whether what a file imports must be looked for again, by the file's path. */
  hasInvalidatedResolutions?(path: string): boolean;
  resolveModuleNameLiterals?(
    literals: readonly { text: string }[],
    containingFile: string,
    redirect: unknown,
    options: object,
  ): readonly ResolvedModule[];
  /** Finds the packages of types that a file names. */
  resolveTypeReferenceDirectiveReferences?(
    references: readonly (string | { fileName: string })[],
    containingFile: string,
    redirect: unknown,
    options: object,
  ): readonly object[];
}
