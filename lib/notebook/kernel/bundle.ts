import { inspect } from "node:util";
import { DISPLAY_METHOD, type MimeBundle } from "../display.js";

/** How a value shows itself when it ends a cell: by its own display method, or as Node would print it. */
export function bundleOf(value: unknown): MimeBundle {
  const method = (value as { [DISPLAY_METHOD]?: unknown } | null | undefined)?.[DISPLAY_METHOD];
  if (typeof method === "function") return checked(method.call(value));
  return { "text/plain": inspect(value, { depth: 4, maxArrayLength: 200, maxStringLength: 20_000 }) };
}

/** Bundles come from anybody's code: binary content becomes base64, as the protocol wants it. */
export function checked(bundle: unknown): MimeBundle {
  if (typeof bundle !== "object" || bundle === null) {
    throw new TypeError(`A display bundle must be an object of contents by MIME type, not ${inspect(bundle)}.`);
  }
  return Object.fromEntries(
    Object.entries(bundle).map(([type, content]) => [
      type,
      content instanceof Uint8Array ? Buffer.from(content).toString("base64") : content,
    ]),
  );
}
