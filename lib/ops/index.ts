export type { Channel, ChannelMessage, DeliveryResult, RecipientOutcome } from "./channel/channel.js";
export { mailChannel } from "./channel/configure.js";
export { type SmtpOptions, smtpChannel } from "./channel/smtp.js";
export {
  type DeliveryReport,
  type DeliverySettings,
  deliver,
  flushOutbox,
  sendQueued,
} from "./deliver.js";
export { enqueue } from "./outbox/enqueue.js";
export { listOutbox, outboxEntry } from "./outbox/entries.js";
export {
  type Delivery,
  MESSAGE_STATES,
  type MessageState,
  type OutboxEntry,
  type OutgoingMessage,
} from "./outbox/message.js";
export { type Resolution, resolveMessage } from "./outbox/resolve.js";
export type { Claim } from "./schedule/claim.js";
export { runSchedule, type ScheduleSettings, type WindowResult } from "./schedule/loop.js";
export type { CatchUp } from "./schedule/plan.js";
export { exchangeTradingDays } from "./schedule/trading-days.js";
export { nextWindows, type Scheduled, type ScheduleWindow, type TradingDays } from "./schedule/windows.js";
export { type AuditEntry, audit, auditTrail } from "./state/audit.js";
export { type Clock, systemClock } from "./state/clock.js";
export { listRuns, outcomeOf, type RunOutcome, type RunRecord, type RunStart, recordRun } from "./state/runs.js";
export { openState, STATE_FILE, type State } from "./state/state.js";
