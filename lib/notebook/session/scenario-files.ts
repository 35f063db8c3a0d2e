import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { packageRoot, RiskbookError } from "../../core/index.js";
import { combineScenarios, parseScenario, type Scenario } from "../../risk/index.js";

/** The folders that scenarios are looked for in: the book's own, then the shipped ones. */
export function scenarioFolders(book: string): string[] {
  return [book, packageRoot()].map(root => join(root, "templates", "scenarios"));
}

/**
 * All scenarios of some folders, by name; of two with one file name, the first folder's stands.
 * @throws RiskbookError `BAD_SCENARIO`, `UNKNOWN_FACTOR`, `BAD_SHOCK` for a file that is no scenario
 */
export function readScenarios(folders: readonly string[]): Scenario[] {
  const paths = new Map<string, string>();
  for (const folder of folders.filter(path => existsSync(path))) {
    for (const file of readdirSync(folder)) {
      if (/\.ya?ml$/.test(file) && !paths.has(file)) paths.set(file, join(folder, file));
    }
  }
  return [...paths.values()].sort((a, b) => (basename(a) < basename(b) ? -1 : 1)).map(readScenario);
}

/**
 * The scenarios that somebody asked for: names, files, and `a+b` for two that come together.
 * @param from the folder that files are named from
 * @throws RiskbookError `NO_SCENARIO`, naming those there are
 */
export function findScenarios(asked: readonly string[], folders: readonly string[], from: string): Scenario[] {
  const known = readScenarios(folders);
  const find = (name: string): Scenario => {
    const found = known.find(scenario => scenario.name === name);
    if (found !== undefined) return found;
    const path = resolve(from, name);
    if (statSync(path, { throwIfNoEntry: false })?.isFile()) return readScenario(path);
    throw new RiskbookError(
      "NO_SCENARIO",
      `There is no scenario "${name}", neither as a file nor in ${folders.join(" or ")}; there are ${known.map(({ name: own }) => own).join(", ")}.`,
      { exitCode: 2 },
    );
  };
  return asked.map(names => {
    const [first, ...others] = names.split("+").map(find);
    return combineScenarios([first!, ...others]);
  });
}

function readScenario(path: string): Scenario {
  return parseScenario(readFileSync(path, "utf8"), basename(path).replace(/\.ya?ml$/, ""), path);
}
