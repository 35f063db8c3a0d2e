export { type SnowflakeLogin, snowflakeLogin, snowflakeVariables } from "./client.js";
export { type SnowflakeOptions, snowflakeSource } from "./source.js";
