/** The list of what gen owns in a tree, kept at its top. */
export const manifestName = ".gen-manifest.json";

/** Where a run keeps its journal and its staged files, inside the tree because rename() is atomic on one file system. */
export const stagingName = ".gen-tmp";

/**
 * Why `paths` cannot all be files of one tree, as the end of a sentence, or undefined if they can. Asked of our own
 * artifacts and of manifests alike: a manifest is committed, and one that said `../../x` would have gen remove it.
 */
export function pathsProblem(paths: readonly string[]): string | undefined {
  const seen = new Set<string>();
  for (const path of paths) {
    const problem = pathProblem(path);
    if (problem !== undefined) return `\`${path}\` ${problem}`;
    if (seen.has(path)) return `\`${path}\` is there twice`;
    seen.add(path);
  }
  for (const folder of foldersOf(paths)) {
    if (seen.has(folder)) return `\`${folder}\` is both a file and a folder`;
  }
  return undefined;
}

/** Every folder on the way to `paths`, without the top of the tree itself. */
export function foldersOf(paths: Iterable<string>): Set<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let folder = parentOf(path); folder !== "" && !folders.has(folder); folder = parentOf(folder)) {
      folders.add(folder);
    }
  }
  return folders;
}

/** `folders` in the order in which they can be removed: what lies inside one comes before it. */
export function deepestFirst(folders: Iterable<string>): readonly string[] {
  return [...folders].sort().reverse();
}

/** The folder that holds `path`; "" is the top of the tree. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

function pathProblem(path: string): string | undefined {
  if (/[\u0000-\u001f\u007f-\u009f]/.test(path)) return "holds a control character";
  if (/\p{Surrogate}/u.test(path)) return "is not Unicode text";
  if (path.includes("\\")) return "holds a backslash";
  if (path.startsWith("/")) return "is absolute";
  const segments = path.split("/");
  if (segments.includes("")) return "holds an empty name";
  if (segments.includes(".") || segments.includes("..")) return "holds `.` or `..`";
  // Some file systems do not tell upper case from lower case.
  const top = segments[0]?.toLowerCase();
  return top === manifestName || top === stagingName ? "is a name that gen keeps for itself" : undefined;
}
