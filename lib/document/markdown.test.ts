import { describe, expect, it } from "vitest";
import { markdownToHtml, markdownToText } from "./markdown.js";
import { markdownSections } from "./sections.js";

describe("markdownToHtml", () => {
  it("sets Markdown", () => {
    expect(markdownToHtml("A **bold** [link](https://example.com/a?b=c)\n\n- one\n- two")).toBe(
      '<p>A <strong>bold</strong> <a href="https://example.com/a?b=c">link</a></p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>',
    );
  });

  it.each([
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](//evil.example)",
    "<javascript:alert(1)>",
    "![x](https://evil.example/pixel.png)",
    '[x](https://a.example "\\" onmouseover=alert(1))',
  ])("makes %s harmless", markdown => {
    const html = markdownToHtml(markdown);
    expect(html).not.toMatch(/<(img|script)|href="(?!https:\/\/a\.example")|<[^>]*\son\w+=/i);
  });
});

it("shows raw HTML as the text that it is", () => {
  expect(markdownToHtml("Trader <img src=x onerror=alert(1)>")).toBe(
    "<p>Trader &lt;img src=x onerror=alert(1)&gt;</p>",
  );
});

describe("markdownToText", () => {
  it("leaves the words, with dashes for list items", () => {
    expect(markdownToText("# Title\n\nA **bold** [link](https://x.example)\n\n- one\n- two\n\n`code`")).toBe(
      "Title\nA bold link\n- one\n- two\ncode",
    );
  });
});

describe("markdownSections", () => {
  it("splits headings of the first three levels from the text between them", () => {
    expect(
      markdownSections("# Daily *risk*\r\n\r\nFirst.\n\n#### deep\n\nSecond\n===\n\n```\n# no heading\n```"),
    ).toEqual([
      { type: "heading", level: 1, text: "Daily risk" },
      { type: "text", markdown: "First.\n\n#### deep" },
      { type: "heading", level: 1, text: "Second" },
      { type: "text", markdown: "```\n# no heading\n```" },
    ]);
  });
});
