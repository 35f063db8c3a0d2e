import { type AddressInfo, createServer, type Server } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { DeliveryResult } from "./channel.js";
import {
  type MailServer,
  type MailServerBehaviour,
  reply,
  startMailServer,
  testCertificate,
} from "./fixtures/mail-server.js";
import { type SmtpOptions, smtpChannel } from "./smtp.js";

const login = { user: "risk", password: "s3cret-Pass" };
const eml = Buffer.from("Message-ID: <a@riskbook>\r\nSubject: Daily risk\r\n\r\nVaR 1.2m\r\n.a line with a dot\r\n");
const envelope = { from: "risk@meridian.example", to: ["desk@meridian.example", "head@meridian.example"] };
const large = Buffer.concat([eml, Buffer.from("x".repeat(998).concat("\r\n").repeat(32_000))]);

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function serve(behaviour: MailServerBehaviour = {}): Promise<MailServer> {
  const server = await startMailServer(behaviour);
  open.push(server);
  return server;
}

async function send(
  server: { port: number },
  options: Partial<SmtpOptions> = {},
  content: Uint8Array = eml,
): Promise<DeliveryResult & { released: number }> {
  let released = 0;
  const channel = smtpChannel({ host: "127.0.0.1", port: server.port, security: "none", ...options });
  const result = await channel.send({ envelope, eml: content }, () => void released++);
  return { ...result, released };
}

const trusted = { certificateAuthority: testCertificate(), ...login };

describe("a message that arrives", () => {
  it("arrives byte for byte, lines that begin with a dot included", async () => {
    const server = await serve();
    const result = await send(server);
    expect(result).toMatchObject({ kind: "answered", released: 1 });
    expect(server.mails).toHaveLength(1);
    expect(server.mails[0]?.content.equals(eml)).toBe(true);
    expect(server.mails[0]?.to).toEqual(envelope.to);
  });

  it.each(["starttls", "tls"] as const)("travels over %s with a login and a trusted certificate", async security => {
    const server = await serve({ security, login });
    const result = await send(server, { security, ...trusted });
    expect(result).toMatchObject({ kind: "answered" });
    expect(server.mails).toMatchObject([{ secure: true, user: login.user }]);
  });

  it("of 32 MB arrives as a whole, released once", async () => {
    const server = await serve();
    expect(await send(server, {}, large)).toMatchObject({ kind: "answered", released: 1 });
    expect(server.mails[0]?.content.length).toBe(large.length);
  });
});

describe("a server that answers no", () => {
  it("for one recipient leaves the other delivered", async () => {
    const server = await serve({
      onRecipient(address) {
        if (address.startsWith("head")) throw reply(550, "5.1.1 No such user");
      },
    });
    expect(await send(server)).toMatchObject({
      kind: "answered",
      recipients: [
        { recipient: envelope.to[0], outcome: "accepted" },
        { recipient: envelope.to[1], outcome: "rejected", response: expect.stringContaining("No such user") },
      ],
    });
    expect(server.mails[0]?.to).toEqual([envelope.to[0]]);
  });

  it("for now defers a recipient, for good rejects one, also when nobody is left", async () => {
    const server = await serve({
      onRecipient(address) {
        throw address.startsWith("head") ? reply(550, "5.1.1 No such user") : reply(451, "4.7.1 Greylisted");
      },
    });
    const result = await send(server);
    expect(result).toMatchObject({ kind: "answered", released: 0 });
    expect(result.kind === "answered" && result.recipients.map(({ outcome }) => outcome)).toEqual([
      "deferred",
      "rejected",
    ]);
  });

  it.each([
    [554, "rejected"],
    [452, "deferred"],
    [421, "deferred"],
  ])("%d to the whole content is not an unknown fate: %s", async (code, outcome) => {
    const server = await serve({
      onMail() {
        throw reply(code, "no");
      },
    });
    expect(await send(server)).toMatchObject({ kind: "answered", recipients: [{ outcome }, { outcome }] });
  });

  it("because the message is too large refuses it before anything is sent", async () => {
    const server = await serve({ sizeLimitBytes: 50 });
    expect(await send(server)).toMatchObject({
      kind: "answered",
      recipients: [{ outcome: "rejected" }, {}],
      released: 0,
    });
  });
});

describe("a server that cannot be trusted or reached", () => {
  it("with a certificate nobody vouches for gets nothing, and waiting does not mend it", async () => {
    for (const security of ["tls", "starttls"] as const) {
      const server = await serve({ security });
      expect(await send(server, { security })).toMatchObject({ kind: "notSent", retry: false, released: 0 });
      expect(server.mails).toHaveLength(0);
    }
  });

  it("without STARTTLS gets nothing when it is required", async () => {
    const server = await serve();
    expect(await send(server, { security: "starttls" })).toMatchObject({ kind: "notSent", retry: false });
  });

  it("refuses a wrong password, which stands in no result though the server repeats it", async () => {
    const server = await serve({ security: "starttls", login });
    const password = "wr0ng-Secret";
    const result = await send(server, { security: "starttls", ...trusted, password });
    expect(result).toMatchObject({ kind: "notSent", retry: false });
    expect(JSON.stringify(result)).not.toContain(password);
  });

  it("would see the password in the clear, so it is not even asked", () => {
    expect(() => smtpChannel({ host: "127.0.0.1", port: 25, security: "none", ...login })).toThrow(/in the clear/);
  });

  it("refuses the connection: nobody got it, try again", async () => {
    const server = await startMailServer();
    await server.close();
    expect(await send(server)).toMatchObject({
      kind: "notSent",
      retry: true,
      reason: expect.stringContaining("ECONNREFUSED"),
    });
  });

  it("never greets: nobody got it, try again", async () => {
    const silent: Server = createServer();
    await new Promise<void>(resolve => silent.listen(0, "127.0.0.1", resolve));
    open.push({ close: () => new Promise(resolve => silent.close(() => resolve())) });
    const port = (silent.address() as AddressInfo).port;
    expect(await send({ port }, { connectTimeoutMs: 200 })).toMatchObject({ kind: "notSent", retry: true });
  });
});

describe("a connection that is lost", () => {
  it.each<[string, MailServerBehaviour, Uint8Array]>([
    ["at the greeting", { onConnect: cut => cut() }, eml],
    ["at a recipient", { onRecipient: (_address, cut) => cut() }, eml],
    ["in the middle of the content", { onContent: cut => cut() }, large],
  ])("%s delivered nothing and is safe to try again", async (_where, behaviour, content) => {
    const server = await serve(behaviour);
    expect(await send(server, {}, content)).toMatchObject({ kind: "notSent", retry: true, released: 0 });
    expect(server.mails).toHaveLength(0);
  });

  it("after the content leaves an unknown fate, although the server took the mail", async () => {
    const server = await serve({ onMail: (_mail, cut) => cut() });
    expect(await send(server)).toMatchObject({ kind: "unknown", released: 1 });
    expect(server.mails).toHaveLength(1);
  });

  it("by silence after the content leaves an unknown fate too", async () => {
    const server = await serve({ onMail: () => new Promise(resolve => setTimeout(resolve, 400)) });
    expect(await send(server, { silenceTimeoutMs: 150 })).toMatchObject({ kind: "unknown" });
  });
});

it("a message that is not released is not sent, and the reason is handed on", async () => {
  const server = await serve();
  const channel = smtpChannel({ host: "127.0.0.1", port: server.port, security: "none" });
  const sending = channel.send({ envelope, eml }, () => {
    throw new Error("the disk is full");
  });
  await expect(sending).rejects.toThrow("the disk is full");
  expect(server.mails).toHaveLength(0);
});
