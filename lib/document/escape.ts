const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text that is safe as HTML or XML content and inside a quoted attribute; characters that XML forbids are left out. */
export function escapeHtml(text: string): string {
  return text.replace(FORBIDDEN, "").replace(/[&<>"']/g, character => ENTITIES[character]!);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that no XML document may hold
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;
