import { type Prefix, parsePrefix } from "./prefix.ts";
import { containsRange, type Range } from "./range.ts";

/**
 * Blocks that nobody is routed on the public internet by: private use (RFC 1918, RFC 4193), shared address space
 * (RFC 6598), documentation (RFC 5737, RFC 3849) and benchmarking (RFC 2544), from IANA's special-purpose registries.
 */
const NOT_PUBLIC = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "192.0.2.0/24",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "198.18.0.0/15",
  "fc00::/7",
  "2001:db8::/32",
].map(constant);

/** Blocks in which no host can have a unicast address: "this network", loopback, link-local, multicast, reserved (RFC 6890). */
const NOT_UNICAST = [
  "0.0.0.0/8",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "224.0.0.0/3",
  "::/127",
  "fe80::/10",
  "ff00::/8",
].map(constant);

/** Whether any address of the range belongs to somebody on the public internet. */
export function isPublic(range: Range): boolean {
  return !NOT_PUBLIC.some((block) => containsRange(block, range));
}

/** The block of addresses that are no global or private unicast ones and that the range touches, if there is one. */
export function nonUnicastBlock(range: Range): Prefix | undefined {
  return NOT_UNICAST.find(
    (block) => block.family === range.family && block.first <= range.last && range.first <= block.last,
  );
}

function constant(text: string): Prefix {
  const prefix = parsePrefix(text);
  if (!prefix) throw new Error(`${text} is no prefix`);
  return prefix;
}
