import { userInfo } from "node:os";
import { join } from "node:path";
import { type Command, Option } from "commander";
import { type Book, openBook, RiskbookError } from "../../lib/core/index.js";
import type { AuditEntry, MessageState, OutboxEntry, State } from "../../lib/ops/index.js";
import type { Context } from "../context.js";
import { positiveInteger } from "../options.js";

interface ListFlags {
  report?: string;
  state?: MessageState;
  limit: number;
  json?: boolean;
}

interface ResolveFlags {
  as: "sent" | "unsent";
  by?: string;
  json?: boolean;
}

/** `riskbook outbox list | show | resolve | send`: what was delivered to whom, and what waits. */
export function register(program: Command, context: Context): void {
  const outbox = program.command("outbox").description("see what was delivered to whom, and settle what is unknown");
  outbox
    .command("list")
    .description("print the latest messages")
    .option("--report <name>", "only those of this report")
    .option("--state <state>", "only those in this state, such as unknown")
    .option("--limit <count>", "how many at most", positiveInteger, 20)
    .option("--json", "print them as JSON")
    .action((flags: ListFlags) =>
      withState(context, (room, state) => {
        checkState(flags.state, room.MESSAGE_STATES);
        list(room.listOutbox(state, flags), flags, context);
      }),
    );
  outbox
    .command("show")
    .description("print one message with every recipient and its history")
    .argument("<id>", "the message's number", positiveInteger)
    .option("--json", "print it as JSON")
    .action((id: number, flags: { json?: boolean }) =>
      withState(context, (room, state) =>
        show(room.outboxEntry(state, id), room.auditTrail(state, `message ${id}`), flags, context),
      ),
    );
  outbox
    .command("resolve")
    .description("say what became of a message that riskbook cannot know")
    .argument("<id>", "the message's number", positiveInteger)
    .addOption(
      new Option("--as <fate>", "sent: it arrived; unsent: send it again to those who did not accept it")
        .choices(["sent", "unsent"])
        .makeOptionMandatory(),
    )
    .option("--by <name>", "who says so; otherwise this user")
    .option("--json", "print the message as JSON")
    .action((id: number, flags: ResolveFlags) =>
      withState(context, (room, state) => {
        const resolution = { as: flags.as, actor: flags.by ?? userInfo().username, now: context.now() };
        show(room.resolveMessage(state, id, resolution), room.auditTrail(state, `message ${id}`), flags, context);
      }),
    );
  outbox
    .command("send")
    .description("send the messages whose next attempt is due, or one by its number")
    .argument("[id]", "the message's number", positiveInteger)
    .option("--json", "print what became of them as JSON")
    .action((id: number | undefined, flags: { json?: boolean }) =>
      withState(context, (room, state, book) => send(room, state, book, { id, ...flags }, context)),
    );
}

type Room = typeof import("../../lib/ops/index.js");

async function withState(
  context: Context,
  work: (room: Room, state: State, book: Book) => void | Promise<void>,
): Promise<void> {
  const room = await import("../../lib/ops/index.js");
  const book = openBook(context.cwd);
  const state = room.openState(join(book.state, room.STATE_FILE));
  try {
    await work(room, state, book);
  } finally {
    state.close();
  }
}

function checkState(state: string | undefined, known: readonly string[]): void {
  if (state === undefined || known.includes(state)) return;
  throw new RiskbookError("BAD_STATE", `--state "${state}" is none; a message is ${known.join(", ")}.`, {
    exitCode: 2,
  });
}

function list(entries: OutboxEntry[], flags: ListFlags, context: Context): void {
  if (flags.json) {
    context.write(`${JSON.stringify({ messages: entries })}\n`);
    return;
  }
  for (const entry of entries) context.write(`${lineOn(entry)}\n`);
  if (entries.length === 0) context.progress.line("No messages.");
}

function lineOn(entry: OutboxEntry): string {
  const accepted = entry.deliveries.filter(delivery => delivery.state === "accepted").length;
  const fields = [
    String(entry.id).padStart(5),
    entry.state.padEnd(10),
    entry.updatedAt,
    `${entry.report} ${entry.window}`.padEnd(28),
    `${accepted} of ${entry.deliveries.length} accepted`,
  ];
  return `${fields.join("  ")}${entry.lastError === null ? "" : `  ${entry.lastError}`}`;
}

function show(entry: OutboxEntry, trail: AuditEntry[], flags: { json?: boolean }, context: Context): void {
  if (flags.json) {
    context.write(`${JSON.stringify({ message: entry, trail })}\n`);
    return;
  }
  context.write(`${lineOn(entry)}\n  ${entry.subject}\n  ${entry.messageId}  sha256 ${entry.sha256}\n`);
  for (const { recipient, state, settledAt, response } of entry.deliveries) {
    context.write(
      `  ${recipient}: ${state}${settledAt === null ? "" : ` at ${settledAt}`}${response === null ? "" : ` (${response})`}\n`,
    );
  }
  for (const { at, actor, action } of trail) context.write(`  ${at}  ${actor}: ${action}\n`);
}

async function send(
  room: Room,
  state: State,
  book: Book,
  { id, json }: { id: number | undefined; json?: boolean },
  context: Context,
): Promise<void> {
  const channel = room.mailChannel(book, context.environment);
  const settings = { state, channel, clock: { ...room.systemClock, now: context.now }, progress: context.progress };
  const reports = id === undefined ? await room.flushOutbox(settings) : [await room.sendQueued(settings, id)];
  if (json)
    context.write(`${JSON.stringify({ messages: reports.map(({ entry, sentence }) => ({ ...entry, sentence })) })}\n`);
  for (const { sentence, exitCode } of reports) {
    context.progress.line(sentence);
    context.exit(exitCode);
  }
  if (reports.length === 0) context.progress.line("Nothing is due.");
}
