import { expect } from "vitest";
import { normalCdf } from "../../src/numeric/normal.ts";
import { studentQuantile } from "../../src/numeric/student.ts";

/** Level of every statistical test: one in a thousand fails although nothing is wrong. Seeds are fixed. */
const SIGNIFICANCE = 0.001;
/** The error that a test is to find, as a share of the expected value ... */
const ERROR = 0.02;
/** ... and the probability with which it would. */
const POWER = 0.9;

/**
 * Expects the mean of independent replications to be `expected` at the 99.9 % level (two-sided t test), and the test
 * to have a power of at least 90 % against an error of 2 %.
 */
export function expectAgreement(replications: readonly number[], expected: number): void {
  const n = replications.length;
  const mean = replications.reduce((sum, value) => sum + value, 0) / n;
  const squares = replications.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const error = Math.sqrt(squares / (n - 1) / n);
  const limit = studentQuantile(n - 1, 1 - SIGNIFICANCE / 2);
  const power = normalCdf((ERROR * expected) / error - limit);
  expect(power, `power against an error of 2 %, standard error ${error}`).toBeGreaterThan(POWER);
  expect(Math.abs(mean - expected) / error, `${mean} against ${expected}, in standard errors`).toBeLessThan(
    limit,
  );
}
