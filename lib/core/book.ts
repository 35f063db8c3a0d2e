import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { type AccountRulesConfig, accountRulesSchema } from "./account-rules-config.js";
import { type SourcesConfig, sourcesSchema } from "./book-sources.js";
import { isTimeZone } from "./dates.js";
import { messageOf, RiskbookError } from "./failure.js";
import { BOOK_FILE, findBook } from "./find-book.js";
import { type QualityConfig, qualitySchema } from "./quality-config.js";
import { type RetentionConfig, retentionSchema } from "./retention-config.js";
import { schemaProblems } from "./schema-problems.js";

/** What `riskbook.yaml` says of a firm. */
export interface BookConfig {
  /** The firm's name, printed on every report. */
  firm: string;
  /** ISO 4217 code of the currency that reports are in. */
  currency: string;
  calendar: string;
  /** IANA zone in which the firm's day is told. */
  timeZone: string;
  /** Money that ratios of P&L are taken of; without it they are undefined and say so. */
  capitalBase?: number | undefined;
  /** True for a firm whose data is made up: every artefact says so. */
  simulated: boolean;
  limits: { grossLeverage?: number | undefined; var99?: number | undefined; drawdown?: number | undefined };
  /** Rules of funded accounts, by account. */
  accountRules: AccountRulesConfig;
  mail: {
    from?: string | undefined;
    recipients: string[];
    /** Host of the SMTP server; user and password come from RISKBOOK_SMTP_USER and RISKBOOK_SMTP_PASSWORD only. */
    host?: string | undefined;
    port: number;
    security: "tls" | "starttls" | "none";
    /** A file with the certificate authority of a server that signs its own. */
    certificateAuthority?: string | undefined;
  };
  brand: { accent?: string | undefined; logo?: string | undefined; fonts: string[] };
  sources: SourcesConfig;
  quality: QualityConfig;
  retention: RetentionConfig;
}

/** An open book: its folder, its rooms and what its file says. */
export interface Book {
  root: string;
  config: BookConfig;
  notebooks: string;
  reports: string;
  templates: string;
  maps: string;
  store: string;
  output: string;
  /** Operational state (SQLite), never versioned. */
  state: string;
}

const schema: z.ZodType<BookConfig> = z.strictObject({
  firm: z.string().min(1),
  currency: z.string().regex(/^[A-Z]{3}$/, "must be a code of three capital letters, such as USD"),
  calendar: z.string().default("NYSE"),
  timeZone: z.string().default("America/New_York").refine(isTimeZone, "must be an IANA zone such as America/New_York"),
  capitalBase: z.number().positive().optional(),
  simulated: z.boolean().default(false),
  limits: z
    .strictObject({
      grossLeverage: z.number().positive().optional(),
      var99: z.number().positive().optional(),
      drawdown: z.number().min(-1).negative().optional(),
    })
    .default({}),
  accountRules: accountRulesSchema.default({}),
  mail: z
    .strictObject({
      from: z.string().optional(),
      recipients: z.array(z.string()).default([]),
      host: z.string().optional(),
      port: z.number().int().min(1).max(65_535).default(587),
      security: z.enum(["tls", "starttls", "none"]).default("starttls"),
      certificateAuthority: z.string().optional(),
    })
    .prefault({}),
  brand: z
    .strictObject({
      accent: z
        .string()
        .regex(/^#[0-9a-fA-F]{6}$/, "must be a colour such as #1d4ed8")
        .optional(),
      logo: z.string().optional(),
      fonts: z.array(z.string()).default([]),
    })
    .prefault({}),
  sources: sourcesSchema.prefault({}),
  quality: qualitySchema.prefault({}),
  retention: retentionSchema.prefault({}),
});

/**
 * Opens the book at or above `start`.
 * @throws RiskbookError `NO_BOOK` where there is none, `BAD_BOOK` where its file is wrong, with the line to mend
 */
export function openBook(start: string): Book {
  const root = findBook(start);
  if (root === undefined) {
    throw new RiskbookError(
      "NO_BOOK",
      `There is no ${BOOK_FILE} in ${resolve(start)} or above it. Make a book with "riskbook init".`,
      { exitCode: 2 },
    );
  }
  return {
    root,
    config: readConfig(join(root, BOOK_FILE)),
    notebooks: join(root, "notebooks"),
    reports: join(root, "reports"),
    templates: join(root, "templates"),
    maps: join(root, "data", "maps"),
    store: join(root, "data", "store"),
    output: join(root, "output"),
    state: join(root, "data", "state"),
  };
}

function readConfig(path: string): BookConfig {
  return parseBookConfig(readFileSync(path, "utf8"), path);
}

/**
 * Reads the text of a `riskbook.yaml`, filling in the documented defaults.
 * @throws RiskbookError `BAD_BOOK` with every key that is wrong; `path` names the file in it
 */
export function parseBookConfig(text: string, path: string): BookConfig {
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    throw new RiskbookError("BAD_BOOK", `${path} could not be read as YAML: ${messageOf(error).trim()}`, {
      exitCode: 2,
      cause: error,
    });
  }
  const checked = schema.safeParse(content ?? {});
  if (checked.success) return checked.data;
  const wrongs = schemaProblems(checked.error);
  throw new RiskbookError("BAD_BOOK", `${path} is not a book's configuration:\n${wrongs.join("\n")}`, { exitCode: 2 });
}
