import { type Panel, panelOf } from "../panel.js";

/** Thirty made-up observations of four assets whose neighbours go together. */
export function fourAssets(): Panel {
  return panelOf(
    ["A", "B", "C", "D"].map((id, k) => ({
      id,
      values: Float64Array.from({ length: 30 }, (_, t) => {
        const i = t + 1;
        return ((i * 37 + k * 23 + i * k * 7) % 53) / 1000 - 0.025 + ((i * i) % 17) / 500;
      }),
    })),
  );
}
