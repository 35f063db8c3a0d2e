export { type FlexOptions, flexSource } from "./source.js";
export { flexToken, flexVariable } from "./token.js";
