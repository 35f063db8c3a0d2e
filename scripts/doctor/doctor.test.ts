import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Book, openBook, RiskbookError, silentProgress } from "../../lib/core/index.js";
import type { Check, Patient } from "./check.js";
import { CHECKS } from "./checks.js";
import { clockCheck } from "./clock.js";
import { type Diagnosis, examine } from "./examine.js";
import { mailCheck } from "./mail.js";
import { timeZonesCheck } from "./time-zones.js";

let book: Book;
beforeAll(() => {
  const root = mkdtempSync(join(tmpdir(), "riskbook-doctor-"));
  writeFileSync(join(root, "riskbook.yaml"), "firm: Kontor Nord\ncurrency: USD\n");
  book = openBook(root);
});
afterAll(() => rmSync(book.root, { recursive: true, force: true }));

function patient(now = new Date(), environment: Patient["context"]["environment"] = process.env): Patient {
  return { book, context: { environment, now: () => now, progress: silentProgress } };
}

async function diagnose(checks: readonly Check[], about: Patient): Promise<Diagnosis[]> {
  const found: Diagnosis[] = [];
  for await (const diagnosis of examine(checks, about)) found.push(diagnosis);
  return found;
}

describe("the doctor", () => {
  it("finds this machine fit: the browser's PDF has its words, the kernel computes, the state is whole", async () => {
    const found = await diagnose(CHECKS, patient());
    expect(found.filter(diagnosis => diagnosis.status === "failed")).toEqual([]);
    expect(found.map(diagnosis => diagnosis.check)).toEqual(CHECKS.map(check => check.name));
  });

  it("goes on after a check that failed, and hands on its remedy", async () => {
    const broken: Check = {
      name: "broken",
      run: () => {
        throw new RiskbookError("NO_BROWSER", "Install Chrome.");
      },
    };
    const [first, second] = await diagnose([broken, clockCheck], patient());
    expect(first).toMatchObject({ check: "broken", status: "failed", remedy: "Install Chrome." });
    expect(second).toMatchObject({ check: "clock", status: "ok" });
  });

  it("does not believe a clock of 1970 or of the year 2100", async () => {
    for (const time of ["1970-01-01T00:00:00Z", "2100-01-01T00:00:00Z"]) {
      expect(clockCheck.run(patient(new Date(time)))).toMatchObject({ status: "failed" });
    }
  });

  it("knows a zone that does not exist", () => {
    const lost = { ...book, config: { ...book.config, timeZone: "Europe/Atlantis" } };
    expect(timeZonesCheck.run({ ...patient(), book: lost })).toMatchObject({
      status: "failed",
      detail: expect.stringContaining("Europe/Atlantis"),
    });
  });

  it("warns about mail that cannot be sent, since reports are made without it", () => {
    expect(mailCheck.run(patient())).toMatchObject({ status: "warning", remedy: expect.stringContaining("mail.host") });
  });
});
