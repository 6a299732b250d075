import { parseHost } from "../../address/host.ts";
import { parsePrefix } from "../../address/prefix.ts";

/** Whether Cilium's schema takes it for a peer's address: spaces around it and a zone behind IPv6 are let through. */
export function isPeerAddress(text: string): boolean {
  const [address = "", ...zone] = text.trim().split("%");
  const host = parseHost(address);
  return host !== undefined && (zone.length === 0 || (host.family === 6 && zone.join("%") !== ""));
}

/** Whether it is a prefix; host bits may be set, as in Go's net.ParseCIDR. */
export function isCidr(text: string): boolean {
  return parsePrefix(text) !== undefined;
}

/** Whether it is an IPv4 address. */
export function isIpv4(text: string): boolean {
  return parseHost(text)?.family === 4;
}

/** Whether it is an address. */
export function isAddress(text: string): boolean {
  return parseHost(text) !== undefined;
}
