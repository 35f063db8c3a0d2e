import { readFileSync } from "node:fs";
import { z } from "zod";
import { hasErrorCode, messageOf, RiskbookError, sha256 } from "../../core/index.js";
import { NBFORMAT_MINOR, type Notebook, type NotebookCell } from "./notebook.js";

const text = z
  .union([z.string(), z.array(z.string())])
  .transform(lines => (Array.isArray(lines) ? lines.join("") : lines));
const json = z.record(z.string(), z.unknown());
/** Text in a MIME bundle may be a list of lines, except in JSON types, where a list is a value. */
const bundle = json.transform(data =>
  Object.fromEntries(
    Object.entries(data).map(([type, content]) => [
      type,
      Array.isArray(content) && !/[/+]json$/.test(type) ? content.join("") : content,
    ]),
  ),
);
const output = z.discriminatedUnion("output_type", [
  z.object({ output_type: z.literal("stream"), name: z.string(), text }),
  z.object({ output_type: z.literal("display_data"), data: bundle, metadata: json.default({}) }),
  z.object({
    output_type: z.literal("execute_result"),
    data: bundle,
    metadata: json.default({}),
    execution_count: z.number().nullable().default(null),
  }),
  z.object({ output_type: z.literal("error"), ename: z.string(), evalue: z.string(), traceback: z.array(z.string()) }),
]);
const common = {
  id: z.string().optional(),
  source: text,
  metadata: z.looseObject({ tags: z.array(z.string()).optional() }).default({}),
};
const cell = z.discriminatedUnion("cell_type", [
  z.object({
    ...common,
    cell_type: z.literal("code"),
    execution_count: z.number().nullable().default(null),
    outputs: z.array(output).default([]),
  }),
  z.object({ ...common, cell_type: z.literal("markdown"), attachments: json.optional() }),
  z.object({ ...common, cell_type: z.literal("raw"), attachments: json.optional() }),
]);
const schema = z.object({
  cells: z.array(cell),
  metadata: json.default({}),
  nbformat: z.literal(4),
  nbformat_minor: z.number().int(),
});

/**
 * Reads a notebook of nbformat 4 and brings it to 4.5: a cell without an id gets one made of its place and text.
 * @param name what messages call it, usually its path
 * @throws RiskbookError `BAD_NOTEBOOK` for what is not a notebook, with the place
 */
export function parseNotebook(content: string, name: string): Notebook {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    throw badNotebook(name, `it is not JSON (${messageOf(error)})`);
  }
  const checked = schema.safeParse(value);
  if (!checked.success) {
    const { path, message } = checked.error.issues[0]!;
    throw badNotebook(name, `${path.join(".") || "the file"}: ${message}`);
  }
  const { cells, metadata, nbformat, nbformat_minor } = checked.data;
  return {
    cells: withIds(cells as Unnamed[]),
    metadata,
    nbformat,
    nbformat_minor: Math.max(NBFORMAT_MINOR, nbformat_minor),
  };
}

/**
 * Reads a notebook file.
 * @throws RiskbookError `NO_NOTEBOOK` or `BAD_NOTEBOOK`
 */
export function readNotebook(path: string): Notebook {
  let content: string;
  try {
    content = readFileSync(path, "utf8");
  } catch (error) {
    const why = hasErrorCode(error, "ENOENT")
      ? `There is no notebook ${path}. Give the path of an .ipynb file; a book's own are in its folder "notebooks".`
      : `The notebook ${path} could not be read: ${messageOf(error)}.`;
    throw new RiskbookError("NO_NOTEBOOK", why, { exitCode: 2, cause: error });
  }
  return parseNotebook(content, path);
}

type Unnamed = NotebookCell & { id?: string | undefined };

function withIds(cells: readonly Unnamed[]): NotebookCell[] {
  const taken = new Set(cells.map(({ id }) => id));
  return cells.map((cell, index) => {
    if (cell.id !== undefined) return cell;
    let id = "";
    for (let attempt = 0; id === "" || taken.has(id); attempt++) {
      id = sha256(`${index}/${attempt}/${cell.source}`).slice(0, 8);
    }
    taken.add(id);
    return { ...cell, id };
  });
}

function badNotebook(name: string, why: string): RiskbookError {
  return new RiskbookError(
    "BAD_NOTEBOOK",
    `${name} is not a Jupyter notebook of format 4: ${why}. Open it in Jupyter and save it again.`,
    { exitCode: 2 },
  );
}
