import { describe, expect, it } from "vitest";
import { formatPrefix } from "../../src/address/prefix.ts";
import { isPublic, nonUnicastBlock } from "../../src/address/special-use.ts";
import { parseRange, rangeOf } from "../../src/address/written-range.ts";

const read = (text: string) => {
  const written = parseRange(text);
  const range = written && rangeOf(written);
  if (!range) throw new Error(`${text} is no range`);
  return range;
};

describe("isPublic", () => {
  it.each([
    "1.1.1.1",
    "172.15.255.255-172.16.0.0",
    "172.32.0.0/16",
    "9.255.255.255-10.0.0.1",
    "2600::/32",
    "0.0.0.0/0",
  ])("%s is, at least in part", (text) => {
    expect(isPublic(read(text))).toBe(true);
  });

  it.each([
    "10.0.0.0/8",
    "172.16.0.0-172.31.255.255",
    "192.168.255.255",
    "100.64.0.0/10",
    "203.0.113.7",
    "fd00::/8",
    "2001:db8::1",
  ])("%s is not", (text) => {
    expect(isPublic(read(text))).toBe(false);
  });
});

describe("nonUnicastBlock", () => {
  it.each([
    ["127.0.0.1", "127.0.0.0/8"],
    ["169.254.169.254", "169.254.0.0/16"],
    ["223.255.255.255-224.0.0.0", "224.0.0.0/3"],
    ["255.255.255.255", "224.0.0.0/3"],
    ["0.0.0.0/0", "0.0.0.0/8"],
    ["::1", "::/127"],
    ["fe80::1", "fe80::/10"],
    ["ff02::1", "ff00::/8"],
  ])("%s touches %s", (text, block) => {
    const found = nonUnicastBlock(read(text));
    expect(found && formatPrefix(found)).toBe(block);
  });

  it.each(["1.0.0.0", "126.255.255.255", "128.0.0.0", "223.255.255.255", "::2", "fd00::1"])(
    "%s touches none",
    (text) => {
      expect(nonUnicastBlock(read(text))).toBeUndefined();
    },
  );
});
