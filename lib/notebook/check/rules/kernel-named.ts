import { KERNEL_NAME } from "../../kernel/spec.js";
import type { Rule } from "../finding.js";

/** Jupyter opens a notebook with the kernel that it names, or asks each reader. */
export const kernelNamed: Rule = {
  id: "kernel-named",
  check({ metadata }) {
    const name = (metadata.kernelspec as { name?: unknown } | undefined)?.name;
    if (name === KERNEL_NAME) return [];
    const found = name === undefined ? "names no kernel" : `names the kernel "${String(name)}"`;
    return [{ message: `${found}; choose "TypeScript (riskbook)" and save` }];
  },
};
