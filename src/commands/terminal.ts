/** Where a command says things: results to `out`, everything about the run to `err`. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
}
