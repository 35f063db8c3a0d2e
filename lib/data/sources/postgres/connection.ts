import { readFileSync } from "node:fs";
import type { ConnectionOptions } from "node:tls";
import { messageOf, type PostgresConfig, RiskbookError } from "../../../core/index.js";

/** Where a database stands and who asks. */
export interface PostgresConnection {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** Empty where the server is to know us otherwise. */
  readonly password: string;
  readonly ssl: false | ConnectionOptions;
}

type Environment = Readonly<Record<string, string | undefined>>;

const SSL_MODES = ["disable", "require", "verify-full"] as const;
type SslMode = (typeof SSL_MODES)[number];

/** What the environment may say of a source: names of variables, each of ours before that of PostgreSQL's own tools. */
export function postgresVariables(name: string, urlVariable?: string): Record<"url" | "user" | "password", string> {
  const prefix = `RISKBOOK_${name.toUpperCase().replaceAll("-", "_")}`;
  return { url: urlVariable ?? `${prefix}_URL`, user: `${prefix}_USER`, password: `${prefix}_PASSWORD` };
}

/**
 * The connection that configuration and environment state together: a host in the configuration, else a URL in the
 * environment, else PGHOST, PGPORT and PGDATABASE; user and password from the URL, from our variables, or from PGUSER and
 * PGPASSWORD.
 * @throws RiskbookError `NO_CONNECTION`, `NO_LOGIN`, `BAD_URL`, `NO_CERTIFICATE`; none of them repeats a URL or a password
 */
export function postgresConnection(name: string, config: PostgresConfig, environment: Environment): PostgresConnection {
  const variables = postgresVariables(name, config.urlVariable);
  const text = config.host === undefined ? (environment[variables.url] ?? "") : "";
  const url = text === "" ? undefined : readUrl(text, variables.url);
  const host = config.host ?? url?.host ?? environment.PGHOST ?? "";
  if (host === "") {
    throw new RiskbookError(
      "NO_CONNECTION",
      `sources.${name} in riskbook.yaml has no host, and neither ${variables.url} nor PGHOST is set. Set one of them.`,
      { exitCode: 2 },
    );
  }
  const user = first(url?.user, environment[variables.user], environment.PGUSER);
  if (user === "") {
    const sentence = `${name} needs a login, and neither ${variables.user} nor PGUSER is set. Set it in the environment; it is never read from a file of the book.`;
    throw new RiskbookError("NO_LOGIN", sentence, { exitCode: 2 });
  }
  return {
    host,
    port: config.port ?? url?.port ?? (Number(environment.PGPORT) || 5432),
    database: first(config.database, url?.database, environment.PGDATABASE, user),
    user,
    password: first(url?.password, environment[variables.password], environment.PGPASSWORD),
    ssl: encryption(host, config.sslmode ?? url?.sslmode, config.certificateAuthority),
  };
}

interface UrlParts {
  readonly host: string;
  readonly port: number | undefined;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly sslmode: SslMode | undefined;
}

function readUrl(text: string, variable: string): UrlParts {
  const refuse = (what: string): never => {
    const example = "postgres://user:password@db.example.com:5432/trading?sslmode=verify-full";
    throw new RiskbookError("BAD_URL", `${variable} ${what}. Write it like ${example}.`, { exitCode: 2 });
  };
  if (!URL.canParse(text)) return refuse("is no URL");
  const url = new URL(text);
  if (!["postgres:", "postgresql:"].includes(url.protocol)) return refuse("does not begin with postgres://");
  const sslmode = url.searchParams.get("sslmode") ?? undefined;
  const known = SSL_MODES.find(mode => mode === sslmode);
  if (sslmode !== undefined && known === undefined) {
    return refuse(`has an sslmode that is not ${SSL_MODES.slice(0, -1).join(", ")} or ${SSL_MODES.at(-1)}`);
  }
  return {
    host: url.searchParams.get("host") ?? decodeURIComponent(url.hostname),
    port: url.port === "" ? undefined : Number(url.port),
    database: decodeURIComponent(url.pathname.slice(1)),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    sslmode: known,
  };
}

/** Over a network the server has to prove who it is, unless someone says otherwise. */
function encryption(host: string, mode: SslMode | undefined, authority: string | undefined): PostgresConnection["ssl"] {
  const local = host.startsWith("/") || ["localhost", "127.0.0.1", "::1"].includes(host);
  const chosen = mode ?? (local ? "disable" : "verify-full");
  if (chosen === "disable") return false;
  return {
    rejectUnauthorized: chosen === "verify-full",
    ...(authority === undefined ? {} : { ca: readPem(authority) }),
  };
}

function readPem(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const sentence = `The certificate authority ${path} could not be read: ${messageOf(error)}. Correct certificateAuthority in riskbook.yaml.`;
    throw new RiskbookError("NO_CERTIFICATE", sentence, { exitCode: 2, cause: error });
  }
}

function first(...texts: (string | undefined)[]): string {
  return texts.find(text => text !== undefined && text !== "") ?? "";
}
