/** Value at x of the polynomial with these coefficients, constant term first (Horner). */
export function polynomial(x: number, coefficients: readonly number[]): number {
  let value = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) value = value * x + coefficients[k];
  return value;
}
