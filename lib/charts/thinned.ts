/**
 * Leaves of a long curve what can be seen of it: in each run of points the lowest and the highest, in their order, and
 * both ends. A picture some hundred pixels wide looks the same and weighs a tenth.
 * @param most about how many points are left
 */
export function thinned<T>(points: readonly T[], value: (point: T) => number, most: number): T[] {
  if (points.length <= most) return [...points];
  const run = Math.ceil(points.length / (most / 2));
  const kept: T[] = [points[0]!];
  for (let from = 1; from < points.length - 1; from += run) {
    const part = points.slice(from, Math.min(from + run, points.length - 1));
    const start = Math.max(
      0,
      part.findIndex(point => Number.isFinite(value(point))),
    );
    let [low, high] = [start, start];
    part.forEach((point, index) => {
      if (value(point) < value(part[low]!)) low = index;
      if (value(point) > value(part[high]!)) high = index;
    });
    kept.push(part[Math.min(low, high)]!);
    if (low !== high) kept.push(part[Math.max(low, high)]!);
  }
  kept.push(points.at(-1)!);
  return kept;
}
