export { type PostgresConnection, postgresConnection, postgresVariables } from "./connection.js";
export { type PostgresOptions, postgresSource } from "./source.js";
