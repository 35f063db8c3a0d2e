import { expect, it } from "vitest";
import { notebookEnvironment, restrictEnvironment } from "./environment.js";

it("notebook code sees what programs need, and no secret of any name", () => {
  const visible = { PATH: "/bin", HOME: "/home/x", LC_ALL: "C", RISKBOOK_SNAPSHOT: "7", JPY_PARENT_PID: "12" };
  const secrets = {
    RISKBOOK_SMTP_PASSWORD: "x",
    RISKBOOK_SMTP_USER: "x",
    RISKBOOK_API_TOKEN: "x",
    RISKBOOK_SIGNING_KEY: "x",
    RISKBOOK_WAREHOUSE_URL: "x",
    AWS_SECRET_ACCESS_KEY: "x",
    NODE_OPTIONS: "--inspect",
    SSH_AUTH_SOCK: "/tmp/agent",
  };
  expect(notebookEnvironment({ ...visible, ...secrets, UNSET: undefined })).toEqual({ ...visible, TZ: "UTC" });
});

it("a process takes the rest out of its own environment", () => {
  const environment = { PATH: "/bin", GITHUB_TOKEN: "x" };
  restrictEnvironment(environment);
  expect(environment).toEqual({ PATH: "/bin", TZ: "UTC" });
});
