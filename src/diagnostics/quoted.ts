/** A user's word may be a megabyte long; a message shows the beginning. */
const MAX_SHOWN = 60;

/** A word that the user wrote, as messages show it: in backticks, or as `""` where that would be nothing. */
export function quoted(word: string): string {
  if (word === "") return '`""`';
  // A character has two code units at most.
  const letters = Array.from(word.slice(0, 2 * MAX_SHOWN + 2));
  return letters.length > MAX_SHOWN ? `\`${letters.slice(0, MAX_SHOWN).join("")}...\`` : `\`${word}\``;
}
