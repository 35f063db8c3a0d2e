import { z } from "zod";
import { isIsoDate, isTimeZone } from "./dates.js";

/** Where a book's data is fetched from, by names of its own; `propreports` is always PropReports. */
export interface SourcesConfig {
  propreports?: PropReportsConfig | undefined;
  [name: string]: PropReportsConfig | NamedSourceConfig | undefined;
}

/** A source that says what it is. */
export type NamedSourceConfig = PostgresConfig | BigQueryConfig | SnowflakeConfig | FlexConfig;

/** Where the firm's PropReports stands; user and password come from the environment only. */
export interface PropReportsConfig {
  /** The firm's name in its address, `https://<firm>.propreports.com/api.php`. */
  firm?: string | undefined;
  /** The whole address, where it is another. */
  url?: string | undefined;
  /** The group whose accounts are fetched; −2 is every account. */
  group: number;
  /** Nothing before this day is fetched; everything is where it is absent. */
  since?: string | undefined;
  /** Days before the last fetch that are asked for again, for corrections and late fills. */
  lookBackDays: number;
  /** What is fetched. */
  datasets: PropReportsDataset[];
  /** What becomes of a fill that is told otherwise than before: its account's day waits for a person, or it is corrected. */
  corrections: "hold" | "accept";
}

/** What can be fetched from PropReports, in the order in which it is loaded. */
export const PROPREPORTS_DATASETS = [
  "fills",
  "totals",
  "summary",
  "adjustments",
  "positions",
  "groups",
  "trades",
] as const;
export type PropReportsDataset = (typeof PROPREPORTS_DATASETS)[number];

/** What is fetched unless a book says otherwise: round trips are worked out from fills, and a summary tells what totals do. */
const USUAL_DATASETS: readonly PropReportsDataset[] = ["fills", "totals", "adjustments", "positions", "groups"];

/** What is read from a database, whichever it is. */
export interface WarehouseConfig {
  /** Where its days begin, and what times are told in that state no zone; the book's zone when absent. */
  timeZone?: string | undefined;
  /** The first day of the watermarks' columns that is asked for. */
  since: string;
  lookBackDays: number;
  corrections: "hold" | "accept";
  /** How long one query may take. */
  timeoutSeconds: number;
  queries: Record<string, QueryConfig>;
}

/** One query: its rows are of one table. */
export interface QueryConfig {
  table: string;
  /** Name or path of a map; the columns have riskbook's own names when absent. */
  map?: string | undefined;
  query: string;
  /** The column by which what is new is found. */
  watermark: { column: string; kind: "date" | "timestamp" };
  since?: string | undefined;
  /** What is asked for at once. */
  window: "month" | "year" | "all";
}

/** A PostgreSQL database. User and password, or a whole URL, come from the environment only. */
export interface PostgresConfig extends WarehouseConfig {
  kind: "postgres";
  /** A name, an address, or the folder of a socket. */
  host?: string | undefined;
  port?: number | undefined;
  database?: string | undefined;
  sslmode?: "disable" | "require" | "verify-full" | undefined;
  /** A file with the certificate authority of a server that signs its own. */
  certificateAuthority?: string | undefined;
  /** Name of the environment variable with a `postgres://` URL, instead of host, port and database. */
  urlVariable?: string | undefined;
}

/** Google BigQuery; the login is Google's own, from the environment. */
export interface BigQueryConfig extends WarehouseConfig {
  kind: "bigquery";
  project?: string | undefined;
  location?: string | undefined;
  /** A query that would read more is refused by the service. */
  maximumBytesBilled?: number | undefined;
}

/** Snowflake; user and password or key come from the environment only. */
export interface SnowflakeConfig extends WarehouseConfig {
  kind: "snowflake";
  account: string;
  warehouse?: string | undefined;
  database?: string | undefined;
  schema?: string | undefined;
  role?: string | undefined;
}

/** Interactive Brokers' Flex Web Service; its token comes from the environment only. */
export interface FlexConfig {
  kind: "ibkr-flex";
  /** The zone of the account's statements; the book's when absent. */
  timeZone?: string | undefined;
  since: string;
  lookBackDays: number;
  corrections: "hold" | "accept";
  /** Ids of Flex queries by names of one's own. */
  queries: Record<string, string>;
  /** Another address of the service. */
  url?: string | undefined;
}

const day = z.string().refine(isIsoDate, "must be a day such as 2020-04-17");
const lookBackDays = z.number().int().min(0).max(366).default(5);
const corrections = z.enum(["hold", "accept"]).default("hold");
const timeZone = z.string().refine(isTimeZone, "must be an IANA zone such as America/New_York").optional();
const url = z.string().refine(isSafeAddress, "must begin with https:// and hold no user or password").optional();
const feedName = z.string().regex(/^[A-Za-z0-9_-]{1,60}$/, "must be letters, digits, - and _");

const propReports = z
  .strictObject({
    firm: z
      .string()
      .regex(/^[A-Za-z0-9-]+$/, "must be the firm's name in the address, such as example for example.propreports.com")
      .optional(),
    url,
    group: z.number().int().default(-2),
    since: day.optional(),
    lookBackDays,
    datasets: z
      .array(z.enum(PROPREPORTS_DATASETS))
      .min(1, "name at least one")
      .refine(
        names => !(names.includes("totals") && names.includes("summary")),
        "name totals or summary: both tell an account's day",
      )
      .default([...USUAL_DATASETS]),
    corrections,
  })
  .refine(({ firm, url }) => (firm === undefined) !== (url === undefined), "needs firm or url, one of them");

const query = z.strictObject({
  table: z.string(),
  map: z.string().optional(),
  query: z.string(),
  watermark: z.strictObject({ column: z.string().min(1), kind: z.enum(["date", "timestamp"]) }),
  since: day.optional(),
  window: z.enum(["month", "year", "all"]).default("month"),
});

const warehouse = {
  timeZone,
  since: day,
  lookBackDays,
  corrections,
  timeoutSeconds: z.number().positive().max(86_400).default(600),
  queries: z.record(feedName, query).refine(queries => Object.keys(queries).length > 0, "needs a query"),
};

const postgres = z.strictObject({
  kind: z.literal("postgres"),
  host: z.string().min(1).optional(),
  port: z.number().int().min(1).max(65_535).optional(),
  database: z.string().min(1).optional(),
  sslmode: z.enum(["disable", "require", "verify-full"]).optional(),
  certificateAuthority: z.string().optional(),
  urlVariable: z.string().optional(),
  ...warehouse,
});

const bigQuery = z.strictObject({
  kind: z.literal("bigquery"),
  project: z.string().optional(),
  location: z.string().optional(),
  maximumBytesBilled: z.number().int().positive().optional(),
  ...warehouse,
});

const snowflake = z.strictObject({
  kind: z.literal("snowflake"),
  account: z.string().min(1),
  warehouse: z.string().optional(),
  database: z.string().optional(),
  schema: z.string().optional(),
  role: z.string().optional(),
  ...warehouse,
});

const flex = z.strictObject({
  kind: z.literal("ibkr-flex"),
  timeZone,
  since: day,
  lookBackDays,
  corrections,
  queries: z
    .record(feedName, z.union([z.string(), z.number()]).transform(String))
    .refine(queries => Object.keys(queries).length > 0, "needs a query: a name of yours and its id"),
  url,
});

/** The shape of `sources` in `riskbook.yaml`. */
export const sourcesSchema: z.ZodType<SourcesConfig> = z
  .object({ propreports: propReports.optional() })
  .catchall(z.discriminatedUnion("kind", [postgres, bigQuery, snowflake, flex]))
  .superRefine((sources, context) => {
    for (const name of Object.keys(sources).filter(key => !/^[a-z][a-z0-9-]{0,39}$/.test(key))) {
      const message = "a source's name is of lower-case letters, digits and -, such as warehouse";
      context.addIssue({ code: "custom", path: [name], message });
    }
  });

/** Passwords travel to this address: in the clear only within this machine, as in tests. */
function isSafeAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  const local = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  return username === "" && password === "" && (protocol === "https:" || (protocol === "http:" && local));
}
