/**
 * A scenario to start from: one fab, one HBM maker, one packaging line, one product and one segment, small enough to
 * be read at a glance. Runs unedited.
 *
 * @param name what the file will be called, without ending
 */
export function starter(name: string): string {
  return `# yaml-language-server: $schema=./scenario.schema.json
name: What limits ${name}?
start: 2026-10-01
end: 2028-12-31
asOf: 2026-06-30
regions: { taiwan: {} }
vendors: { acme: {} }
processes: { n4: { defects: 0.08 /cm2, clustering: 2.5 } }
memories: { hbm3e: { gross: 579 dies/wafer, height: 8, yield: 60% to 75% } }
packages: { cowos: { yield: 95% } }
lines:
  fab: { stage: logic, makes: n4, region: taiwan, operator: foundry, capacity: 4k wafers/month, cycleTime: 14 to 18 weeks }
  stacker: { stage: memory, makes: hbm3e, region: taiwan, operator: memory-maker, capacity: 8k wafers/month, cycleTime: 26 weeks }
  packager:
    { stage: packaging, makes: cowos, region: taiwan, operator: foundry, cycleTime: 8 weeks, capacity: { unit: wafers/month, 2026-10: 3k, 2027-12: 6k } }
products:
  chip: { vendor: acme, compute: 2.5 H100e, launch: 2025-01, dies: { gpu: { process: n4, area: 800 mm2, count: 2, harvest: 60% } }, memory: { generation: hbm3e, stacks: 8 }, package: { technology: cowos, perWafer: 16 } }
segments:
  buyers: { region: taiwan, demand: { unit: units/month, 2026-10: 40k, 2028-12: 60k to 120k }, mix: { chip: 100% }, patience: 40 to 80 weeks }
shocks:
  quake: { when: 0.07 per year, where: { region: taiwan }, scrap: triangular(1%, 5%, 15%), outage: { length: 1 to 10 days } }
`;
}
