import { Address4, Address6 } from "ip-address";

/** The two address families, by their version number. */
export type Family = 4 | 6;

/** One address as a number, so that addresses compare, sort and count. */
export interface Host {
  readonly family: Family;
  readonly value: bigint;
}

/** Bits of an address: 32 or 128. */
export const WIDTH: Readonly<Record<Family, number>> = { 4: 32, 6: 128 };

/** Reads one address without a prefix length; undefined if it is none. Leading zeros are refused (octal to some tools). */
export function parseHost(text: string): Host | undefined {
  if (text.includes("/") || text.includes("%")) return undefined;
  try {
    return text.includes(":")
      ? { family: 6, value: new Address6(text).bigInt() }
      : { family: 4, value: new Address4(text).bigInt() };
  } catch {
    return undefined;
  }
}

/** The canonical text of an address (IPv6: RFC 5952). */
export function formatHost({ family, value }: Host): string {
  return family === 4 ? Address4.fromBigInt(value).correctForm() : Address6.fromBigInt(value).correctForm();
}
