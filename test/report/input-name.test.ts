import { describe, expect, test } from "vitest";
import { inputName } from "../../src/report/input-name.ts";
import { shippedScenario } from "../scenarios/shipped-scenario.ts";

describe("the plain name of an input", () => {
  test.each([
    ["lines.tsmc-n3.cycleTime", "cycle time of tsmc-n3"],
    ["lines.tsmc-n3.background.2026-12", "others' load on tsmc-n3 in 2026-12"],
    ["lines.tsmc-n3.capacity", "capacity of tsmc-n3"],
    ["size.memory", "size of memory additions"],
    ["factors.ai-demand", "factor ai-demand"],
    ["products.rubin.launch", "launch of rubin"],
    ["qualifications.micron-nvidia.redesign", "whether micron-nvidia takes a redesign"],
    ["initial.backlog.meta.rubin", "initial meta orders for rubin"],
    ["lines.a.projects.shell.phases.tools", "tools phase of shell at a"],
    ["shocks.quake-2029", "shock quake-2029"],
    ["shocks.quake-2029.outage.length", "outage length of quake-2029"],
    ["segments.labs.demand.2026-06", "demand of labs in 2026-06"],
    ["planning.foresight", "foresight of plans"],
    ["end", "last day"],
  ])("%s is %s", (path, name) => {
    expect(inputName(path)).toBe(name);
  });

  test("tells any two inputs of the baseline apart", () => {
    const { parameters } = shippedScenario("baseline").model;
    const names = parameters.map(({ path }) => inputName(path));
    expect(names.length).toBeGreaterThan(100);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => /[a-z][A-Z]|\$|\.[a-z]/.test(name))).toEqual([]);
  });

  test("is made of names that objects have too", () => {
    expect(inputName("lines.constructor.slip")).toBe("delay of additions at constructor");
    expect(inputName("constructor.a.b")).toBe("constructor, a, b");
  });
});
