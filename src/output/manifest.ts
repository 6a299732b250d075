/** One file that gen wrote: the hash of its content (contentHash) and its mode as the user would type it for chmod. */
export interface ManifestEntry {
  readonly path: string;
  readonly sha256: string;
  readonly mode: "0644" | "0755";
}

/** What gen owns in a tree, as read back; `text` is kept to see whether the file on disk has changed since. */
export interface Manifest {
  readonly text: string;
  readonly files: ReadonlyMap<string, ManifestEntry>;
}

/** The text of a manifest: one file per line, so that its diff reads well in review; no dates, so that it has none else. */
export function formatManifest(inventory: string, entries: readonly ManifestEntry[]): string {
  const made = `made by gen from inventory "${inventory}": edit that instead, gen overwrites this file and the ones it lists`;
  const lines = entries.toSorted(byPath).map(formatEntry);
  return [
    "{",
    `  "$comment": ${JSON.stringify(made)},`,
    `  "version": 1,`,
    `  "inventory": ${JSON.stringify(inventory)},`,
    lines.length === 0 ? `  "files": []` : `  "files": [\n${lines.join(",\n")}\n  ]`,
    "}\n",
  ].join("\n");
}

function byPath(a: ManifestEntry, b: ManifestEntry): number {
  return a.path < b.path ? -1 : 1;
}

function formatEntry({ path, sha256, mode }: ManifestEntry): string {
  return `    { "path": ${JSON.stringify(path)}, "sha256": ${JSON.stringify(sha256)}, "mode": ${JSON.stringify(mode)} }`;
}
