// A model of nothing, for tests of what surrounds models: trials of known numbers, with luck and faults on order.

const MONTHS = 3;
const series = (metric, tier, of) => ({
  metric,
  keys: {},
  unit: "units",
  aggregate: of ? "ratio" : "sum",
  tier,
  meaning: `${metric} of a fake`,
  ...(of ? { of } : {}),
});

/** Two headline series and their ratio, two detail series and their ratio. */
const SERIES = [
  series("made", "headline"),
  series("wanted", "headline"),
  series("share", "headline", [0, 1]),
  series("shipped", "detail"),
  series("stocked", "detail"),
  series("turnover", "detail", [3, 4]),
];

/** @param model `name` is JSON that says what befalls trials: see fake-trial.d.mts */
export function prepareFake(model) {
  const fate = JSON.parse(model.name);
  const rows = fate.rows ?? { headline: 2, detail: 2, months: MONTHS };
  const shape = {
    months: rows.months,
    monthLabels: Array.from({ length: rows.months }, (_, m) => `m${m}`),
    parameters: model.parameters.length,
    outcomes: [{ name: "luck", unit: "1", meaning: "sum of the draws" }],
    series: fate.rows
      ? [
          ...Array.from({ length: rows.headline }, (_, i) => series(`h${i}`, "headline")),
          ...Array.from({ length: rows.detail }, (_, i) => series(`d${i}`, "detail")),
        ]
      : SERIES,
    headlineRows: rows.headline,
    detailRows: rows.detail,
  };
  return { shape, run };

  function run(seed, number, uniforms, _options, record) {
    if (fate.wait) sleep(fate.wait[number % fate.wait.length]);
    if (fate.failAt?.includes(number)) throw new Error(`stock of trial ${number} is negative`);
    if (fate.exitAt === number) process.exit(3);
    if (fate.hoardAt === number) hoard();
    while (fate.hangAt === number) sleep(1000);
    let luck = Number(seed);
    for (let i = 0; i < model.parameters.length; i++) {
      record.scalars[i] = uniforms[model.parameters[i].column];
      luck += record.scalars[i];
    }
    record.scalars[model.parameters.length] = luck;
    fill(record.headline, number, 0, rows.months, luck);
    if (record.detail !== null) fill(record.detail, number, 100, rows.months, luck);
    record.occurrences.length = 0;
    for (let k = 0; k < (fate.calm ? 0 : number % 3); k++)
      record.occurrences.push({
        shock: k,
        time: 10 * k + luck,
        severity: number,
        capacityLost: k,
        workLost: -k,
      });
  }
}

/** Trial, row and month can be read off each figure; row 1 of each tier is 0 in its first month. */
function fill(out, number, base, months, luck) {
  for (let i = 0; i < out.length; i++) {
    const row = Math.floor(i / months);
    const month = i % months;
    out[i] = row === 1 && month === 0 ? 0 : number * 1000 + base + row * 10 + month + luck;
  }
}

function sleep(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function hoard() {
  const kept = [];
  for (;;) kept.push(new Array(100_000).fill(kept.length));
}
