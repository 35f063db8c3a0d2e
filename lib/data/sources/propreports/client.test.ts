import { expect, test } from "vitest";
import { PASSWORD, type PropReportsServer, say, USER } from "./server.fixture.js";
import { served, serverForTest, sourceOn, type TestClock } from "./world.fixture.js";

const PIECE = {
  dataset: "fills",
  feed: { id: "101", name: "ALPHA", first: null },
  from: "2020-03-30",
  to: "2020-03-31",
};

async function serverWithFills(count = 5): Promise<PropReportsServer> {
  const server = await serverForTest();
  server.fills = Array.from({ length: count }, (_, i) =>
    served({
      id: `F${i}`,
      account: "ALPHA",
      day: "2020-03-30",
      clock: `10:00:0${i}`,
      symbol: "XYZ",
      side: "buy",
      quantity: 1000,
      price: 10,
    }),
  );
  return server;
}

test("logs in once for many requests, and anew before a token's two hours are over", async () => {
  const server = await serverWithFills();
  const clock: TestClock = { time: 0, slept: [] };
  const source = sourceOn(server, clock);
  await source.page(PIECE, 1);
  await source.page(PIECE, 1);
  expect(server.logins).toBe(1);
  clock.time = 111 * 60_000;
  await source.page(PIECE, 1);
  expect(server.logins).toBe(2);
});

test("an expired token, which is a 500 with some text, costs one log-in and no wait", async () => {
  const server = await serverWithFills();
  const clock: TestClock = { time: 0, slept: [] };
  const source = sourceOn(server, clock);
  await source.page(PIECE, 1);
  server.tokens.clear();
  expect(await source.page(PIECE, 1)).toMatchObject({ rows: 5, pages: 1 });
  expect([server.logins, clock.slept.length]).toEqual([2, 0]);
});

test("a wrong password is refused at once, and the message tells neither user nor password", async () => {
  const server = await serverWithFills();
  const source = sourceOn(server, undefined, { user: USER, password: "wrong+password" });
  const error = await source.page(PIECE, 1).catch((thrown: Error) => thrown as Error);
  expect(error).toMatchObject({ code: "LOGIN_REFUSED" });
  expect((error as Error).message).toContain("Invalid user or password: [secret] / [secret]");
  expect(server.logins).toBe(1);
});

test.each<[string, PropReportsServer["faults"][number]]>([
  ["a 500", (_, response) => say(response, 500, "Database is busy")],
  ["a 502 with a web page", (_, response) => say(response, 502, "<html><title>Bad gateway</title></html>")],
  ["a web page in place of CSV", (_, response) => say(response, 200, "<!DOCTYPE html><title>Log in</title>")],
  [
    "a page cut off before its trailer",
    (_, response, answer) => say(response, 200, answer.slice(0, answer.length - 40)),
  ],
  [
    "another page than was asked for",
    (_, response, answer) => say(response, 200, answer.replace("Page 1/1", "Page 2/2")),
  ],
  ["an error text in place of CSV", (_, response) => say(response, 200, "Unknown error\nPage 1/1")],
  [
    "a connection cut in the middle",
    (_, response, answer) => {
      response.writeHead(200, { "content-length": String(answer.length) });
      response.write(answer.slice(0, 50), () => response.destroy());
    },
  ],
  ["an answer slower than the time-out", () => {}],
])("%s is asked for again, after a wait", async (_name, fault) => {
  const server = await serverWithFills();
  const clock: TestClock = { time: 0, slept: [] };
  server.faults = [fault];
  const page = await sourceOn(server, clock).page(PIECE, 1);
  expect(page).toMatchObject({ rows: 5, pages: 1 });
  expect(page.content).not.toContain("Page 1/1");
  expect(clock.slept).toHaveLength(1);
});

test("waits grow from attempt to attempt within their bounds, then the last reason is told", async () => {
  const server = await serverWithFills();
  const clock: TestClock = { time: 0, slept: [] };
  server.faults = Array.from(
    { length: 12 },
    () => (_: unknown, response: Parameters<typeof say>[0]) =>
      say(response, 503, `Down; your token was ${[...server.tokens].at(-1)}, password ${PASSWORD}`),
  );
  const error = await sourceOn(server, clock)
    .page(PIECE, 1)
    .catch((thrown: Error) => thrown as Error);
  expect(error).toMatchObject({ code: "PROPREPORTS_FAILED" });
  expect((error as Error).message).toContain(
    '6 attempts; the last time: HTTP 503, "Down; your token was [secret], password [secret]"',
  );
  expect(clock.slept).toHaveLength(5);
  for (const [i, wait] of clock.slept.entries()) expect(wait).toBeLessThanOrEqual(1000 * 2 ** i);
});

test("the limit's own answer is waited out", async () => {
  const server = await serverWithFills();
  const clock: TestClock = { time: 0, slept: [] };
  server.faults = [
    (_, response) => say(response, 429, "Slow down", { "retry-after": "7" }),
    (_, response) => say(response, 500, "Too many requests"),
  ];
  await sourceOn(server, clock).page(PIECE, 1);
  expect(clock.slept).toEqual([7000, 4000]);
});

test("what another try cannot mend is told at once", async () => {
  const server = await serverWithFills();
  server.faults = [
    (_, response) => say(response, 302, "", { location: "https://elsewhere.example" }),
    (_, response) => say(response, 200, `Date/Time,Account\n${[...server.tokens][0]},x\nPage 1/1\n`),
  ];
  const source = sourceOn(server);
  await expect(source.page(PIECE, 1)).rejects.toMatchObject({ code: "PROPREPORTS_REFUSED" });
  await expect(source.page(PIECE, 1)).rejects.toMatchObject({ code: "SECRET_IN_ANSWER" });
});

test("pages are told apart by their trailer, and all of them are had", async () => {
  const server = await serverWithFills(5);
  server.pageSize = 2;
  const source = sourceOn(server);
  const pages = [await source.page(PIECE, 1), await source.page(PIECE, 2), await source.page(PIECE, 3)];
  expect(pages.map(({ rows, pages: of }) => [rows, of])).toEqual([
    [2, 3],
    [2, 3],
    [1, 3],
  ]);
});

test("lists the accounts of every group, and does not trust a list that was cut off", async () => {
  const server = await serverWithFills();
  server.faults = [(_, response, answer) => say(response, 200, answer.slice(0, answer.indexOf("BETA") + 6))];
  const feeds = await sourceOn(server).feeds();
  expect(feeds).toEqual([
    { id: "101", name: "ALPHA", first: "2020-03-30", currency: "USD" },
    { id: "102", name: "BETA", first: "2020-03-30", currency: "USD" },
    { id: "103", name: "IDLE", first: null, currency: "USD" },
  ]);
  expect(server.requests[0]!.get("groupId")).toBe("-2");
  expect(server.requests).toHaveLength(2);
});
