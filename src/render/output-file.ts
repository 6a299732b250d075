/**
 * One artifact, ready to be written. `path` is relative to the tree of its inventory (`out/<inventory>/`), in POSIX
 * form, and never leaves it. `mode` is the permission that the file gets on disk: 0o755 for scripts, 0o644 otherwise.
 */
export interface OutputFile {
  readonly path: string;
  readonly content: string;
  readonly mode: 0o644 | 0o755;
}
