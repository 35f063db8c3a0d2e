import { conformance } from "../conformance.js";
import { say } from "./server.fixture.js";
import { served, serverForTest, sourceOn } from "./world.fixture.js";

conformance("PropReports over HTTP", async () => {
  const server = await serverForTest();
  const pagesAsked = (): number => server.requests.filter(form => form.get("action") !== "accounts").length;
  let broken = 0;
  return {
    tell: fills => {
      server.fills = fills.map(served);
    },
    breakAfter: pages => {
      const passing = Array.from({ length: pages + 1 }, () => undefined); // the list of accounts comes first
      server.faults = [
        ...passing,
        ...Array.from({ length: 100 }, () => (_: unknown, response: Parameters<typeof say>[0]) => {
          broken++;
          say(response, 503, "Down for maintenance");
        }),
      ];
    },
    mend: () => {
      server.faults = [];
    },
    pagesGiven: () => pagesAsked() - broken,
    source: () => sourceOn(server),
  };
});
