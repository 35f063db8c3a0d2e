/** A statistic with the probability of one as large where the model is right. */
export interface TestResult {
  readonly statistic: number;
  readonly pValue: number;
  /** Degrees of freedom of its χ² distribution. */
  readonly freedom: number;
}
