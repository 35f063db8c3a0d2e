import { loadSdk } from "../warehouse/sdk.js";
import type { ToldRow } from "../warehouse/told-rows.js";

/** What a query is asked with: what we use of `Query` in @google-cloud/bigquery. */
export interface BigQueryRequest {
  readonly query: string;
  readonly params: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, "STRING">>;
  readonly location?: string;
  /** The service refuses a query that would read more bytes. */
  readonly maximumBytesBilled?: string;
  readonly jobTimeoutMs: number;
  /** Whole numbers as they are, not as doubles. */
  readonly wrapIntegers: true;
  readonly useLegacySql: false;
}

/** What we use of the package's client. */
export interface BigQueryClient {
  createQueryStream(request: BigQueryRequest): AsyncIterable<ToldRow>;
}

interface BigQuerySdk {
  readonly BigQuery: new (options: { projectId?: string }) => BigQueryClient;
}

/**
 * A client that logs in as Google's own tools do: GOOGLE_APPLICATION_CREDENTIALS, or the machine's service account.
 * @throws RiskbookError `NO_SDK`
 */
export async function bigQueryClient(source: string, project: string | undefined): Promise<BigQueryClient> {
  const sdk = (await loadSdk("@google-cloud/bigquery", "^9.3.0", source)) as BigQuerySdk;
  return new sdk.BigQuery(project === undefined ? {} : { projectId: project });
}
