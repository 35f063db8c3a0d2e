import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Book, type NamedSourceConfig, randomStream } from "../../lib/core/index.js";
import {
  bigQuerySource,
  findMap,
  flexSource,
  flexToken,
  postgresConnection,
  postgresSource,
  readAnyMap,
  type Source,
  snowflakeLogin,
  snowflakeSource,
  type WebEffects,
} from "../../lib/data/index.js";
import type { Context } from "../context.js";
import { mapFolders } from "../map-of.js";

/** Opens a source that a book names, with what the environment says of it. Nothing is asked yet. */
export function openSource(name: string, config: NamedSourceConfig, book: Book, context: Context): Source {
  const { environment } = context;
  const effects = effectsFor(name, context);
  const around = {
    name,
    timeZone: book.config.timeZone,
    mapNamed: (map: string) =>
      readAnyMap(findMap(/[/\\]|\.ya?ml$/.test(map) ? resolve(book.root, map) : map, mapFolders(context))),
  };
  switch (config.kind) {
    case "postgres":
      return postgresSource({ config, around, connection: postgresConnection(name, config, environment), effects });
    case "bigquery":
      return bigQuerySource({ config, around });
    case "snowflake":
      return snowflakeSource({ config, around, login: snowflakeLogin(name, environment) });
    case "ibkr-flex":
      return flexSource({ config, around, token: flexToken(name, environment), effects });
  }
}

function effectsFor(name: string, context: Context): WebEffects {
  return {
    fetch,
    now: () => Date.now(),
    sleep: milliseconds => sleep(milliseconds),
    random: randomStream(`${name}/${context.now().getTime()}`),
  };
}
