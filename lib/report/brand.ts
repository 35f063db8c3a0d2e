import { existsSync, readFileSync } from "node:fs";
import { extname, isAbsolute, join } from "node:path";
import { type Book, messageOf, packageRoot, RiskbookError } from "../core/index.js";
import { rolesOf } from "./colours.js";

/** A firm's look on every medium. */
export interface Brand {
  /** Colour of rules and links on a light page, `#rrggbb`. */
  accent: string;
  /** The same role on a dark page. */
  accentDark: string;
  /** Colours by role (`paper`, `ink`, `muted`, `bad` …), `#rrggbb`, on a light page and on a dark one. */
  light: Readonly<Record<string, string>>;
  dark: Readonly<Record<string, string>>;
  /** The size of printed pages. */
  paper: "A4" | "Letter";
  logo?: { mediaType: string; bytes: Uint8Array };
  /** Absolute paths of TrueType or OpenType files that the firm adds for scripts that Inter lacks. */
  fonts: string[];
}

const LOGO_TYPES: Record<string, string> = { ".png": "image/png", ".jpg": "image/jpeg", ".svg": "image/svg+xml" };

/** What one report may set differently. */
export interface BrandOverride {
  accent?: string | undefined;
  logo?: string | undefined;
  paper?: "A4" | "Letter" | undefined;
}

/**
 * The brand of a book: `templates/brand.json` of the package, overlaid by the book's own file, by `brand` in
 * `riskbook.yaml` and by the report.
 * @throws RiskbookError `BRAND_FILE_MISSING`, `BAD_LOGO`, `BAD_FONT` or `BAD_COLOURS` for a file that cannot be used
 */
export function readBrand(book: Book, override: BrandOverride = {}): Brand {
  const standard = readColours(join(packageRoot(), "templates", "brand.json"));
  const own = join(book.templates, "brand.json");
  const colours = existsSync(own) ? { ...standard, ...readColours(own) } : standard;
  const accent = override.accent ?? book.config.brand.accent;
  const logo = override.logo ?? book.config.brand.logo;
  return {
    accent: accent ?? colours.accent,
    accentDark: accent === undefined ? colours.accentDark : lighten(accent),
    light: { ...rolesOf("light"), ...colours.light },
    dark: { ...rolesOf("dark"), ...colours.dark },
    paper: override.paper ?? "A4",
    ...(logo === undefined ? {} : { logo: readLogo(bookFile(book, logo, "brand.logo")) }),
    fonts: book.config.brand.fonts.map(path => fontFile(bookFile(book, path, "brand.fonts"))),
  };
}

type Colours = Pick<Brand, "accent" | "accentDark"> & Partial<Pick<Brand, "light" | "dark">>;

function readColours(path: string): Colours {
  const text = readFileSync(path, "utf8");
  try {
    return JSON.parse(text) as Colours;
  } catch (error) {
    throw new RiskbookError("BAD_COLOURS", `${path} is not JSON: ${messageOf(error)}. Mend it, or remove it.`, {
      cause: error,
    });
  }
}

function bookFile(book: Book, path: string, key: string): string {
  const full = isAbsolute(path) ? path : join(book.root, path);
  if (existsSync(full)) return full;
  throw new RiskbookError(
    "BRAND_FILE_MISSING",
    `${book.root}/riskbook.yaml names ${path} under ${key}, but there is no file ${full}. Put it there or take the line out.`,
  );
}

/** How TrueType, OpenType and collections of them begin. */
const FONT_BEGINNINGS = ["\u0000\u0001\u0000\u0000", "true", "OTTO", "ttcf"];

function fontFile(path: string): string {
  const beginning = readFileSync(path).toString("latin1", 0, 4);
  if (FONT_BEGINNINGS.includes(beginning)) return path;
  throw new RiskbookError(
    "BAD_FONT",
    `${path}, named under brand.fonts in riskbook.yaml, is no font that can be drawn. Give a TrueType or OpenType file (.ttf, .otf, .ttc).`,
  );
}

function readLogo(path: string): { mediaType: string; bytes: Uint8Array } {
  const mediaType = LOGO_TYPES[extname(path).toLowerCase()];
  if (mediaType === undefined) {
    throw new RiskbookError("BAD_LOGO", `The logo ${path} is neither PNG, JPEG nor SVG. Save it as one of these.`);
  }
  return { mediaType, bytes: readFileSync(path) };
}

/** Mixes a colour half with white, so that an accent made for paper is legible on a dark page. */
function lighten(hex: string): string {
  const mixed = [1, 3, 5].map(at => Math.round((Number.parseInt(hex.slice(at, at + 2), 16) + 255) / 2));
  return `#${mixed.map(part => part.toString(16).padStart(2, "0")).join("")}`;
}
