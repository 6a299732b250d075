/** Which host of the lab has an address. */
export type HostOf = ReadonlyMap<string, string>;

/** The host that has an address, or, for a stranger, the address. */
export function hostName(hosts: HostOf, address: string): string {
  return hosts.get(address) ?? address;
}

/** Names for a table's cell: sorted, with commas; "none" if there are none. */
export function listed(names: Iterable<string>): string {
  const sorted = [...names].sort();
  return sorted.length > 0 ? sorted.join(", ") : "none";
}

/** What one list has and the other has not. */
export function without(names: Iterable<string>, others: Iterable<string>): readonly string[] {
  const known = new Set(others);
  return [...names].filter((name) => !known.has(name));
}
