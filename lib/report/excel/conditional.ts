import type { ColourRule } from "../../document/index.js";
import type { Look } from "./look.js";
import type { ConditionalFormat, Range } from "./sheet.js";

/** A column's colour rule as conditional formats of the cells that hold it, so that colours follow when a figure is changed. */
export function conditionalFormats(rule: ColourRule, range: Range, look: Look): ConditionalFormat[] {
  switch (rule.rule) {
    case "sign":
      return [
        { kind: "compare", range, operator: "lessThan", value: 0, colour: look.tones.bad.ink },
        { kind: "compare", range, operator: "greaterThan", value: 0, colour: look.tones.good.ink },
      ];
    case "bar":
      return [{ kind: "bar", range, ...limits(rule), positive: look.bar, negative: look.barMinus }];
    case "scale":
      return [{ kind: "scale", range, stops: scaleStops(rule, look) }];
    case "threshold": {
      const { ink, fill } = look.tones[rule.tone];
      const common = { kind: "compare", range, colour: ink, fill } as const;
      return [
        ...(rule.above === undefined ? [] : [{ ...common, operator: "greaterThan" as const, value: rule.above }]),
        ...(rule.below === undefined ? [] : [{ ...common, operator: "lessThan" as const, value: rule.below }]),
      ];
    }
  }
}

function limits({ min, max }: { min?: number; max?: number }): { min?: number; max?: number } {
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

function scaleStops(
  rule: Extract<ColourRule, { rule: "scale" }>,
  look: Look,
): { at: number | "min" | "max"; colour: string }[] {
  const low = { at: rule.min ?? ("min" as const), colour: rule.mid === undefined ? look.scaleMiddle : look.scaleLow };
  const high = { at: rule.max ?? ("max" as const), colour: look.scaleHigh };
  return rule.mid === undefined ? [low, high] : [low, { at: rule.mid, colour: look.scaleMiddle }, high];
}
