export { type BigQueryOptions, bigQuerySource } from "./source.js";
