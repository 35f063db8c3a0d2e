import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openBook } from "../../core/index.js";
import { testMail } from "../fixtures/mail.js";
import { mailChannel } from "./configure.js";
import { startMailServer, testCertificate } from "./fixtures/mail-server.js";

const root = mkdtempSync(join(tmpdir(), "riskbook-channel-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function bookWith(mail: object): ReturnType<typeof openBook> {
  writeFileSync(
    join(root, "riskbook.yaml"),
    JSON.stringify({ firm: "Meridian", currency: "USD", mail: { from: "risk@meridian.example", ...mail } }),
  );
  return openBook(root);
}

const user = { RISKBOOK_SMTP_USER: "risk", RISKBOOK_SMTP_PASSWORD: "s3cret" };

describe("the channel of a book's mail section", () => {
  it("sends with TLS, a login and the book's own certificate authority", async () => {
    const server = await startMailServer({ security: "starttls", login: { user: "risk", password: "s3cret" } });
    writeFileSync(join(root, "authority.pem"), testCertificate());
    const book = bookWith({ host: "127.0.0.1", port: server.port, certificateAuthority: "authority.pem" });
    const { envelope, eml } = testMail();
    expect(await mailChannel(book, user).send({ envelope, eml }, () => {})).toMatchObject({ kind: "answered" });
    await server.close();
    expect(server.mails).toMatchObject([{ secure: true, user: "risk" }]);
  });

  it.each([
    [{ host: "mail.example.com", from: undefined }, {}, /names no sender.*Set mail\.from/],
    [{}, {}, /names no mail server.*Set mail\.host/],
    [{ host: "mail.example.com" }, { RISKBOOK_SMTP_USER: "risk" }, /RISKBOOK_SMTP_PASSWORD is not/],
    [{ host: "mail.example.com", security: "none" }, user, /in the clear/],
    [{ host: "mail.example.com", certificateAuthority: "missing.pem" }, user, /missing\.pem, which cannot be read/],
  ])("is refused where it cannot work: %j", (mail, environment, sentence) => {
    expect(() => mailChannel(bookWith(mail), environment)).toThrow(sentence);
  });
});
