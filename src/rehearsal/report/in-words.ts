/** A share from 0 to 1: `33.3 %`. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** One line of at most so many characters. */
export function shortened(text: string, width: number): string {
  const line = text
    .trim()
    .replace(/\s*\n\s*/g, "; ")
    .replaceAll("\t", " ");
  return line.length <= width ? line : `${line.slice(0, width - 3).trimEnd()}...`;
}

/** Whether a cell of this width does not have all of a text. */
export function isCut(text: string, width: number): boolean {
  return shortened(text, width) !== text;
}
