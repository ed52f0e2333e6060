import { describe, expect, test } from "vitest";
import { sheetText, sheetXml } from "../../../src/report/workbook/sheet-text.ts";

describe("text of a sheet", () => {
  test.each([
    ["is as it is, formula or not", "=1+1", "=1+1"],
    [
      "cannot close its element",
      "</t></is></c><c><f>1+1</f>",
      "&lt;/t&gt;&lt;/is&gt;&lt;/c&gt;&lt;c&gt;&lt;f&gt;1+1&lt;/f&gt;",
    ],
    ["cannot name an entity", "&lt;&#0;", "&amp;lt;&amp;#0;"],
    ["cannot end a section", "]]>", "]]&gt;"],
    ["has no character that XML forbids", "a\0b\u0008c\ufffed", "a\ufffdb\ufffdc\ufffdd"],
    ["has line ends that survive XML", "a\r\nb\rc\td", "a\nb\nc\td"],
    [
      "is not read as Excel's own escapes (ECMA-376, 22.9.2.19)",
      "_x000D_ _x00zz_ _x0041_",
      "_x005F_x000D_ _x00zz_ _x005F_x0041_",
    ],
  ])("%s", (_, text, xml) => {
    expect(sheetXml(text)).toBe(xml);
  });

  test("is cut at the 32,767 characters that a cell holds", () => {
    expect(sheetText("a".repeat(32_767))).toBe("a".repeat(32_767));
    expect(sheetText("a".repeat(40_000))).toBe(`${"a".repeat(32_766)}\u2026`);
  });
});
