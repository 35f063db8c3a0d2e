export { type StoreProblem, type Verification, verifyStore } from "./verify.js";
