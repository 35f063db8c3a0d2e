import type { CatalogueEntry } from "../definition.js";
import { AT_BOUND, MOST_PERSISTENCE, meanSquare, namesOf, type VarianceRecursion } from "./recursion.js";

const [MU, OMEGA, ALPHA, GAMMA] = [0, 1, 2, 3] as const;

/**
 * GARCH(1,1) and, with `leverage`, GJR-GARCH: σ²(t+1) = ω + (α + γ·[e(t) < 0])·e²(t) + β·σ²(t) with a constant mean. The
 * recursion starts at the mean squared residual, as the published benchmark does; what came before it counts half as a loss.
 * ω > 0, α, α + γ and β ≥ 0, α + γ/2 + β < 1.
 * @see Bollerslev (1986), Journal of Econometrics 31, 307–327; Glosten, Jagannathan & Runkle (1993), Journal of Finance 48,
 *   1779–1801; Fiorentini, Calzolari & Panattoni (1996), Journal of Applied Econometrics 11, 399–417
 */
export function garchRecursion({ leverage }: { leverage: boolean }): VarianceRecursion {
  return leverage ? new GjrRecursion() : new GarchRecursion();
}

class GarchRecursion implements VarianceRecursion {
  readonly names: readonly string[] = ["mu", "omega", "alpha1", "beta1"];
  readonly starts: readonly (readonly number[])[] = [[0, Math.log(0.05), ...shareCodes([0.08, 0.87])]];

  decode(code: Float64Array, parameters: Float64Array): void {
    const shares = sharesOf([code[2]!, code[3]!]);
    parameters.set([code[MU]!, Math.exp(code[OMEGA]!), ...shares]);
  }

  chain(parameters: Float64Array, gradient: Float64Array): void {
    const [alpha, beta] = [parameters[ALPHA]!, parameters[3]!];
    const common = (gradient[ALPHA]! * alpha + gradient[3]! * beta) / MOST_PERSISTENCE;
    gradient[OMEGA]! *= parameters[OMEGA]!;
    gradient[ALPHA] = alpha * (gradient[ALPHA]! - common);
    gradient[3] = beta * (gradient[3]! - common);
  }

  rescale(parameters: Float64Array, unit: number): void {
    parameters[MU]! *= unit;
    parameters[OMEGA]! *= unit * unit;
  }

  bounds(parameters: Float64Array): readonly string[] {
    const [alpha, beta] = [parameters[ALPHA]!, parameters[3]!];
    return namesOf({
      alpha1: alpha < AT_BOUND,
      beta1: beta < AT_BOUND,
      "alpha1 + beta1": alpha + beta > MOST_PERSISTENCE - AT_BOUND,
    });
  }

  first(parameters: Float64Array, values: Float64Array, _: unknown, slopes: Float64Array): number {
    const { square, slope } = meanSquare(values, parameters[MU]!);
    const persistence = parameters[ALPHA]! + parameters[3]!;
    slopes.set([persistence * slope, 1, square, square]);
    return parameters[OMEGA]! + persistence * square;
  }

  next(parameters: Float64Array, residual: number, variance: number, _: unknown, slopes: Float64Array): number {
    const [alpha, beta] = [parameters[ALPHA]!, parameters[3]!];
    const square = residual * residual;
    slopes[MU] = beta * slopes[MU]! - 2 * alpha * residual;
    slopes[OMEGA] = 1 + beta * slopes[OMEGA]!;
    slopes[ALPHA] = square + beta * slopes[ALPHA]!;
    slopes[3] = variance + beta * slopes[3]!;
    return parameters[OMEGA]! + alpha * square + beta * variance;
  }
}

class GjrRecursion implements VarianceRecursion {
  readonly names: readonly string[] = ["mu", "omega", "alpha1", "gamma1", "beta1"];
  readonly starts: readonly (readonly number[])[] = [[0, Math.log(0.05), ...shareCodes([0.02, 0.06, 0.87])]];

  /** Half the answers to gains and to losses and β share the persistence. */
  decode(code: Float64Array, parameters: Float64Array): void {
    const [gain, loss, beta] = sharesOf([code[2]!, code[3]!, code[4]!]) as [number, number, number];
    parameters.set([code[MU]!, Math.exp(code[OMEGA]!), 2 * gain, 2 * (loss - gain), beta]);
  }

  chain(parameters: Float64Array, gradient: Float64Array): void {
    const [gain, beta] = [parameters[ALPHA]! / 2, parameters[4]!];
    const loss = gain + parameters[GAMMA]! / 2;
    const [byGain, byLoss, byBeta] = [2 * (gradient[ALPHA]! - gradient[GAMMA]!), 2 * gradient[GAMMA]!, gradient[4]!];
    const common = (byGain * gain + byLoss * loss + byBeta * beta) / MOST_PERSISTENCE;
    gradient[OMEGA]! *= parameters[OMEGA]!;
    gradient[2] = gain * (byGain - common);
    gradient[3] = loss * (byLoss - common);
    gradient[4] = beta * (byBeta - common);
  }

  rescale(parameters: Float64Array, unit: number): void {
    parameters[MU]! *= unit;
    parameters[OMEGA]! *= unit * unit;
  }

  bounds(parameters: Float64Array): readonly string[] {
    const [alpha, gamma, beta] = [parameters[ALPHA]!, parameters[GAMMA]!, parameters[4]!];
    return namesOf({
      alpha1: alpha < AT_BOUND,
      "alpha1 + gamma1": alpha + gamma < AT_BOUND,
      beta1: beta < AT_BOUND,
      "alpha1 + gamma1/2 + beta1": alpha + gamma / 2 + beta > MOST_PERSISTENCE - AT_BOUND,
    });
  }

  first(parameters: Float64Array, values: Float64Array, _: unknown, slopes: Float64Array): number {
    const { square, slope } = meanSquare(values, parameters[MU]!);
    const persistence = parameters[ALPHA]! + parameters[GAMMA]! / 2 + parameters[4]!;
    slopes.set([persistence * slope, 1, square, square / 2, square]);
    return parameters[OMEGA]! + persistence * square;
  }

  next(parameters: Float64Array, residual: number, variance: number, _: unknown, slopes: Float64Array): number {
    const beta = parameters[4]!;
    const fell = residual < 0;
    const answer = parameters[ALPHA]! + (fell ? parameters[GAMMA]! : 0);
    const square = residual * residual;
    slopes[MU] = beta * slopes[MU]! - 2 * answer * residual;
    slopes[OMEGA] = 1 + beta * slopes[OMEGA]!;
    slopes[ALPHA] = square + beta * slopes[ALPHA]!;
    slopes[GAMMA] = (fell ? square : 0) + beta * slopes[GAMMA]!;
    slopes[4] = variance + beta * slopes[4]!;
    return parameters[OMEGA]! + answer * square + beta * variance;
  }
}

/** Shares of the persistence from any numbers: positive, their sum below the most. */
function sharesOf(codes: readonly number[]): number[] {
  const most = Math.max(0, ...codes);
  const sizes = codes.map(code => Math.exp(code - most));
  const total = sizes.reduce((sum, size) => sum + size, Math.exp(-most));
  return sizes.map(size => (MOST_PERSISTENCE * size) / total);
}

function shareCodes(shares: readonly number[]): number[] {
  const rest = shares.reduce((left, share) => left - share, MOST_PERSISTENCE);
  return shares.map(share => Math.log(share / rest));
}

/** What the catalogue says of GARCH and GJR. */
export const garchEntries: readonly CatalogueEntry[] = [
  {
    id: "garch_volatility",
    label: "GARCH(1,1)",
    unit: "variance",
    definition:
      "σ²(t+1) = ω + α·e²(t) + β·σ²(t), constant mean, from the mean squared residual; maximum likelihood with normal or t errors; Hessian, OPG and robust standard errors",
    source:
      "Bollerslev (1986), Journal of Econometrics 31, 307–327; Fiorentini, Calzolari & Panattoni (1996), Journal of Applied Econometrics 11, 399–417",
    recommended: true,
  },
  {
    id: "gjr_volatility",
    label: "GJR-GARCH(1,1)",
    unit: "variance",
    definition: "as GARCH, with α + γ in place of α after a loss",
    source: "Glosten, Jagannathan & Runkle (1993), Journal of Finance 48, 1779–1801",
    recommended: true,
  },
];
