import { type Command, InvalidArgumentError, Option } from "commander";
import { isIsoDate } from "../../lib/core/index.js";

/** What every command that fetches from a source may be told. */
export interface CollectFlags {
  from?: string;
  to?: string;
  store?: string;
  simulated?: boolean;
  acceptCorrections?: boolean;
  keepStored?: boolean;
  json?: boolean;
}

/** Adds them to a command. */
export function addCollectFlags(command: Command): Command {
  return command
    .option("--from <date>", "the first day to ask for, instead of what follows from the last fetch", isoDay)
    .option("--to <date>", "the last day to ask for; today when absent", isoDay)
    .option("--simulated", "mark what comes in as made up")
    .addOption(
      new Option(
        "--accept-corrections",
        "where the source disagrees with the store, correct the store's fill and load the rest of the day",
      ).conflicts("keepStored"),
    )
    .option("--keep-stored", "where the source disagrees with the store, keep the store's fill and load the rest")
    .option("--store <folder>", "a store other than the book's; its inbox lies beside it")
    .option("--json", "print JSON");
}

/** Names with commas between them. */
export function namesIn(list: string): string[] {
  return list
    .split(",")
    .map(name => name.trim())
    .filter(name => name !== "");
}

function isoDay(text: string): string {
  if (!isIsoDate(text)) throw new InvalidArgumentError("It must be a day such as 2020-04-17.");
  return text;
}
