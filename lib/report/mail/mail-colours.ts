import type { Tone } from "../../document/index.js";
import type { Brand } from "../brand.js";

/** The colours of a mail by role. A mail is always light: what clients make of dark mode is illegible. */
export interface MailColours {
  accent: string;
  paper: string;
  ink: string;
  muted: string;
  hairline: string;
  wash: string;
  /** Ends of a scale that diverges from the paper. */
  scale: { low: string; high: string };
  /** Ink of a figure or edge of a remark, by tone. */
  tones: Record<Tone, string>;
  /** Background of a remark, by tone. */
  washes: Record<Tone, string>;
}

/** A brand's colours for mail. */
export function mailColours(brand: Pick<Brand, "accent" | "light">): MailColours {
  const role = (name: string): string => brand.light[name] ?? brand.accent;
  return {
    accent: brand.accent,
    paper: role("paper"),
    ink: role("ink"),
    muted: role("muted"),
    hairline: role("hairline"),
    wash: role("wash"),
    scale: { low: role("scale-low"), high: role("scale-high") },
    tones: { neutral: brand.accent, good: role("good"), warn: role("warn"), bad: role("bad") },
    washes: { neutral: role("wash"), good: role("wash"), warn: role("warn-wash"), bad: role("bad-wash") },
  };
}
