/**
 * Something outside the inventory that gen cannot get past, said in one plain line. A class, so that the command line
 * can tell it from a bug of ours, which any other exception is. `exitCode` 1: the tree is not as it should be, and the
 * user can mend it (a manifest that cannot be trusted, a symbolic link). 3: gen could not do it, or could not find out.
 */
export class WorldError extends Error {
  override readonly name = "WorldError";
  readonly exitCode: 1 | 3;

  constructor(exitCode: 1 | 3, line: string) {
    super(line.replace(/[\u0000-\u001f\u007f-\u009f]/g, escaped));
    this.exitCode = exitCode;
  }
}

// File names of strangers are quoted in these lines: they must not move the terminal's cursor or start a second line.
function escaped(control: string): string {
  return `\\x${control.charCodeAt(0).toString(16).padStart(2, "0")}`;
}
