// The part of this room that starts a kernel and nothing else, so that the kernel comes up while the rest is loaded.
export { type StartingKernel, spawnKernel } from "./client/kernel.js";
export { kernelOptions, type RunPlace } from "./run/kernel-options.js";
