import { type AddressObject, simpleParser } from "mailparser";
import { beforeAll, describe, expect, it } from "vitest";
import type { Block, Document, TableBlock } from "../../document/index.js";
import { rolesOf } from "../colours.js";
import { HOSTILE, sampleDocument } from "../sample-document.fixture.js";
import { type ComposedMail, composeMail, type MailOptions } from "./compose-mail.js";
import { MOST_HTML_BYTES } from "./fit-mail.js";

const PDF = { name: "daily-risk-2020-04-17.pdf", mediaType: "application/pdf", bytes: Buffer.from("%PDF-1.7 …") };
const WORKBOOK = {
  name: "daily-risk-2020-04-17.xlsx",
  mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  bytes: Buffer.from("PK…"),
};

const options: MailOptions = {
  from: "Risk desk <risk@meridian.example>",
  recipients: ["desk@meridian.example", '"Мария Иванова" <maria@meridian.example>'],
  artefacts: [PDF, WORKBOOK],
  brand: { accent: "#1f3a5f", light: rolesOf("light"), fonts: [] },
  values: table => ("values" in table.data ? table.data.values : {}),
};

let mail: ComposedMail;

beforeAll(async () => {
  mail = await composeMail(sampleDocument(), options);
});

function parsed(eml: Uint8Array): ReturnType<typeof simpleParser> {
  return simpleParser(Buffer.from(eml), { skipImageLinks: true });
}

describe("a mail", () => {
  it("is the same bytes each time, with a Message-ID that follows from them", async () => {
    const again = await composeMail(sampleDocument(), options);
    expect(Buffer.from(again.eml).equals(Buffer.from(mail.eml))).toBe(true);
    const other = await composeMail(sampleDocument(), { ...options, recipients: ["desk@meridian.example"] });
    expect(other.messageId).not.toBe(mail.messageId);
  });

  it("is dated as of its window and says that a machine wrote it", async () => {
    const message = await parsed(mail.eml);
    expect(message.date?.toISOString()).toBe("2020-04-17T20:00:00.000Z");
    expect(message.messageId).toBe(mail.messageId);
    expect(message.headers.get("auto-submitted")).toBe("auto-generated");
  });

  it("names its figures in the subject, in any script", async () => {
    expect(mail.subject).toBe(
      "[Simulated] Daily risk – Meridian Street Trading – 2020-04-17 – P&L today −$1.23m, VaR 99% $812k",
    );
    expect((await parsed(mail.eml)).subject).toBe(mail.subject);
    const stated = await composeMail(
      withBlocks([{ type: "fact", key: "subject", value: "Риск\r\nBcc: x@y.example 风险" }]),
      options,
    );
    const message = await parsed(stated.eml);
    expect(message.subject).toBe("[Simulated] Риск Bcc: x@y.example 风险");
    expect(message.bcc).toBeUndefined();
  });

  it("goes to all recipients in one message", async () => {
    const message = await parsed(mail.eml);
    expect((message.to as AddressObject).value).toEqual([
      { name: "", address: "desk@meridian.example" },
      { name: "Мария Иванова", address: "maria@meridian.example" },
    ]);
    expect(mail.envelope).toEqual({
      from: "risk@meridian.example",
      to: ["desk@meridian.example", "maria@meridian.example"],
    });
  });

  it("carries the PDF and the workbook, and each chart as a picture that the HTML shows", async () => {
    const message = await parsed(mail.eml);
    const attached = message.attachments.filter(part => part.contentDisposition === "attachment");
    expect(attached.map(part => [part.filename, part.contentType])).toEqual([
      [PDF.name, PDF.mediaType],
      [WORKBOOK.name, WORKBOOK.mediaType],
    ]);
    expect(attached[1]?.content.equals(WORKBOOK.bytes)).toBe(true);
    const shown = [...mail.html.matchAll(/src="cid:([^"]+)"/g)].map(match => match[1]);
    const pictures = message.attachments.filter(part => part.related);
    expect(pictures.map(part => part.cid)).toEqual(shown);
    expect(shown).toHaveLength(5);
    for (const picture of pictures) {
      expect(picture.content.readUInt32BE(16)).toBe(1280); // twice the chart's 640 pixels
      expect(picture.content.length).toBeGreaterThan(2_000);
    }
  });

  it("leaves out what is too large for a mail server, and says so", async () => {
    const large = { ...WORKBOOK, bytes: new Uint8Array(15_000_000) };
    const { html, eml } = await composeMail(sampleDocument(), { ...options, artefacts: [PDF, large] });
    expect(eml.length).toBeLessThan(1_000_000);
    expect(html).toContain("Too large to attach, kept in the report’s folder");
    expect(html).toContain("12 of 150 rows; the attached PDF has more.");
  });
});

describe("the HTML of a mail", () => {
  it("shows hostile text as text and holds nothing that runs or loads", () => {
    expect(mail.html).toContain("&lt;img src=x onerror=alert(1)&gt;");
    expect(mail.html).toContain("=cmd|&#39; /C calc&#39;!A0");
    expect(mail.html).not.toMatch(/<(script|iframe|object|form|link)\b|<img[^>]+onerror|javascript:/i);
    for (const [, source] of mail.html.matchAll(/\bsrc="([^"]*)"/g)) expect(source).toMatch(/^cid:/);
  });

  it("escapes every text that a document can hold", async () => {
    const evil = "</td><script>alert(1)</script>{{body}}";
    const sample = sampleDocument();
    const blocks: Block[] = [
      { type: "heading", level: 1, text: evil },
      { type: "text", markdown: evil },
      { type: "callout", tone: "bad", title: evil, markdown: evil },
      {
        type: "kpis",
        title: evil,
        items: [{ id: "x", label: evil, value: evil, unit: evil, note: evil, warning: evil, format: { kind: "text" } }],
      },
      {
        ...table(),
        title: evil,
        note: evil,
        columns: [{ ...table().columns[0]!, label: evil, unit: evil }],
        total: { trader: evil },
      },
    ];
    const { html } = await composeMail(
      { ...sample, title: evil, firm: evil, parameters: { [evil]: evil }, blocks },
      options,
    );
    expect(html).not.toContain("<script");
    expect(html.match(/\{\{body\}\}/g)?.length).toBeGreaterThan(10);
  });

  it("says that data is simulated, and of when and from what it is", () => {
    expect(mail.html).toContain("Simulated data: no figure here is a real firm");
    expect(mail.html).toContain("as of 2020-04-17 20:00 UTC");
    expect(mail.html).toContain("Snapshot 12, SHA-256 9f86d081884c7d65…");
    expect(mail.html).toMatch(/P&amp;L today −\$1.23m · VaR 99% \$812k/); // the preview line
  });

  it("cuts tables to what has room, and says what is left out, also on a phone", () => {
    expect(mail.html).toContain("12 of 150 rows; the attached workbook has all.");
    expect(mail.html).toMatch(/\d of 12 columns; the attached workbook has all\. Sorted by expected shortfall\./);
    expect(mail.html).toContain("F0012");
    expect(mail.html).not.toContain("F0013");
  });

  it("stays under the size that Gmail clips at, whatever the document", async () => {
    const kpi = {
      id: "k",
      label: "A key figure with a long label",
      value: 1,
      format: { kind: "integer" } as const,
      note: "n".repeat(80),
    };
    const many: Block[] = Array.from({ length: 60 }, (_, at) => ({ ...table(), id: `t${at}`, title: `Table ${at}` }));
    for (const blocks of [
      many,
      [{ type: "text", markdown: "Long. ".repeat(30_000) }] satisfies Block[],
      [{ type: "kpis", items: Array.from({ length: 100 }, () => kpi) }, ...many] satisfies Block[],
    ]) {
      const { html, text } = await composeMail(withBlocks(blocks), options);
      expect(Buffer.byteLength(html)).toBeLessThan(MOST_HTML_BYTES);
      expect(html).toContain("This mail ends here");
      expect(text).toContain("This mail ends here");
    }
  });
});

describe("the text of a mail", () => {
  it("reads as a letter: figures in columns, charts in words, lines that fit", () => {
    expect(mail.text).toContain("*** SIMULATED DATA");
    expect(mail.text).toContain("VaR 99%, one day          $812k  (limit $0.9m)");
    expect(mail.text).toContain("| Kovacs lost $412,300 and then traded at twice his usual size.");
    expect(mail.text).toContain("[Chart] Drawdown and cumulative P&L: Drawdown as an area");
    expect(mail.text).toContain("(12 of 150 rows; the attached workbook has all)");
    expect(mail.text).toContain(HOSTILE.element);
    expect(Math.max(...mail.text.split("\n").map(line => line.length))).toBeLessThanOrEqual(100);
  });

  it("is the alternative of the HTML in the message", async () => {
    const message = await parsed(mail.eml);
    expect(message.text?.trimEnd()).toBe(mail.text.trimEnd());
    expect(String(message.html).trimEnd()).toBe(mail.html.trimEnd());
  });
});

describe("an address", () => {
  const withRecipient = (recipient: string) => composeMail(sampleDocument(), { ...options, recipients: [recipient] });

  it.each([
    ["a@x.example\r\nBcc: evil@x.example", /line break/],
    ["Desk\u2028 <a@x.example>", /line break or another control character/],
    ["a@x.example, b@x.example", /is not one mail address/],
    ["<a@x.example> b@x.example", /is not one mail address/],
    ["desk", /is not one mail address/],
    ["", /is not one mail address/],
    ["ключ@x.example", /is not one mail address/],
  ])("is refused where it is %j", async (recipient, flaw) => {
    await expect(withRecipient(recipient)).rejects.toMatchObject({ code: "BAD_ADDRESS", exitCode: 2 });
    await expect(withRecipient(recipient)).rejects.toThrow(flaw);
  });

  it("has its domain in ASCII on the wire", async () => {
    expect((await withRecipient("Desk <desk@пример.рф>")).envelope.to).toEqual(["desk@xn--e1afmkfd.xn--p1ai"]);
  });

  it("may be missing from a mail that is only kept", async () => {
    const kept = await composeMail(sampleDocument(), { ...options, recipients: [] });
    expect(kept.envelope.to).toEqual([]);
    expect(Buffer.from(kept.eml).toString("latin1", 0, 2_000)).toMatch(/^To: "?undisclosed-recipients"?:;\r$/m);
  });
});

function table(): TableBlock {
  return sampleDocument().blocks.find(block => block.type === "table") as TableBlock;
}

function withBlocks(blocks: Block[]): Document {
  return { ...sampleDocument(), blocks };
}
