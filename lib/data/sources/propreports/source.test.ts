import type { ServerResponse } from "node:http";
import { conformance } from "../conformance.js";
import { say } from "./server.fixture.js";
import { served, serverForTest, sourceOn } from "./world.fixture.js";

conformance("PropReports over HTTP", async () => {
  const server = await serverForTest();
  let broken = 0;
  const down = (_: unknown, response: ServerResponse): void => {
    broken++;
    say(response, 503, "Down for maintenance");
  };
  return {
    tell: fills => {
      server.fills = fills.map(served);
    },
    breakAfter: pages => {
      let left = pages;
      server.faultFor = form => (form.get("action") === "accounts" || left-- > 0 ? undefined : down);
    },
    refuse: account => {
      const refused = server.accounts.find(({ name }) => name === account);
      server.faultFor = form => (form.get("accountId") === refused?.id ? down : undefined);
    },
    mend: () => {
      server.faultFor = () => undefined;
    },
    pagesGiven: () => server.requests.filter(form => form.get("action") !== "accounts").length - broken,
    source: () => sourceOn(server, undefined, undefined, ["fills", "totals"]),
  };
});
