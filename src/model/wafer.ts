/**
 * What a wafer gives. Many small dies tile it so finely that the analytic formula serves; packages and
 * interposers are so large that it fails (12 for the 16 of a 3.3-reticle interposer) and only counting helps.
 */
export interface Wafer {
  /** mm */
  readonly diameter: number;
  /** Ring along the rim that holds nothing, mm. */
  readonly edge: number;
  /** Width of the saw street between neighbours, mm. */
  readonly scribe: number;
}

export const WAFER_300: Wafer = { diameter: 300, edge: 3, scribe: 0.1 };

/**
 * Gross dies by the analytic formula pi d^2 / 4A - pi d / sqrt(2A), d the diameter less the edge on both sides,
 * A the area with one street each way. Source: de Vries, IEEE Trans. Semiconductor Manufacturing 18 (2005) 136.
 * Only the area counts but for the street: where the shape isn't known, pass the square's side twice.
 *
 * @param width  mm, (0, inf)
 * @param height mm, (0, inf)
 * @returns dies per wafer, not rounded, 0 where none fits
 */
export function grossDies(width: number, height: number, wafer: Wafer = WAFER_300): number {
  const d = wafer.diameter - 2 * wafer.edge;
  const area = (width + wafer.scribe) * (height + wafer.scribe);
  return Math.max(0, (Math.PI * d * d) / (4 * area) - (Math.PI * d) / Math.sqrt(2 * area));
}

/**
 * The most rectangles of one aligned grid that lie wholly within the usable radius, over all offsets of the grid.
 *
 * Exact, by this argument. The offsets at which a given set of rectangles fits are an intersection of discs. At
 * its lowest point two corners lie on the rim, one left and one right of the centre; a corner on the rim below
 * the centre is a bottom corner, above it a top corner. Up to a mirror image they are a bottom-left and a
 * bottom-right corner or a top-left and a bottom-right one, so that it suffices to try every grid in which such a
 * pair touches the rim. Time grows with the count to the power 1.5: a millisecond for 500.
 *
 * @param width  mm, (0, inf)
 * @param height mm, (0, inf)
 */
export function gridPacking(width: number, height: number, wafer: Wafer = WAFER_300): number {
  const radius = wafer.diameter / 2 - wafer.edge;
  const columnPitch = width + wafer.scribe;
  const rowPitch = height + wafer.scribe;
  let most = 0;
  for (let dx = width; dx < 2 * radius; dx += columnPitch)
    for (let row = 0; row * rowPitch < 2 * radius; row++)
      for (const dy of [row * rowPitch, -(row * rowPitch + height)]) {
        const span = Math.sqrt(dx * dx + dy * dy);
        if (span > 2 * radius) continue;
        // The pair's midpoint lies across from the pair, at the chord's distance, on either side of the centre.
        const chord = Math.sqrt(radius * radius - (span * span) / 4) / span;
        for (const side of [chord, -chord]) {
          const x = dy * side - dx / 2;
          const y = -dx * side - dy / 2;
          const bottom = dy < 0 ? y - height : y;
          most = Math.max(most, rectanglesWithin(radius, x, bottom, width, height, columnPitch, rowPitch));
        }
      }
  return most;
}

/** Rectangles of the grid through a bottom-left corner at (x, y) that lie within the circle around the origin. */
function rectanglesWithin(
  radius: number,
  x: number,
  y: number,
  width: number,
  height: number,
  columnPitch: number,
  rowPitch: number,
): number {
  /** Corners that touch the rim count as within, whatever the rounding, mm. */
  const touch = 1e-9 * radius;
  let count = 0;
  const first = Math.ceil((-radius - touch - y) / rowPitch);
  for (let bottom = y + first * rowPitch; bottom + height <= radius + touch; bottom += rowPitch) {
    const outermost = Math.max(Math.abs(bottom), Math.abs(bottom + height));
    const halfChord = Math.sqrt(Math.max(0, radius * radius - outermost * outermost));
    const leftmost = Math.ceil((-halfChord - touch - x) / columnPitch);
    const rightmost = Math.floor((halfChord + touch - width - x) / columnPitch);
    count += Math.max(0, rightmost - leftmost + 1);
  }
  return count;
}

/**
 * Good share of dies with clustered defects, (1 + A D0 / alpha)^-alpha; alpha = Infinity is Poisson.
 * Source: Stapper, IBM J. Res. Dev. 27 (1983) 549.
 *
 * @param area  cm2, [0, inf)
 * @param d0    defects per cm2, [0, inf)
 * @param alpha clustering, (0, inf]
 */
export function negativeBinomialYield(area: number, d0: number, alpha: number): number {
  const defects = area * d0;
  return Math.exp(alpha === Infinity ? -defects : -alpha * Math.log1p(defects / alpha));
}

/** Share that can be sold where a share `harvest` of the defective dies is sold with units disabled. */
export function sellableShare(good: number, harvest: number): number {
  return good + harvest * (1 - good);
}
