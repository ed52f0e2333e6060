import { describe, expect, test } from "vitest";
import { html, trusted } from "../../src/report/html.ts";

describe("markup", () => {
  test("shows text as text, between tags and within attributes", () => {
    const name = `<script>alert("1")</script> & 'co'`;
    expect(html`<p title="${name}">${name}</p>`.text).toBe(
      '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;co&#39;">' +
        "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;co&#39;</p>",
    );
  });

  test("keeps markup that was made here, also in lists", () => {
    const items = ["a", "<b>"].map((text) => html`<li>${text}</li>`);
    expect(html`<ul>${items}</ul>`.text).toBe("<ul><li>a</li><li>&lt;b&gt;</li></ul>");
  });

  test("leaves out what is not there, and writes 0", () => {
    expect(html`<p>${null}${0}</p>`.text).toBe("<p>0</p>");
  });

  test("does not escape twice what a template put in", () => {
    expect(html`${html`${"&"}`}`.text).toBe("&amp;");
  });

  test("replaces characters that no page may hold", () => {
    expect(html`a${"\0\u0008\u001b"}b`.text).toBe("a\ufffd\ufffd\ufffdb");
  });

  test("takes constants of the program as they are", () => {
    expect(html`${trusted("<hr>")}`.text).toBe("<hr>");
  });
});
