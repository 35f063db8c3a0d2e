import type { Command } from "commander";
import { findBook, openBook, RiskbookError } from "../../lib/core/index.js";
import type { Context } from "../context.js";
import type { Diagnosis } from "../doctor/examine.js";

const SIGNS = { ok: "ok     ", warning: "warning", failed: "FAILED " };

/** `riskbook doctor`: what is wrong on this machine, and how to mend it. */
export function register(program: Command, context: Context): void {
  program
    .command("doctor")
    .description("say what is wrong on this machine and how to mend it")
    .option("--only <check>", "make this check alone, for example browser")
    .option("--json", "print the findings as JSON")
    .action((flags: { only?: string; json?: boolean }) => doctor(flags, context));
}

async function doctor(flags: { only?: string; json?: boolean }, context: Context): Promise<void> {
  const [{ CHECKS }, { examine }] = await Promise.all([import("../doctor/checks.js"), import("../doctor/examine.js")]);
  const checks = flags.only === undefined ? CHECKS : CHECKS.filter(check => check.name === flags.only);
  if (checks.length === 0) {
    const names = CHECKS.map(check => check.name).join(", ");
    throw new RiskbookError("NO_CHECK", `There is no check "${flags.only}". There is ${names}.`, { exitCode: 2 });
  }
  const book = findBook(context.cwd) === undefined ? undefined : openBook(context.cwd);
  const findings: Diagnosis[] = [];
  for await (const diagnosis of examine(checks, { context, book })) {
    findings.push(diagnosis);
    if (!flags.json) context.write(lineOn(diagnosis));
  }
  const healthy = findings.every(finding => finding.status !== "failed");
  if (flags.json) context.write(`${JSON.stringify({ healthy, book: book?.root ?? null, findings })}\n`);
  if (!healthy) context.exit(1);
}

function lineOn({ status, check, detail, remedy }: Diagnosis): string {
  const indented = remedy === undefined ? "" : `${" ".repeat(22)}→ ${remedy}\n`;
  return `${SIGNS[status]}  ${check.padEnd(12)} ${detail}\n${indented}`;
}
