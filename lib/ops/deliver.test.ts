import { afterEach, describe, expect, it } from "vitest";
import { silentProgress } from "../core/index.js";
import { type MailServerBehaviour, reply, startMailServer } from "./channel/fixtures/mail-server.js";
import { smtpChannel } from "./channel/smtp.js";
import { type DeliveryReport, deliver, flushOutbox } from "./deliver.js";
import { testMail } from "./fixtures/mail.js";
import { temporaryState, testClock } from "./fixtures/temporary.js";
import { listOutbox } from "./outbox/entries.js";
import { recoverAttempts } from "./outbox/recover.js";
import { resolveMessage } from "./outbox/resolve.js";
import { auditTrail } from "./state/audit.js";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** A desk: a state, a clock and a real mail server that behaves as told. */
async function desk(behaviour: MailServerBehaviour = {}) {
  const { state, remove } = temporaryState();
  const server = await startMailServer(behaviour);
  cleanups.push(() => server.close(), remove);
  const clock = testClock("2020-04-17T21:00:00Z");
  const channel = smtpChannel({ host: "127.0.0.1", port: server.port, security: "none" });
  const settings = { state, channel, clock, progress: silentProgress };
  const send = (message = testMail(), resend = false): Promise<DeliveryReport> =>
    deliver({ ...settings, message, resend });
  return { state, server, clock, settings, send };
}

const [deskAddress, headAddress] = testMail().envelope.to as [string, string];

describe("the same message", () => {
  it("is sent once, however often it is asked for", async () => {
    const { send, server } = await desk();
    expect(await send()).toMatchObject({ exitCode: 0, alreadyDelivered: false, entry: { state: "sent", attempts: 1 } });
    const again = await send();
    expect(again).toMatchObject({ exitCode: 0, alreadyDelivered: true });
    expect(again.sentence).toBe("Already delivered at 2020-04-17T21:00:00.000Z as message 1; nothing was sent again.");
    expect(await send(testMail(), true)).toMatchObject({ alreadyDelivered: true });
    expect(server.mails).toHaveLength(1);
    expect(server.mails[0]?.content.equals(testMail().eml)).toBe(true);
  });

  it("with other content is held once it was delivered, and sent as a correction only when asked", async () => {
    const { send, server } = await desk();
    await send();
    await expect(send(testMail("VaR 1.3m"))).rejects.toMatchObject({
      code: "ALREADY_DELIVERED_OTHERWISE",
      exitCode: 3,
    });
    expect(server.mails).toHaveLength(1);
    expect(await send(testMail("VaR 1.3m"), true)).toMatchObject({ exitCode: 0, entry: { corrects: 1 } });
    expect(await send(testMail("VaR 1.3m"), true)).toMatchObject({ alreadyDelivered: true });
    expect(server.mails).toHaveLength(2);
  });

  it("replaces one that nobody got, and may itself be replaced by the first again", async () => {
    let isDown = true;
    const { send, server, state } = await desk({
      onMail() {
        if (isDown) throw reply(554, "not now");
      },
    });
    expect(await send()).toMatchObject({ exitCode: 1, entry: { state: "rejected" } });
    expect(await send(testMail("VaR 1.3m"))).toMatchObject({ exitCode: 1 });
    isDown = false;
    expect(await send()).toMatchObject({ exitCode: 0, entry: { id: 1, state: "sent" } });
    expect(listOutbox(state).map(entry => entry.state)).toEqual(["superseded", "sent"]);
    expect(server.mails).toHaveLength(1);
  });
});

describe("a refusal", () => {
  it("for now is retried after a wait, and only those who lack the message get it", async () => {
    let calls = 0;
    const { send, server, clock } = await desk({
      onRecipient(address) {
        if (address === headAddress && ++calls === 1) throw reply(451, "4.7.1 Greylisted");
      },
    });
    expect(await send()).toMatchObject({ exitCode: 0, entry: { state: "sent", attempts: 2 } });
    expect(clock.slept).toEqual([2_000]);
    expect(server.mails.map(mail => mail.to)).toEqual([[deskAddress], [headAddress]]);
  });

  it("for now that lasts is left to the scheduler, which sends when the time has come", async () => {
    let isDown = true;
    const { send, server, clock, settings } = await desk({
      onConnect: cut => {
        if (isDown) cut();
      },
    });
    const report = await send();
    expect(report).toMatchObject({ exitCode: 1, entry: { state: "deferred", attempts: 3 } });
    expect(report.sentence).toMatch(/tried again after 2020-04-17T21:01:12/);
    isDown = false;
    expect(await flushOutbox(settings)).toEqual([]);
    clock.set("2020-04-17T21:02:00Z");
    expect(await flushOutbox(settings)).toMatchObject([{ exitCode: 0, entry: { state: "sent" } }]);
    expect(server.mails).toHaveLength(1);
  });

  it("that outlasts every wait ends as failed, which a new run may try again", async () => {
    let isDown = true;
    const { send, clock, settings, server } = await desk({
      onConnect: cut => {
        if (isDown) cut();
      },
    });
    await send();
    for (let hour = 1; hour <= 40; hour++) {
      clock.set(new Date(Date.UTC(2020, 3, 18, hour)).toISOString());
      await flushOutbox(settings);
    }
    expect(listOutbox(settings.state)).toMatchObject([{ state: "failed", attempts: 11, nextAttemptAt: null }]);
    isDown = false;
    expect(await send()).toMatchObject({ exitCode: 0 });
    expect(server.mails).toHaveLength(1);
  });

  it("for good of one recipient is partial, and a person may send it to that one alone later", async () => {
    let isUnknown = true;
    const { send, server, state } = await desk({
      onRecipient(address) {
        if (address === headAddress && isUnknown) throw reply(550, "5.1.1 No such user");
      },
    });
    const report = await send();
    expect(report).toMatchObject({ exitCode: 3, entry: { state: "partial" } });
    expect(report.sentence).toMatch(/Delivered to desk@.*, but not to head@.*No such user/);
    expect(await send()).toMatchObject({ exitCode: 3, entry: { attempts: 1 } });
    isUnknown = false;
    resolveMessage(state, 1, { as: "unsent", actor: "ann", now: new Date() });
    expect(await send()).toMatchObject({ exitCode: 0 });
    expect(server.mails.map(mail => mail.to)).toEqual([[deskAddress], [headAddress]]);
  });
});

describe("an unknown fate", () => {
  it("is never sent again by itself, also not with --resend; a person's word settles it", async () => {
    const { send, server, state, settings } = await desk({ onMail: (_mail, cut) => cut() });
    expect(await send()).toMatchObject({ exitCode: 3, entry: { state: "unknown" } });
    expect(await send()).toMatchObject({ exitCode: 3, entry: { state: "unknown", attempts: 1 } });
    expect(await send(testMail(), true)).toMatchObject({ exitCode: 3 });
    expect(await flushOutbox(settings)).toEqual([]);
    await expect(send(testMail("VaR 1.3m"))).rejects.toThrow(/may have been delivered \(its fate is unknown\)/);
    expect(server.mails).toHaveLength(1);
    expect(resolveMessage(state, 1, { as: "sent", actor: "ann", now: new Date() })).toMatchObject({ state: "sent" });
    expect(await send()).toMatchObject({ exitCode: 0, alreadyDelivered: true });
    expect(auditTrail(state, "message 1").map(({ actor, action }) => `${actor}: ${action}`)).toEqual([
      "riskbook: queue",
      "riskbook: attempt 1: unknown",
      "ann: resolve as sent",
    ]);
  });

  it("is the only state that may be called sent; a sent message stays sent", async () => {
    const { send, state } = await desk();
    await send();
    const resolve = (as: "sent" | "unsent") => () => resolveMessage(state, 1, { as, actor: "ann", now: new Date() });
    expect(resolve("sent")).toThrow(/Message 1 is sent; only one that is unknown/);
    expect(resolve("unsent")).toThrow(/Nothing was changed/);
  });
});

it("a process that stood still until others took it for gone does not send when it wakes", async () => {
  const { send, server, settings, state, clock } = await desk();
  const sleepy: typeof settings.channel = {
    name: "sleepy",
    send(message, beforeContent) {
      clock.set("2020-04-17T21:10:00Z");
      recoverAttempts(state, clock.now());
      return settings.channel.send(message, beforeContent);
    },
  };
  const woken = await deliver({ ...settings, channel: sleepy, message: testMail() });
  expect(woken).toMatchObject({ exitCode: 1, entry: { state: "pending" } });
  expect(server.mails).toHaveLength(0);
  expect(await send()).toMatchObject({ exitCode: 0 });
  expect(server.mails).toHaveLength(1);
});

describe("a message that must not be queued", () => {
  it.each([
    ["a line break", "desk@meridian.example\r\nBcc: evil@x.example"],
    ["a line feed in front", "\ndesk@meridian.example"],
    ["an end of command", "desk@meridian.example> SIZE=1"],
    ["two addresses", "a@x.example,b@x.example"],
    ["no domain", "desk"],
  ])("has %s in a recipient", async (_flaw, recipient) => {
    const { send, state, server } = await desk();
    await expect(send(testMail("x", [recipient]))).rejects.toMatchObject({ code: "BAD_ADDRESS", exitCode: 2 });
    expect(listOutbox(state)).toEqual([]);
    expect(server.mails).toHaveLength(0);
  });

  it("has no recipient, or a Message-ID that its header does not carry", async () => {
    const { send } = await desk();
    await expect(send(testMail("x", []))).rejects.toMatchObject({ code: "NO_RECIPIENTS" });
    await expect(send({ ...testMail(), messageId: "<other@riskbook>" })).rejects.toMatchObject({
      code: "BAD_MESSAGE_ID",
    });
    const sameId = {
      ...testMail(),
      eml: Buffer.concat([testMail().eml, Buffer.from("more\r\n")]),
      window: "2020-04-20",
    };
    await send();
    await expect(send(sameId)).rejects.toMatchObject({ code: "MESSAGE_ID_TAKEN" });
  });
});
