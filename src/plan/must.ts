/** What the rules have made sure of; without it there is a bug in gen, not in an inventory. */
export function must<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the plan needs ${what}, and a rule should have said so before`);
  return value;
}
