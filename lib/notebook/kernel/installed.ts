import type { TypeScript } from "./typescript.js";

/** Files that come with a package: none of them changes while a kernel runs. */
const INSTALLED = /[/\\](node_modules|dist)[/\\]/;
const CHANGED = 1; // ts.FileWatcherEventKind.Changed

/** A comment or a text, so that what looks like a comment inside of a text, or the other way round, is told apart. */
const COMMENT_OR_TEXT = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`/g;

/** The declarations that a kernel has read of the language, of Node and of packages. */
export interface InstalledDeclarations {
  /** Whether a file came with a package. */
  includes(path: string): boolean;
  /** Reads their documentation as well, from the next program on. */
  document(): void;
}

/**
 * Makes a kernel start with what it needs of its hundreds of declaration files: they are not watched, and their
 * documentation, which is most of their text, is left out until somebody asks what something means.
 */
export function readLean({ sys }: TypeScript): InstalledDeclarations {
  const includes = (path: string): boolean => INSTALLED.test(path);
  const { readFile, watchFile } = sys;
  const lean = new Map<string, (path: string, kind: number) => void>();
  let documented = false;

  sys.readFile = (path, encoding) => {
    const text = readFile.call(sys, path, encoding);
    return documented || !isDeclaration(path) || !includes(path) ? text : text && withoutDocumentation(text);
  };
  sys.watchFile = (path, changed, interval) => {
    if (!includes(path)) return watchFile.call(sys, path, changed, interval);
    if (!documented && isDeclaration(path)) lean.set(path, changed);
    return { close() {} };
  };
  return {
    includes,
    document() {
      documented = true;
      for (const [path, changed] of lean) changed(path, CHANGED);
      lean.clear();
    },
  };
}

/** Declarations without their `/** … *\/` comments; a line break stays where one was, because it may end a declaration. */
export function withoutDocumentation(declarations: string): string {
  return declarations.replace(COMMENT_OR_TEXT, part => {
    if (!part.startsWith("/**")) return part;
    return part.includes("\n") ? "\n" : " ";
  });
}

function isDeclaration(path: string): boolean {
  return path.endsWith(".d.ts");
}
