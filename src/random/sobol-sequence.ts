import { SOBOL_NUMBERS } from "./sobol-numbers.ts";

const BITS = 32;

/** Sobol's sequence in base 2 (I. M. Sobol, USSR Comput. Math. Math. Phys. 7, 1967), with 32 bits to a coordinate. */
export class SobolSequence {
  /** Direction numbers of each dimension: `BITS` to a dimension, the binary point before the highest bit. */
  private readonly directions: Uint32Array;

  /** @throws RangeError beyond `SOBOL_DIMENSIONS` */
  constructor(dimensions: number) {
    if (dimensions > SOBOL_DIMENSIONS) {
      throw new RangeError(
        `there are direction numbers for ${SOBOL_DIMENSIONS} dimensions, not ${dimensions}`,
      );
    }
    this.directions = new Uint32Array(dimensions * BITS);
    for (let d = 0; d < dimensions; d++) {
      fillDirections(POLYNOMIALS[d], this.directions.subarray(d * BITS, (d + 1) * BITS));
    }
  }

  /**
   * One coordinate of a point as an integer, to be divided by 2^32. Points come in the order of the Gray code
   * (Antonov and Saleev, 1979), the first being 0.
   *
   * @param index [0, 2^32)
   */
  coordinate(index: number, dimension: number): number {
    let digits = index ^ (index >>> 1);
    let value = 0;
    for (let at = dimension * BITS; digits !== 0; digits >>>= 1, at++) {
      if ((digits & 1) === 1) value ^= this.directions[at];
    }
    return value >>> 0;
  }
}

interface Polynomial {
  /** Coefficients between the first and the last, as a binary number. */
  readonly inner: number;
  /** m_1 up to m of the degree; odd, m_i below 2^i. */
  readonly initial: readonly number[];
}

/** The first dimension is van der Corput's sequence and has no polynomial. */
const POLYNOMIALS: readonly (Polynomial | null)[] = [
  null,
  ...SOBOL_NUMBERS.split("/").map((text) => {
    const [inner, ...initial] = text.trim().split(/\s+/).map(Number);
    return { inner, initial };
  }),
];

/** Dimensions for which there are numbers. */
export const SOBOL_DIMENSIONS = POLYNOMIALS.length;

/** The recurrence of Bratley and Fox, Algorithm 659 (ACM Trans. Math. Softw. 14, 1988), equations 2 and 3. */
function fillDirections(polynomial: Polynomial | null, out: Uint32Array): void {
  const degree = polynomial === null ? BITS : polynomial.initial.length;
  for (let i = 0; i < BITS; i++) {
    if (polynomial === null || i < degree) {
      out[i] = (polynomial?.initial[i] ?? 1) << (BITS - 1 - i);
      continue;
    }
    let value = out[i - degree] ^ (out[i - degree] >>> degree);
    for (let k = 1; k < degree; k++) {
      if (((polynomial.inner >>> (degree - 1 - k)) & 1) === 1) value ^= out[i - k];
    }
    out[i] = value;
  }
}
