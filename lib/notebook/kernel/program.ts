import { expandShorthand } from "./shorthand.js";
import type { BuilderProgram, SourceFile, TypeScript, WatchHost } from "./typescript.js";

/**
 * Gives each cell a plain program. TypeScript's builder would compare all declaration files with those of the cell
 * before, twice a cell, for an incremental build that never comes; a plain program takes over what has not changed and makes
 * a type checker only once it is asked for types.
 */
export function usePlainPrograms(typescript: TypeScript, host: WatchHost): void {
  host.createProgram = (...parts) => {
    const program = typescript.createAbstractBuilder(...parts);
    const { getSourceFile, emit } = program;
    return Object.assign(program, {
      /** With its declared names, which tslab reads before it asks for types. */
      getSourceFile(name: string) {
        const file = getSourceFile(name);
        if (file !== undefined && !file.isDeclarationFile)
          typescript.bindSourceFile(file, program.getCompilerOptions());
        return file;
      },
      getAllDependencies: (file: SourceFile) => sourcesBehind(file, getSourceFile),
      emit(file, write, cancellation, declarationsOnly, transformers) {
        // Before tslab's own changes to the emitted code.
        const before = [expandShorthand(typescript, program.getProgram().getTypeChecker())];
        return emit(file, write, cancellation, declarationsOnly, { before, ...transformers });
      },
    } satisfies Partial<BuilderProgram>);
  };
}

/** The names of a file and of all files that it imports, directly or not; what is declared only has nothing to run. */
function sourcesBehind(file: SourceFile, getSourceFile: BuilderProgram["getSourceFile"]): string[] {
  const names = new Set([file.fileName]);
  const waiting = [file];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    next.resolvedModules?.forEach(({ resolvedModule } = {}) => {
      const imported = resolvedModule && getSourceFile(resolvedModule.resolvedFileName);
      if (imported === undefined || imported.isDeclarationFile || names.has(imported.fileName)) return;
      names.add(imported.fileName);
      waiting.push(imported);
    });
  }
  return [...names];
}
