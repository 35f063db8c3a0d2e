import { FONT_SIZE, textWidth } from "./frame.js";

/** A point in pixels and the words that belong to it. */
export interface LabelledPoint {
  readonly x: number;
  readonly y: number;
  readonly label: string;
}

/** Where words stand beside their point, in pixels from it. */
export interface LabelPlace {
  readonly dx: number;
  readonly dy: number;
  readonly anchor: "start" | "end" | "middle";
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const GAP = 9;
const PLACES: readonly LabelPlace[] = [
  { dx: GAP, dy: 0, anchor: "start" },
  { dx: -GAP, dy: 0, anchor: "end" },
  { dx: 0, dy: -GAP - 5, anchor: "middle" },
  { dx: 0, dy: GAP + 5, anchor: "middle" },
  { dx: GAP - 3, dy: GAP + 3, anchor: "start" },
  { dx: GAP - 3, dy: -GAP - 3, anchor: "start" },
  { dx: 3 - GAP, dy: GAP + 3, anchor: "end" },
  { dx: 3 - GAP, dy: -GAP - 3, anchor: "end" },
];

/**
 * A place for the words of each point that keeps them apart from each other, from the points and within the frame; null where
 * there is none. The first points choose first.
 * @param taken further points in pixels that words should not cover, such as those of a line
 */
export function placeLabels(
  points: readonly LabelledPoint[],
  frame: Box,
  taken: readonly { x: number; y: number }[] = [],
): (LabelPlace | null)[] {
  const boxes: Box[] = [...points, ...taken].map(({ x, y }) => ({
    left: x - 5,
    right: x + 5,
    top: y - 5,
    bottom: y + 5,
  }));
  return points.map(point => {
    for (const place of PLACES) {
      const box = boxOf(point, place);
      const within =
        box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
      if (!within || boxes.some(other => overlap(box, other))) continue;
      boxes.push(box);
      return place;
    }
    return null;
  });
}

function boxOf({ x, y, label }: LabelledPoint, { dx, dy, anchor }: LabelPlace): Box {
  const width = textWidth(label);
  const left = x + dx - (anchor === "start" ? 0 : anchor === "end" ? width : width / 2);
  return { left, right: left + width, top: y + dy - FONT_SIZE / 2, bottom: y + dy + FONT_SIZE / 2 };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
