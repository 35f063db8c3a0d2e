import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

/** What an in-memory DuckDB may use of the machine. */
export interface DatabaseOptions {
  /** For example `2GB`; beyond it DuckDB spills to the temporary folder. */
  memoryLimit?: string;
  threads?: number;
  /** Parent of the folder that DuckDB spills to; the system's temporary folder by default. */
  temporaryFolder?: string;
}

/** An in-memory DuckDB and its connection. */
export interface Database {
  readonly connection: DuckDBConnection;
  /** Makes another connection, for work beside the first one's. It sees all but temporary tables and views. */
  connect(): Promise<DuckDBConnection>;
  /** How many threads work on a query. */
  readonly threads: number;
  close(): void;
}

/**
 * Opens an in-memory DuckDB in UTC with explicit limits, which never loads an extension from the network. No database
 * file exists, so that nothing is ever shared between processes.
 */
export async function openDatabase(options: DatabaseOptions = {}): Promise<Database> {
  const spill = join(options.temporaryFolder ?? tmpdir(), `riskbook-spill-${randomUUID()}`);
  const threads = options.threads ?? Math.min(4, availableParallelism());
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: options.memoryLimit ?? "2GB",
    threads: String(threads),
    temp_directory: spill,
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connections: DuckDBConnection[] = [];
  const connect = async (): Promise<DuckDBConnection> => {
    const connection = await instance.connect();
    connections.push(connection);
    await connection.run("SET TimeZone = 'UTC'");
    return connection;
  };
  return {
    connection: await connect(),
    connect,
    threads,
    close() {
      for (const connection of connections) connection.closeSync();
      instance.closeSync();
      rmSync(spill, { recursive: true, force: true });
    },
  };
}
