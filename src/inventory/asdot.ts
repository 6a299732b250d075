/**
 * A help for an AS number in the notation `high.low` (asdot, RFC 5396), which is a decimal number to YAML; undefined for
 * what is none.
 */
export function asdot(written: string): string | undefined {
  const [, high, low] = /^["']?(\d{1,5})\.(\d{1,5})["']?$/.exec(written) ?? [];
  if (high === undefined || low === undefined) return undefined;
  if (Number(high) > 65535 || Number(low) > 65535) return undefined;
  return `${high}.${low} (asdot) is ${Number(high) * 65536 + Number(low)} in plain notation (RFC 5396)`;
}
