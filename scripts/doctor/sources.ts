import type { NamedSourceConfig, PropReportsConfig } from "../../lib/core/index.js";
import { flexVariable, postgresVariables, snowflakeVariables } from "../../lib/data/index.js";
import { type Check, ok } from "./check.js";

type Environment = Readonly<Record<string, string | undefined>>;

/** Where data is fetched from, and what of the environment that needs. Nobody is asked anything. */
export const sourcesCheck: Check = {
  name: "sources",
  run({ book, context }) {
    const sources = Object.entries(book?.config.sources ?? {});
    if (sources.length === 0) return ok("none in riskbook.yaml; files are loaded with riskbook ingest");
    const names = sources.map(([name]) => name).join(", ");
    const lacking = sources.flatMap(([name, config]) => {
      const variables = config === undefined ? [] : missingVariables(name, config, context.environment);
      return variables.length === 0 ? [] : [`${name} lacks ${variables.join(" and ")}`];
    });
    if (lacking.length === 0) return ok(names);
    return {
      status: "warning",
      detail: `${names}; ${lacking.join("; ")}`,
      remedy:
        "Set them in the environment of whoever runs riskbook collect; they are never read from a file of the book.",
    };
  },
};

/** The variables without which a source cannot log in. */
function missingVariables(
  name: string,
  config: PropReportsConfig | NamedSourceConfig,
  environment: Environment,
): string[] {
  const unset = (...variables: string[]): string[] => variables.filter(variable => !environment[variable]);
  if (!("kind" in config)) return unset("RISKBOOK_PROPREPORTS_USER", "RISKBOOK_PROPREPORTS_PASSWORD");
  switch (config.kind) {
    case "postgres": {
      const { url, user } = postgresVariables(name, config.urlVariable);
      const isByUrl = config.host === undefined && unset(url).length === 0;
      if (isByUrl) return [];
      const host = config.host === undefined && unset("PGHOST").length > 0 ? [url] : [];
      return [...host, ...(unset(user).length > 0 && unset("PGUSER").length > 0 ? [user] : [])];
    }
    case "snowflake": {
      const { user, password, privateKey } = snowflakeVariables(name);
      const hasSecret = unset(password).length === 0 || unset(privateKey).length === 0;
      return [...unset(user), ...(hasSecret ? [] : [privateKey])];
    }
    case "ibkr-flex":
      return unset(flexVariable(name));
    case "bigquery":
      return []; // Google's own tools log in without a variable too
  }
}
