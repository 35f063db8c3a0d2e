import type { Readable } from "node:stream";
import { RiskbookError, type SnowflakeConfig } from "../../../core/index.js";
import { loadSdk } from "../warehouse/sdk.js";
import type { ToldRow } from "../warehouse/told-rows.js";

/** Who asks. Only ever taken from the environment. */
export type SnowflakeLogin = { readonly user: string } & (
  | { readonly password: string }
  | { readonly privateKey: string }
);

/** What we use of a statement and a connection in snowflake-sdk. */
interface SnowflakeStatement {
  streamRows(): Readable;
}

interface SnowflakeConnection {
  connect(done: (error: Error | undefined) => void): void;
  execute(request: {
    readonly sqlText: string;
    readonly binds?: readonly string[];
    readonly streamResult?: true;
    readonly fetchAsString?: readonly string[];
    complete(error: Error | undefined, statement: SnowflakeStatement): void;
  }): void;
  destroy(done: (error: Error | undefined) => void): void;
}

interface SnowflakeSdk {
  readonly createConnection: (options: Readonly<Record<string, unknown>>) => SnowflakeConnection;
}

/** A session that asks queries and gives their rows, every value as the exact text of it. */
export interface SnowflakeSession {
  set(sql: string): Promise<void>;
  rows(sql: string, binds: readonly string[]): Promise<AsyncIterable<ToldRow>>;
  close(): Promise<void>;
}

/** The variables that a source's login is taken from. */
export function snowflakeVariables(name: string): Record<"user" | "password" | "privateKey", string> {
  const prefix = `RISKBOOK_${name.toUpperCase().replaceAll("-", "_")}`;
  return { user: `${prefix}_USER`, password: `${prefix}_PASSWORD`, privateKey: `${prefix}_PRIVATE_KEY` };
}

/**
 * The login that the environment states.
 * @throws RiskbookError `NO_LOGIN` naming the variables
 */
export function snowflakeLogin(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
): SnowflakeLogin {
  const variables = snowflakeVariables(name);
  const [user = "", password = "", privateKey = ""] = [
    environment[variables.user],
    environment[variables.password],
    environment[variables.privateKey],
  ];
  if (user !== "" && privateKey !== "") return { user, privateKey };
  if (user !== "" && password !== "") return { user, password };
  throw new RiskbookError(
    "NO_LOGIN",
    `${name} needs a login: set ${variables.user}, and ${variables.privateKey} (PEM) or ${variables.password}. They are never read from a file of the book.`,
    { exitCode: 2 },
  );
}

/**
 * Connects through the package.
 * @throws RiskbookError `NO_SDK`; the package's own error where it cannot connect
 */
export async function snowflakeSession(
  name: string,
  { account, warehouse, database, schema, role }: SnowflakeConfig,
  login: SnowflakeLogin,
): Promise<SnowflakeSession> {
  const loaded = (await loadSdk("snowflake-sdk", "^3.3.0", name)) as SnowflakeSdk & { default?: SnowflakeSdk };
  const { user, ...secret } = login;
  const credentials = "privateKey" in secret ? { ...secret, authenticator: "SNOWFLAKE_JWT" } : secret;
  const where = { account, warehouse, database, schema, role };
  const given = Object.fromEntries(Object.entries(where).filter(([, value]) => value !== undefined));
  const sdk = loaded.default ?? loaded;
  const connection = sdk.createConnection({ ...given, application: "riskbook", username: user, ...credentials });
  await new Promise<void>((resolve, reject) => connection.connect(error => (error ? reject(error) : resolve())));
  return sessionOf(connection);
}

function sessionOf(connection: SnowflakeConnection): SnowflakeSession {
  return {
    set: sqlText =>
      new Promise((resolve, reject) =>
        connection.execute({ sqlText, complete: error => (error ? reject(error) : resolve()) }),
      ),
    rows: (sqlText, binds) =>
      new Promise((resolve, reject) =>
        connection.execute({
          sqlText,
          binds,
          streamResult: true,
          fetchAsString: ["Number", "Date", "Boolean"],
          complete: (error, statement) => (error ? reject(error) : resolve(statement.streamRows())),
        }),
      ),
    close: () => new Promise(resolve => connection.destroy(() => resolve())),
  };
}
