import { betaCdf, betaQuantile } from "../numeric/beta.ts";

/** Cells between tabulated probabilities, and between tabulated means. */
const CELLS = 64;

/** 2 x^2 up to a half and its mirror image beyond, at x = index / CELLS: fine at both ends. */
const GRID = Float64Array.from({ length: CELLS + 1 }, (_, index) => {
  const x = index / CELLS;
  return x < 0.5 ? 2 * x * x : 1 - 2 * (1 - x) * (1 - x);
});

/**
 * Draws of a share with a given mean that never leave [0, 1]: beta variables of one dispersion s, standard
 * deviation s sqrt(m (1 - m)), from tables of their quantiles.
 *
 * A lot's yield is drawn some ten thousand times a trial with a mean that moves as the line learns, and an inverse
 * incomplete beta takes microseconds. So quantiles are tabulated for a grid of means (when first needed) and
 * interpolated. Each table is scaled until its interpolated mean is the tabulated one, and interpolation is linear
 * in the mean, so that the mean of what is drawn is the mean asked for, exactly; the standard deviation is right
 * to one per cent. Both grids are dense at their ends, as sqrt is, where a beta bends.
 */
export class BetaTable {
  /** alpha + beta */
  private readonly concentration: number;
  private readonly tables: (Float64Array | null)[] = new Array(CELLS + 1).fill(null);

  /** @param dispersion (0, 1) */
  constructor(dispersion: number) {
    if (!(dispersion > 0 && dispersion < 1))
      throw new RangeError(
        `a share's standard deviation is a part of sqrt(m (1 - m)) in (0, 1), not ${dispersion}`,
      );
    this.concentration = 1 / (dispersion * dispersion) - 1;
  }

  /**
   * The quantile at probability u of the variable with this mean.
   *
   * @param mean [0, 1]
   * @param u    [0, 1]
   */
  quantile(mean: number, u: number): number {
    if (!(mean >= 0 && mean <= 1)) throw new RangeError(`the mean of a share lies in [0, 1], not at ${mean}`);
    let cell = Math.min(CELLS - 1, Math.floor(CELLS * stretch(mean)));
    if (mean < GRID[cell]) cell--;
    else if (mean > GRID[cell + 1]) cell++;
    const below = GRID[cell];
    const share = (mean - below) / (GRID[cell + 1] - below);
    const lower = this.table(cell);
    const upper = this.table(cell + 1);
    const x = CELLS * stretch(u);
    const i = Math.min(CELLS - 1, Math.floor(x));
    const rest = x - i;
    const low = lower[i] + rest * (lower[i + 1] - lower[i]);
    const high = upper[i] + rest * (upper[i + 1] - upper[i]);
    return low + share * (high - low);
  }

  private table(index: number): Float64Array {
    const known = this.tables[index];
    if (known !== null) return known;
    // A beta variable of mean m is 1 less one of mean 1 - m.
    const table =
      2 * index < CELLS
        ? this.table(CELLS - index).map((_, i, mirror) => 1 - mirror[CELLS - i])
        : tabulate(GRID[index], this.concentration);
    this.tables[index] = table;
    return table;
  }
}

/** Tables by dispersion, shared by the lines of a model. */
export class BetaTables {
  private readonly tables = new Map<number, BetaTable>();

  /** null for a dispersion of 0: no noise. */
  of(dispersion: number): BetaTable | null {
    if (dispersion === 0) return null;
    let table = this.tables.get(dispersion);
    if (table === undefined) {
      table = new BetaTable(dispersion);
      this.tables.set(dispersion, table);
    }
    return table;
  }
}

/** Quantiles at the grid's probabilities, for a mean of at least a half. */
function tabulate(mean: number, concentration: number): Float64Array {
  const table = new Float64Array(CELLS + 1);
  if (mean === 1) return table.fill(1);
  const [a, b] = [mean * concentration, (1 - mean) * concentration];
  for (let i = 1; i < CELLS; i++) table[i] = betaQuantile(a, b, GRID[i]);
  // The ends lie where the end cells, which hold the tails, have their exact means: of a cell of length l next to 0
  // with ends x0 and x1 it is l (x0 + 2 x1) / 3 here, and of a beta variable below x it is m I_x(a + 1, b).
  const tail = GRID[1];
  const below = (mean * betaCdf(a + 1, b, table[1])) / tail;
  const above = 1 - ((1 - mean) * betaCdf(b + 1, a, 1 - table[CELLS - 1])) / tail;
  table[0] = Math.max(0, 3 * below - 2 * table[1]);
  table[CELLS] = Math.min(1, 3 * above - 2 * table[CELLS - 1]);
  const sum = interpolatedMean(table);
  // Towards the nearer of 0 and 1, so that nothing is pushed out of [0, 1].
  for (let i = 0; i <= CELLS; i++)
    table[i] = sum >= mean ? (table[i] * mean) / sum : 1 - ((1 - table[i]) * (1 - mean)) / (1 - sum);
  return table;
}

/** The integral over u in [0, 1] of a table interpolated evenly in stretch(u): Simpson's rule, exact here. */
function interpolatedMean(table: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < CELLS; i++) {
    const slope = (x: number) => 4 * Math.min(x, 1 - x);
    const middle = slope((i + 0.5) / CELLS) * (table[i] + table[i + 1]) * 2;
    sum += (slope(i / CELLS) * table[i] + middle + slope((i + 1) / CELLS) * table[i + 1]) / (6 * CELLS);
  }
  return sum;
}

/** The inverse of the grid's spacing, [0, 1] onto itself. */
function stretch(share: number): number {
  return share < 0.5 ? Math.sqrt(share / 2) : 1 - Math.sqrt((1 - share) / 2);
}
