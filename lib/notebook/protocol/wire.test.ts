import { expect, it } from "vitest";
import { type Message, newHeader } from "./message.js";
import { createWire } from "./wire.js";

const message: Message = {
  identities: [Buffer.from("client")],
  header: newHeader("execute_request", "session"),
  parent: {},
  metadata: {},
  content: { code: "'€'" },
};
const frames = (key: string): Buffer[] =>
  createWire(key)
    .encode(message)
    .map(frame => Buffer.from(frame as string));

it("a message survives its way through the wire", () => {
  expect(createWire("key").decode(frames("key"))).toEqual(message);
  expect(createWire("").decode(frames(""))).toEqual(message);
});

it.each([
  ["signed with another key", frames("other")],
  ["without a signature", frames("")],
  ["changed on its way", frames("key").map((frame, index) => (index === 6 ? Buffer.from('{"code":"evil"}') : frame))],
  ["cut short", frames("key").slice(0, 4)],
  ["that is noise", [Buffer.from("noise")]],
])("a message %s is refused", (_how, received) => {
  expect(() => createWire("key").decode(received)).toThrow("was dropped");
});
