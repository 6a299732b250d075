/** `1 path`, `2 paths`, `3 prefixes`. */
export function count(number: number, thing: string): string {
  return number === 1 ? `1 ${thing}` : `${number} ${thing}${thing.endsWith("x") ? "es" : "s"}`;
}
