import { normalQuantile } from "../../dist/numeric/normal.js";

/** Draws that both the bare loop and the engine make, by inversion from the same streams. */

export function exponential(stream, mean) {
  return -mean * Math.log(1 - stream.next());
}

export function triangular(stream, low, mode, high) {
  const u = stream.next();
  const width = high - low;
  return u * width < mode - low
    ? low + Math.sqrt(u * width * (mode - low))
    : high - Math.sqrt((1 - u) * width * (high - mode));
}

/** A lognormal by mean and coefficient of variation. */
export class Lognormal {
  constructor(mean, cv) {
    const variance = Math.log(1 + cv * cv);
    this.deviation = Math.sqrt(variance);
    this.centre = Math.log(mean) - variance / 2;
  }

  draw(stream) {
    return Math.exp(this.centre + this.deviation * normalQuantile(stream.next()));
  }
}
