/**
 * Elements that a picture may hold. Scripts, styles, foreign objects, animations and links are not among them, nor are
 * `use` and patterns, which can be nested so that a small file takes for ever to draw.
 */
export const ALLOWED_ELEMENTS: ReadonlySet<string> = new Set([
  ...["svg", "g", "defs", "title", "desc", "text", "tspan", "image", "clipPath", "marker"],
  ...["path", "line", "rect", "circle", "ellipse", "polygon", "polyline"],
  ...["linearGradient", "radialGradient", "stop"],
]);

/** Attributes whose value is a length, a list of numbers or a keyword. */
export const GEOMETRY: ReadonlySet<string> = new Set([
  ...["x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "width", "height", "d", "points"],
  ...["dx", "dy", "rotate", "transform", "viewBox", "preserveAspectRatio", "offset", "pathLength", "textLength"],
  ...["gradientTransform", "gradientUnits", "spreadMethod", "clipPathUnits"],
  ...["markerWidth", "markerHeight", "refX", "refY", "orient", "markerUnits"],
]);

/** Presentation attributes; the same names are taken over from `style`. */
export const PRESENTATION: ReadonlySet<string> = new Set([
  ...["color", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray"],
  ...["stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "opacity", "paint-order"],
  ...["font-family", "font-size", "font-weight", "font-style", "font-variant", "text-anchor", "dominant-baseline"],
  ...["alignment-baseline", "letter-spacing", "text-decoration", "clip-path", "clip-rule", "marker-start"],
  ...["marker-mid", "marker-end", "stop-color", "stop-opacity", "visibility", "display", "shape-rendering"],
  ...["text-rendering", "pointer-events", "vector-effect", "mix-blend-mode"],
]);

/** Attributes of free text, escaped and otherwise kept. */
export const WORDS: ReadonlySet<string> = new Set(["role", "aria-label", "aria-hidden", "aria-description"]);

/** Attributes that libraries write for their own use and that a picture does not miss; they go without a word. */
export const UNNEEDED: RegExp = /^(class|tabindex|version|xml:space|xmlns(:.*)?|data-.*|aria-.*|style|font)$/;

/** What geometry and presentation may be written with: no slash, backslash, colon, angle bracket or at sign. */
export const SAFE_VALUE: RegExp = /^[\w\s#.,()%+\-'"]*$/;

/** A picture inside a picture: PNG or JPEG carried in the document itself, never fetched. */
export const EMBEDDED_PICTURE: RegExp = /^data:image\/(png|jpeg);base64,[A-Za-z0-9+/]+={0,2}$/;
