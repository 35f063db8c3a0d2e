import { describe, expect, it } from "vitest";
import { sanitiseSvg } from "./svg.js";

const picture = (content: string, attributes = ""): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10" ${attributes}>${content}</svg>`;

describe("sanitiseSvg", () => {
  it.each([
    ["<script>alert(1)</script>", "script"],
    ["<SCRIPT>alert(1)</SCRIPT>", "SCRIPT"],
    ["<style>@import url(//evil)</style>", "style"],
    ['<foreignObject><img src="x" onerror="alert(1)"/></foreignObject>', "foreignObject"],
    ['<a href="javascript:alert(1)"><text>x</text></a>', "a"],
    ['<rect onmouseover="alert(1)"/>', "rect onmouseover"],
    ['<rect fill="url(https://evil/x)"/>', "rect fill"],
    ['<rect style="fill:url(//evil/x)"/>', "rect fill"],
    ['<rect style="fill:\\75rl(x)"/>', "rect fill"],
    ['<image href="https://evil/x.png"/>', "image href"],
    ['<image xlink:href="data:image/svg+xml;base64,PHN2Zz4="/>', "image xlink:href"],
    ['<use href="https://evil/x.svg#a"/>', "use"],
    ['<animate attributeName="href" to="javascript:alert(1)"/>', "animate"],
    ["<iframe src='x'/>", "iframe"],
  ])("takes out %s and says so", (content, removed) => {
    const safe = sanitiseSvg(picture(content));
    expect(safe.removed).toContain(removed);
    expect(safe.svg).not.toMatch(/script|evil|alert|style|url\(|data:/i);
  });

  it("keeps the words of a picture as words", () => {
    const { svg, removed } = sanitiseSvg(
      picture("<text>&lt;img src=x onerror=alert(1)&gt; &amp; <![CDATA[<b>]]></text>"),
    );
    expect(svg).toContain("<text>&lt;img src=x onerror=alert(1)&gt; &amp; &lt;b&gt;</text>");
    expect(removed).toEqual([]);
  });

  it("gives ids a name by content, so that two pictures never share one and the same picture has the same bytes", () => {
    const clipped = (width: number): string =>
      picture(`<clipPath id="plot-clip-1"><rect width="${width}"/></clipPath><g clip-path="url(#plot-clip-1)"/>`);
    const [one, two] = [sanitiseSvg(clipped(1)).svg, sanitiseSvg(clipped(2)).svg];
    const idOf = (svg: string): string => /id="([^"]+)"/.exec(svg)![1]!;
    expect(idOf(one)).not.toBe(idOf(two));
    expect(one).toContain(`clip-path="url(#${idOf(one)})"`);
    expect(sanitiseSvg(clipped(1)).svg).toBe(one);
  });

  it("changes nothing in a picture that it made", () => {
    const once = sanitiseSvg(
      picture('<defs><linearGradient id="a"/></defs><rect fill="url(#a)" style="stroke: red"/>'),
    ).svg;
    expect(sanitiseSvg(once)).toMatchObject({ svg: once, removed: [] });
  });

  it("drops a reference to an id that the picture does not have", () => {
    expect(sanitiseSvg(picture('<rect fill="url(#page-secret)"/>')).svg).not.toContain("page-secret");
  });

  it("takes its size from the view box where it has no other, and refuses one without size", () => {
    expect(sanitiseSvg('<svg viewBox="0 0 30 40"/>')).toMatchObject({ width: 30, height: 40 });
    expect(() => sanitiseSvg("<svg/>")).toThrow(/size is 0 × 0/);
    expect(() => sanitiseSvg('<svg width="1e9" height="10"/>')).toThrow(/expected 1 to 10000 pixels/);
  });

  it.each([
    ["<svg", /a broken attribute of <svg>/],
    ['<svg width="1" height="1"><g></svg>', /<\/svg> closes <g>/],
    ['<svg width="1" height="1"><g>', /<g> is not closed/],
    ["<!-- only a comment -->", /there is no element/],
  ])("refuses %s, which is no picture", (text, message) => {
    expect(() => sanitiseSvg(text)).toThrow(message);
  });

  it("expands no entity that a picture defines", () => {
    const bomb = `<!DOCTYPE svg [<!ENTITY a "lol">]>${picture("<text>&a;&#60;</text>")}`;
    expect(sanitiseSvg(bomb).svg).toContain("<text>&amp;a;&lt;</text>");
  });

  it("refuses what is nested too deep to draw", () => {
    expect(() => sanitiseSvg(picture("<g>".repeat(100) + "</g>".repeat(100)))).toThrow(/nested more than 60 deep/);
  });
});
