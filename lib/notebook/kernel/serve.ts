import { randomUUID } from "node:crypto";
import { writeSync } from "node:fs";
import type { Router } from "zeromq";
import { messageOf } from "../../core/base.js";
import type { Connection } from "../protocol/connection.js";
import { type Json, type Message, PLAN_REQUEST } from "../protocol/message.js";
import { createWire, type Wire } from "../protocol/wire.js";
import { createExecution, type Execution } from "./execution.js";
import type { CellExecutor } from "./executor.js";
import { createPublisher, type Publisher } from "./publisher.js";
import { answerQuestion } from "./replies.js";
import { createShellQueue, type ShellQueue } from "./shell.js";
import { bindSockets, type KernelSockets } from "./sockets.js";

/** A kernel that serves its clients. */
export interface ServedKernel {
  /** Ends the wait of the running cell. */
  interrupt(): void;
  /** Sends what was printed and still waits. */
  flush(): void;
}

/** Serves a kernel on a connection until a client shuts it down; `exit` then ends the process. */
export async function serveKernel(
  connection: Connection,
  executor: CellExecutor,
  exit: () => void,
): Promise<ServedKernel> {
  const sockets = await bindSockets(connection);
  const wire = createWire(connection.key);
  const publisher = createPublisher(wire, randomUUID(), sockets.iopub);
  const execution = createExecution(executor, publisher);
  const shell = createShell(sockets.shell, execution, publisher, executor);

  async function control(request: Message): Promise<void> {
    const type = request.header.msg_type;
    if (type === "interrupt_request") executor.interrupt();
    await answer(sockets.control, request, publisher, () => controlReply(request, executor));
    if (type === PLAN_REQUEST) executor.plan(request.content.cells as string[]);
    if (type !== "shutdown_request") return;
    execution.flush();
    sockets.close();
    exit();
  }

  void listen(sockets.shell, wire, shell.add);
  void listen(sockets.control, wire, request => void control(request));
  void echo(sockets);
  return { interrupt: executor.interrupt, flush: execution.flush };
}

async function controlReply({ header, content }: Message, executor: CellExecutor): Promise<Json | undefined> {
  if (header.msg_type === "interrupt_request" || header.msg_type === PLAN_REQUEST) return { status: "ok" };
  if (header.msg_type === "shutdown_request") return { status: "ok", restart: content.restart === true };
  return answerQuestion(header.msg_type, content, executor);
}

function createShell(outlet: Router, execution: Execution, publisher: Publisher, executor: CellExecutor): ShellQueue {
  return createShellQueue({
    async execute(request) {
      publisher.publish(request.header, "status", { execution_state: "busy" });
      const content = await execution.run(request);
      return {
        abortRest: content.status === "error" && request.content.stop_on_error !== false,
        reply() {
          publisher.reply(outlet, request, content);
          publisher.publish(request.header, "status", { execution_state: "idle" });
        },
      };
    },
    abort: request => answer(outlet, request, publisher, async () => ({ status: "aborted" })),
    answer: request =>
      answer(outlet, request, publisher, () => answerQuestion(request.header.msg_type, request.content, executor)),
  });
}

/** Answers a request between its busy and its idle; a message that expects no answer, such as `comm_open`, gets none. */
async function answer(
  outlet: Router,
  request: Message,
  publisher: Publisher,
  content: () => Promise<Json | undefined>,
): Promise<void> {
  publisher.publish(request.header, "status", { execution_state: "busy" });
  let reply: Json | undefined;
  try {
    reply = await content();
  } catch (error) {
    reply = { status: "error", ename: "KernelError", evalue: messageOf(error), traceback: [messageOf(error)] };
  }
  if (reply !== undefined) publisher.reply(outlet, request, reply);
  publisher.publish(request.header, "status", { execution_state: "idle" });
}

async function listen(socket: Router, wire: Wire, receive: (message: Message) => void): Promise<void> {
  for await (const frames of socket) {
    let message: Message;
    try {
      message = wire.decode(frames);
    } catch (error) {
      writeSync(2, `${messageOf(error)}\n`); // to the log of who started the kernel: standard error belongs to cells
      continue;
    }
    receive(message);
  }
}

async function echo({ heartbeat }: KernelSockets): Promise<void> {
  for await (const frames of heartbeat) await heartbeat.send(frames);
}
