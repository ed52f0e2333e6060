import { describe, expect, it } from "vitest";
import { distributionOf } from "../../src/random/distribution.ts";
import { drawParameters, independentUniforms } from "../../src/random/parameter.ts";

describe("the parameters of a trial", () => {
  it("keep their luck when others are added, removed or put in another order", () => {
    const some = new Float64Array(2);
    const more = new Float64Array(3);
    independentUniforms("1", 5, ["lines.a.yield", "lines.b.yield"], some);
    independentUniforms("1", 5, ["lines.b.yield", "factors.demand", "lines.a.yield"], more);
    expect([more[2], more[0]]).toEqual([...some]);
    const otherTrial = new Float64Array(2);
    independentUniforms("1", 6, ["lines.a.yield", "lines.b.yield"], otherTrial);
    expect(otherTrial[0]).not.toBe(some[0]);
  });

  it("that share a column move together", () => {
    const parameters = [
      { column: 1, distribution: distributionOf("uniform", [0, 10]) },
      { column: 0, distribution: distributionOf("exponential", [5]) },
      { column: 1, distribution: distributionOf("uniform", [100, 200]) },
    ];
    const out = new Float64Array(3);
    drawParameters(parameters, Float64Array.of(0.5, 0.25), out);
    expect([...out]).toEqual([2.5, expect.closeTo(5 * Math.LN2, 14), 125]);
  });

  it("are never infinite: a uniform of 0 is refused", () => {
    const parameters = [{ column: 0, distribution: distributionOf("normal", [0, 1]) }];
    expect(() => drawParameters(parameters, Float64Array.of(0), new Float64Array(1))).toThrow(
      /inside \(0, 1\)/,
    );
  });

  it("need room for each column", () => {
    expect(() => independentUniforms("1", 1, ["a"], new Float64Array(2))).toThrow(RangeError);
  });
});
