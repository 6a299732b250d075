/** A cell of a table that lists more than this makes the table too wide to be read; expected.json has all. */
const SHOWN = 8;

/** The first of some names, and how many more there are. */
export function some(names: readonly string[]): string {
  if (names.length <= SHOWN) return names.join(", ");
  return `${names.slice(0, SHOWN).join(", ")} and ${names.length - SHOWN} more`;
}
