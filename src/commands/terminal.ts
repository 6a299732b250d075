/** Where a command says things: results to `out`, everything about the run to `err`. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Where somebody looks on: shows a line below what was said to `err`, in place of the last such line; "" takes it away. */
  show?(line: string): void;
}

/**
 * Text that quotes the user's words or the names of strangers' files, fit for a terminal: what could move the cursor,
 * colour the screen or turn the direction of reading is shown as a picture, one for each character. Lines stay lines.
 */
export function harmless(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|\p{Bidi_Control}/gu, picture);
}

function picture(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\ufffd";
}
