import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cumulative,
  type Distribution,
  type DistributionKind,
  distributionOf,
  mean,
  problemOf,
  quantile,
  standardDeviation,
  support,
  variance,
} from "../../src/random/distribution.ts";

/** scipy 1.17.1: quantiles at 0.1 %, 10 %, 50 %, 80 %, 99.9 %, mean, standard deviation. */
const SCIPY: [Distribution, number[], number, number][] = [
  [distributionOf("uniform", [1, 4]), [1.003, 1.3, 2.5, 3.4, 3.997], 2.5, 0.866025403784],
  [
    distributionOf("triangular", [1, 2, 6]),
    [1.07071067812, 1.70710678119, 2.83772233983, 4, 5.85857864376],
    3,
    1.08012344973,
  ],
  [
    distributionOf("pert", [1, 2, 6]),
    [1.03156987084, 1.4495106523, 2.38336129696, 3.25129306908, 5.28775784369],
    2.5,
    0.866025403784,
  ],
  [
    distributionOf("normal", [10, 3]),
    [0.729303081497, 6.15534530337, 10, 12.5248637007, 19.2706969185],
    10,
    3,
  ],
  [
    distributionOf("lognormal", [2, 9]),
    [1.03283746749, 2.36139241073, 4.24264068712, 6.23376854376, 17.4277178807],
    4.71008063992,
    2.27108055025,
  ],
  [
    distributionOf("gamma", [2.5, 3]),
    [0.315318903944, 2.41546198044, 6.52719028664, 10.93391419, 30.7725084786],
    7.5,
    4.74341649025,
  ],
  [
    distributionOf("beta", [4, 2]),
    [0.122013829611, 0.41610962538, 0.686189829544, 0.831391151041, 0.989898212116],
    0.666666666667,
    0.178174161275,
  ],
  [
    distributionOf("exponential", [5]),
    [0.00500250166792, 0.526802578289, 3.4657359028, 8.04718956217, 34.5387763949],
    5,
    5,
  ],
  [
    distributionOf("weibull", [1.5, 4]),
    [0.0400133411165, 0.892302102548, 3.1328790751, 5.49342006748, 14.5083476494],
    3.6109811718,
    2.45174316702,
  ],
  [
    distributionOf("normal", [10, 3], [8, 20]),
    [8.00701050519, 8.65702898423, 10.9640842338, 13.111298543, 19.1251709413],
    11.276595839,
    2.17779532723,
  ],
  [
    distributionOf("exponential", [5], [0, 7]),
    [0.00376843493377, 0.39164752475, 2.36364885321, 4.61560035465, 6.98474728836],
    2.70882427469,
    1.92672876103,
  ],
];

describe("a distribution", () => {
  it.each(SCIPY)(
    "%o has the quantiles and moments that scipy gives",
    (d, points, expectedMean, expectedSd) => {
      [0.001, 0.1, 0.5, 0.8, 0.999].forEach((p, k) => {
        expect(quantile(d, p) / points[k]).toBeCloseTo(1, 9);
      });
      expect(mean(d) / expectedMean).toBeCloseTo(1, 9);
      expect(standardDeviation(d) / expectedSd).toBeCloseTo(1, 9);
    },
  );

  it("constant is its value", () => {
    const d = distributionOf("constant", [7]);
    expect([quantile(d, 0), quantile(d, 0.3), mean(d), variance(d)]).toEqual([7, 7, 7, 0]);
  });

  it("`2 to 9` has its 5 % and 95 % points at 2 and 9", () => {
    const d = distributionOf("lognormal", [2, 9]);
    expect(quantile(d, 0.05)).toBeCloseTo(2, 13);
    expect(quantile(d, 0.95)).toBeCloseTo(9, 13);
  });

  it("of three quantiles goes through them, and beyond them on in the same line on normal paper", () => {
    // All positive: on logarithms. p90/p50 = 2, so 2.5631 deviations out it is 4 x the median.
    const positive = distributionOf("quantiles", [6, 9, 18]);
    expect([0.1, 0.5, 0.9].map((p) => quantile(positive, p))).toEqual([
      expect.closeTo(6, 12),
      9,
      expect.closeTo(18, 12),
    ]);
    expect(quantile(positive, 0.99481293859633)).toBeCloseTo(36, 10);
    // Not all positive: on the values.
    const either = distributionOf("quantiles", [-6, 9, 18]);
    expect(quantile(either, 0.99481293859633)).toBeCloseTo(27, 10);
    expect(quantile(either, 0.005187061403669972)).toBeCloseTo(-21, 10);
    // A side without width is a point of half the probability.
    const onlyUp = distributionOf("quantiles", [9, 9, 18]);
    expect([0, 0.2, 0.5].map((p) => quantile(onlyUp, p))).toEqual([9, 9, 9]);
    expect(cumulative(onlyUp, 9)).toBe(0.5);
    expect(cumulative(onlyUp, 8.999)).toBe(0);
  });

  it("of three equally spaced quantiles is a normal, or a lognormal where spaced by a factor", () => {
    const normal = distributionOf("quantiles", [-5, 0, 5]);
    expect(mean(normal)).toBeCloseTo(0, 14);
    expect(standardDeviation(normal)).toBeCloseTo(5 / 1.2815515655446, 12);
    const lognormal = distributionOf("quantiles", [5, 10, 20]);
    const sigma = Math.LN2 / 1.2815515655446;
    expect(mean(lognormal)).toBeCloseTo(10 * Math.exp(sigma ** 2 / 2), 11);
    expect(variance(lognormal) / mean(lognormal) ** 2).toBeCloseTo(Math.expm1(sigma ** 2), 11);
  });

  it("given as a list takes its values in any order, with weights in any unit", () => {
    const d = distributionOf("discrete", [4, 3, 1, 2, 3, 4, 3, 1]);
    expect(d.numbers).toEqual([1, 2, 3, 5, 4, 3]);
    expect([0, 0.19, 0.21, 0.69, 0.71, 1].map((p) => quantile(d, p))).toEqual([1, 1, 3, 3, 4, 4]);
    expect(mean(d)).toBeCloseTo(2.9, 14);
    expect(variance(d)).toBeCloseTo(1.09, 14);
    const sample = distributionOf("empirical", [5, 2, 1, 2]);
    expect([0, 0.24, 0.26, 0.74, 0.76, 1].map((p) => quantile(sample, p))).toEqual([1, 1, 2, 2, 5, 5]);
    expect([mean(sample), variance(sample)]).toEqual([2.5, 2.25]);
  });

  it("given as a list and truncated keeps what lies inside, and only that", () => {
    const d = distributionOf("discrete", [1, 2, 3, 5, 4, 3, 6, 9], [2, 4.5]);
    expect([0, 0.6, 0.65, 1].map((p) => quantile(d, p))).toEqual([3, 3, 4, 4]);
    expect(mean(d)).toBeCloseTo(27 / 8, 14);
    expect(support(d)).toEqual([3, 4]);
    const sample = distributionOf("empirical", [1, 2, 3, 4, 5, 6], [2, 4]);
    expect([0, 0.5, 1].map((p) => quantile(sample, p))).toEqual([2, 3, 4]);
    expect(mean(sample)).toBe(3);
  });
});

describe("an impossible distribution", () => {
  const cases: [DistributionKind, number[], RegExp][] = [
    ["constant", [], /one number \(value\), got 0/],
    ["uniform", [1], /2 numbers \(low, high\), got 1/],
    ["uniform", [2, 2], /low 2 is not below high 2/],
    ["uniform", [Number.NaN, 2], /low is not a finite number/],
    ["triangular", [3, 2, 6], /mode 2 is not between low 3 and high 6/],
    ["triangular", [1, 7, 6], /mode 7/],
    ["pert", [1, 1, 1], /low 1 is not below high 1/],
    ["normal", [1, 0], /standard deviation 0 is not above 0/],
    ["lognormal", [-1, 3], /p5 -1 is not above 0/],
    ["lognormal", [3, 3], /p5 3 is not below p95 3/],
    ["quantiles", [3, 2, 4], /do not rise/],
    ["quantiles", [3, 3, 3], /do not rise/],
    ["gamma", [0, 1], /shape 0 is not above 0/],
    ["gamma", [1, -2], /scale -2/],
    ["beta", [1, -2], /beta -2 is not above 0/],
    ["exponential", [0], /mean 0 is not above 0/],
    ["weibull", [1, Number.POSITIVE_INFINITY], /scale is not a finite number/],
    ["discrete", [1, 2, 3], /pairs/],
    ["discrete", [1, 0], /weight 0 of 1/],
    ["empirical", [], /at least one value/],
    ["empirical", [1, Number.NaN], /not a finite number/],
  ];

  it.each(cases)("%s %o is named", (kind, numbers, clause) => {
    expect(problemOf(distributionOf(kind, numbers))).toMatch(clause);
  });

  it("is also one cut off where it is not", () => {
    expect(problemOf(distributionOf("uniform", [0, 1], [3, 4]))).toMatch(/holds nothing/);
    expect(problemOf(distributionOf("uniform", [0, 1], [0.5, 0.4]))).toMatch(/lower bound 0.5 is above/);
    expect(problemOf(distributionOf("normal", [0, 1], [7, 9]))).toMatch(/less than a millionth/);
    expect(problemOf(distributionOf("discrete", [1, 1, 2, 1], [1.2, 1.8]))).toMatch(/holds nothing/);
    expect(problemOf(distributionOf("discrete", [1, 1, 2, 1], [2, 2]))).toBeNull();
  });

  it("is not a list written by hand out of order, which `distributionOf` would have sorted", () => {
    expect(problemOf({ kind: "empirical", numbers: [2, 1] })).toMatch(/2 and 1 fall/);
    expect(problemOf({ kind: "discrete", numbers: [2, 1, 1, 1] })).toMatch(/2 and 1 do not rise/);
  });
});

const finite = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
const rising = (n: number, min: number): fc.Arbitrary<number[]> =>
  fc.array(finite(0.01, 100), { minLength: n, maxLength: n }).map((steps) => {
    let last = min;
    return steps.map((step) => {
      last += step;
      return last;
    });
  });

/** Any distribution that a scenario might state, of every kind. */
const anyKind: fc.Arbitrary<Distribution> = fc.oneof(
  rising(2, -50).map((n) => distributionOf("uniform", n)),
  rising(3, -50).map((n) => distributionOf("triangular", n)),
  rising(2, -50).map(([low, high]) => distributionOf("triangular", [low, low, high])),
  rising(3, -50).map((n) => distributionOf("pert", n)),
  fc.tuple(finite(-50, 50), finite(0.1, 20)).map((n) => distributionOf("normal", n)),
  // At most a factor of 20 from the 5 % to the 95 % point.
  fc.tuple(finite(0.1, 50), finite(1.05, 20)).map(([p5, f]) => distributionOf("lognormal", [p5, p5 * f])),
  fc
    .tuple(finite(0.1, 50), finite(1.05, 4), finite(1.05, 4))
    .map(([p10, f, g]) => distributionOf("quantiles", [p10, p10 * f, p10 * f * g])),
  rising(3, -300).map((n) => distributionOf("quantiles", n)),
  fc.tuple(finite(0.2, 50), finite(0.1, 10)).map((n) => distributionOf("gamma", n)),
  fc.tuple(finite(0.2, 50), finite(0.2, 50)).map((n) => distributionOf("beta", n)),
  finite(0.1, 50).map((n) => distributionOf("exponential", [n])),
  fc.tuple(finite(0.6, 5), finite(0.1, 50)).map((n) => distributionOf("weibull", n)),
  fc
    .array(fc.tuple(finite(-50, 50), finite(0.1, 9)), { minLength: 1, maxLength: 9 })
    .map((pairs) => distributionOf("discrete", pairs.flat())),
  fc.array(finite(-50, 50), { minLength: 1, maxLength: 30 }).map((n) => distributionOf("empirical", n)),
);

/** The same, half of them cut off somewhere between their 2 % and 98 % points. */
const anyDistribution = fc
  .tuple(anyKind, fc.boolean(), finite(0.02, 0.45), finite(0.55, 0.98))
  .map(([d, cut, p, q]) => (cut ? distributionOf(d.kind, d.numbers, [quantile(d, p), quantile(d, q)]) : d));

describe("every distribution", () => {
  it("has a quantile function that rises and stays in the support", () => {
    const share = finite(1e-9, 1 - 1e-9);
    fc.assert(
      fc.property(anyDistribution, share, share, (d, p, q) => {
        expect(problemOf(d)).toBeNull();
        const [low, high] = support(d);
        const [below, above] = [quantile(d, Math.min(p, q)), quantile(d, Math.max(p, q))];
        expect(below).toBeGreaterThanOrEqual(low);
        expect(above).toBeGreaterThanOrEqual(below);
        expect(high).toBeGreaterThanOrEqual(above);
      }),
      { numRuns: 1000, seed: 4 },
    );
  });

  it("comes back from a quantile to its share", () => {
    fc.assert(
      fc.property(anyDistribution, finite(0.001, 0.999), (d, p) => {
        const x = quantile(d, p);
        const width = 1e-9 * (1 + Math.abs(x));
        expect(cumulative(d, x - width)).toBeLessThan(p + 1e-7);
        expect(cumulative(d, x + width)).toBeGreaterThan(p - 1e-7);
      }),
      { numRuns: 1000, seed: 5 },
    );
  });

  it("has the mean and variance that evenly spread draws have", () => {
    fc.assert(
      fc.property(anyDistribution, (d) => {
        // Midpoints, spread more finely towards both ends: u = 3v^2 - 2v^3.
        const n = 2000;
        let [first, second] = [0, 0];
        const about = mean(d);
        for (let k = 0; k < n; k++) {
          const v = (k + 0.5) / n;
          const x = quantile(d, v * v * (3 - 2 * v));
          const weight = (6 * v * (1 - v)) / n;
          first += weight * (x - about);
          second += weight * (x - about) ** 2;
        }
        const sd = standardDeviation(d);
        expect(Math.abs(first)).toBeLessThan(0.002 * sd + 1e-9);
        expect(Math.abs(second - sd * sd)).toBeLessThan(0.02 * sd * sd + 1e-9);
      }),
      { numRuns: 150, seed: 6 },
    );
  });
});
