/** How large an untrusted document may be: beyond these sizes a block is refused, never cut. */
export const LIMITS = {
  blocks: 2_000,
  label: 500,
  /** Characters of a Markdown text, a note or a caption. */
  text: 200_000,
  /** Characters of a table cell, which is also Excel's own limit. */
  cell: 32_767,
  svg: 8_000_000,
  kpis: 100,
  columns: 200,
  /** Rows that travel inside a block; a longer table is an Arrow file beside the notebook. */
  inlineRows: 5_000,
  rows: 5_000_000,
  fileBytes: 1_000_000_000,
  /** Pixels of a chart's side. */
  pixels: 10_000,
} as const;
