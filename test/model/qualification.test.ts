import { expect, test } from "vitest";
import { qualificationOpens } from "../../src/model/qualification.ts";

const qualification = {
  id: "q",
  item: 0,
  vendor: 0,
  sample: 100,
  length: 270,
  redesign: 0,
  redesignLength: 180,
};
const NO_DRAWS = new Float64Array(0);

test("a qualification is granted its length after the sample, and later by a redesign where one is drawn", () => {
  expect(qualificationOpens(qualification, NO_DRAWS)).toBe(370);
  expect(qualificationOpens({ ...qualification, redesign: 1 }, NO_DRAWS)).toBe(550);
});
