/** The candidate that a misspelt word was probably meant to be: at most a third of its letters away; undefined if none is. */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** "did you mean x?" as a help, or a list of what there is if that is short. */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  const candidate = closest(word, candidates);
  if (candidate !== undefined) return `did you mean \`${candidate}\`?`;
  if (candidates.length === 0 || candidates.length > 12) return undefined;
  const names = candidates.map((name) => `\`${name}\``);
  return names.length === 1
    ? `there is ${names[0]}`
    : `there are ${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** Levenshtein's distance with swaps of neighbours counted as one (optimal string alignment); `limit` if it is no less. */
function editDistance(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    // Neither of two rows in a row below the limit: no later one will be.
    if (Math.min(...row) >= limit && Math.min(...previous) >= limit) return limit;
    [before, previous] = [previous, row];
  }
  return previous[b.length] ?? 0;
}
