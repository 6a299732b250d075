import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatHost, parseHost } from "../../src/address/host.ts";
import { host } from "./arbitraries.ts";

describe("parseHost", () => {
  it("reads what formatHost writes", () => {
    fc.assert(
      fc.property(host, (address) => {
        expect(parseHost(formatHost(address))).toEqual(address);
      }),
    );
  });

  it("takes one text for each IPv4 address, and no other", () => {
    const octets = fc.array(
      fc.oneof(fc.nat(999).map(String), fc.constantFrom("00", "01", "0x1", "", "-1", " 1", "1\n")),
      {
        minLength: 3,
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(octets, (parts) => {
        const text = parts.join(".");
        const address = parseHost(text);
        const good =
          parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
        expect(address !== undefined).toBe(good);
        if (address) expect(formatHost(address)).toBe(text);
      }),
    );
  });

  it.each([
    ["FE80::1", "fe80::1"],
    ["0:0:0:0:0:0:0:0", "::"],
    ["2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
    ["::ffff:10.0.0.1", "::ffff:a00:1"],
  ])("reads %s, which is %s", (text, canonical) => {
    const address = parseHost(text);
    expect(address && formatHost(address)).toBe(canonical);
  });

  it.each([
    "",
    "10.20.0.0/16",
    "fe80::1%eth0",
    "[::1]",
    "1::2::3",
    "12345::",
    "::1 ",
    "localhost",
    "1.2.3.4:80",
    "-1",
  ])("refuses %j", (text) => {
    expect(parseHost(text)).toBeUndefined();
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void parseHost(text)));
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0129afF:./%- ") }), (text) => void parseHost(text)),
    );
  });
});
