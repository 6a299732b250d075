/** A call of a stand-in, as the thin program handed it over. */
export interface Call {
  readonly program: string;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Aborted when the program that was called is gone: what it did stays half done. */
  readonly signal: AbortSignal;
  out(text: string): void;
  err(text: string): void;
  /** Standard input to its end; not touched unless it is asked for. */
  input(): Promise<string>;
}

/** The end of a call that failed: what is printed on standard error, and the exit code. */
export class Failure extends Error {
  readonly code: number;

  constructor(message: string, code = 1) {
    super(message);
    this.code = code;
  }
}
