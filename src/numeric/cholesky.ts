/**
 * The inverse of the Cholesky factor L of a symmetric positive definite matrix M = L L' (Golub and Van Loan, Matrix
 * Computations, 4.2.3): lower triangular, row by row.
 *
 * @param matrix n x n, row-major; the lower triangle is read
 * @param least  a pivot is taken for zero when it is less than this share of its diagonal element
 * @returns where M is not positive definite to that accuracy, the first row that is a combination of those before it
 */
export function inverseFactor(matrix: Float64Array, n: number, least = 1e-10): Float64Array | number {
  const factor = new Float64Array(n * n);
  for (let row = 0; row < n; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = matrix[row * n + column];
      for (let k = 0; k < column; k++) rest -= factor[row * n + k] * factor[column * n + k];
      if (column < row) factor[row * n + column] = rest / factor[column * n + column];
      else if (!(rest > least * matrix[row * n + row])) return row;
      else factor[row * n + row] = Math.sqrt(rest);
    }
  }
  const inverse = new Float64Array(n * n);
  for (let row = 0; row < n; row++) {
    inverse[row * n + row] = 1 / factor[row * n + row];
    for (let column = 0; column < row; column++) {
      let sum = 0;
      for (let k = column; k < row; k++) sum -= factor[row * n + k] * inverse[k * n + column];
      inverse[row * n + column] = sum / factor[row * n + row];
    }
  }
  return inverse;
}
