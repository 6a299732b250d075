import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { contentHash } from "../../src/output/content-hash.ts";

it("is the SHA-256 that sha256sum prints", () => {
  expect(contentHash("a\n")).toBe("87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7");
});

it("does not see line endings, and sees everything else", () => {
  expect(contentHash("a\r\nb\r\n")).toBe(contentHash("a\nb\n"));
  expect(contentHash("a\rb")).not.toBe(contentHash("a\nb"));
  expect(contentHash("a\n\n")).not.toBe(contentHash("a\n"));
});

it("is the same for a text and for its bytes", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("\r", "\n", "a", "é", "😀") }), (text) => {
      expect(contentHash(Buffer.from(text))).toBe(contentHash(text));
    }),
  );
});

it("keeps bytes that are not UTF-8 apart", () => {
  const bytes = Buffer.from([0xff, 0x0d, 0x0a, 0xfe]);
  expect(contentHash(bytes)).toBe(
    createHash("sha256")
      .update(Buffer.from([0xff, 0x0a, 0xfe]))
      .digest("hex"),
  );
});
