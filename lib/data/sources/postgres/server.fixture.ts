import { spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";
import pg from "pg";

/** A real server for tests, in a folder of its own, that listens on a socket there and on a port of this machine. */
export interface PostgresServer {
  /** Folder of its socket. */
  readonly socket: string;
  readonly port: number;
  /** A client with every right. */
  admin(database?: string): Promise<Client>;
  /** Ends it as a crash does, and starts it again. */
  crash(): void;
  start(): Promise<void>;
  /** Ends it for good and removes it. */
  close(): Promise<void>;
}

/** Whose passwords the server asks for over TCP. */
export const READER = { user: "reader", password: "tr0ub4dor&3 and more" } as const;

const ADMIN = "riskbook_admin";

/** The folder of `initdb` and `postgres`, or undefined. */
function findBinaries(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map(version => join(debian, version, "bin")),
    ...(process.env.PATH ?? "").split(delimiter),
  ];
  return folders.find(folder => ["initdb", "postgres"].every(name => existsSync(join(folder, name))));
}

/** The user as whom the server runs, as it refuses root; undefined for the user of the tests themselves. */
function findUser(): { name: string; uid: number; gid: number } | undefined | "none" {
  if (userInfo().uid !== 0) return undefined;
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = ["-u", "-g"].map(flag => Number(spawnSync("id", [flag, name], { encoding: "utf8" }).stdout));
    if (uid !== undefined && gid !== undefined && uid > 0 && gid > 0) return { name, uid, gid };
  }
  return "none";
}

/** Why no server can be started here, or undefined where one can. */
export function whyNoPostgres(): string | undefined {
  if (process.platform === "win32") return "the tests start PostgreSQL on a Unix socket";
  if (findBinaries() === undefined) return "PostgreSQL's initdb and postgres are not installed";
  return findUser() === "none"
    ? "PostgreSQL refuses to run as root, and there is no user postgres or nobody"
    : undefined;
}

/** Makes and starts a server. It syncs nothing to disk. */
export async function startPostgres(): Promise<PostgresServer> {
  const root = mkdtempSync(join(tmpdir(), "rb-pg-"));
  const user = findUser();
  const identity = typeof user === "object" ? { uid: user.uid, gid: user.gid } : {};
  if (typeof user === "object") chownSync(root, user.uid, user.gid);
  chmodSync(root, 0o755);
  const [binaries, data, port] = [findBinaries()!, join(root, "data"), await freePort()];
  const init = ["-D", data, "-U", ADMIN, "-A", "trust", "-E", "UTF8", "--locale=C", "-N"];
  const made = spawnSync(join(binaries, "initdb"), init, { ...identity, cwd: root, encoding: "utf8" });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  writeFileSync(join(data, "pg_hba.conf"), "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
  let child: ReturnType<typeof spawn> | undefined;
  let ended = Promise.resolve();
  const server: PostgresServer = {
    socket: root,
    port,
    async admin(database = "postgres") {
      const client = new pg.Client({ host: root, port, user: ADMIN, database });
      client.on("error", () => {});
      await client.connect();
      return client;
    },
    crash() {
      child?.kill("SIGQUIT"); // the postmaster ends all its children at once, without a checkpoint
      child = undefined;
    },
    async start() {
      await ended; // its lock file is in the way until it is gone
      const settings = {
        port,
        listen_addresses: "127.0.0.1",
        unix_socket_directories: root,
        fsync: "off",
        shared_buffers: "16MB",
      };
      const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
      child = spawn(join(binaries, "postgres"), ["-D", data, ...flags], { ...identity, cwd: root, stdio: "ignore" });
      ended = new Promise(resolve => child?.once("exit", () => resolve()));
      await untilReady(server);
    },
    async close() {
      server.crash();
      await ended; // it writes until then
      rmSync(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    },
  };
  await server.start();
  const admin = await server.admin();
  await admin.query(`CREATE ROLE ${READER.user} LOGIN PASSWORD '${READER.password}'`);
  await admin.end();
  return server;
}

async function untilReady(server: PostgresServer): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await (await server.admin()).end();
    } catch (error) {
      if (tries > 600) throw error;
      await sleep(50);
    }
  }
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const listener = createServer();
    listener.listen(0, "127.0.0.1", () => {
      const address = listener.address();
      listener.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
