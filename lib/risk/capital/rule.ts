import type { IsoDate } from "../../core/index.js";

/** A regulation's formula or table of figures: where it stands, since when, whom it binds, and whether it was checked. */
export interface CapitalRule {
  readonly id: string;
  readonly title: string;
  /** The article or paragraph that the figures stand in. */
  readonly article: string;
  /** The text's own version or last change. */
  readonly version: string;
  readonly effectiveFrom: IsoDate;
  /** Null while it is in force. */
  readonly effectiveTo: IsoDate | null;
  /** Whom it binds. A proprietary firm is often bound by none. */
  readonly applicability: string;
  /** False where a figure of ours could not be held against the text; it then prints as unverified. */
  readonly verified: boolean;
  /** What is left out, or could not be verified. */
  readonly note: string | null;
}

/** Where a rule's figures come from, for a measure's `source`; ends with "unverified" where they were not checked. */
export function ruleSource({ article, version, effectiveFrom, effectiveTo, verified }: CapitalRule): string {
  const force = effectiveTo === null ? `in force from ${effectiveFrom}` : `in force ${effectiveFrom} to ${effectiveTo}`;
  return `${article} (${version}; ${force})${verified ? "" : "; unverified"}`;
}

/** What a figure by a rule warns of: that it was not checked, and what is left out; null where nothing is to be said. */
export function ruleWarning({ verified, note }: CapitalRule): string | null {
  const said = [verified ? null : "unverified against the text", note].filter(part => part !== null);
  return said.length === 0 ? null : said.join(": ");
}
