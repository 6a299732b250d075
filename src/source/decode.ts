/** An inventory of thousands of clusters has some 300 KiB; what is larger than this is no inventory. */
export const MAX_SOURCE_BYTES = 4 * 1024 * 1024;

/** The text of a file; if it has none, the reason, and the text up to where that shows. */
export type Decoded = { readonly text: string } | Undecodable;

interface Undecodable {
  readonly problem: "too-large" | "not-utf8";
  readonly message: string;
  readonly help?: string;
  readonly text: string;
}

/**
 * Bytes to text, refusing what is not UTF-8 instead of replacing it: a replacement character would move every column
 * and could turn one name into another. A byte order mark is dropped.
 */
export function decodeSource(bytes: Uint8Array): Decoded {
  if (bytes.length > MAX_SOURCE_BYTES) {
    const limit = `${MAX_SOURCE_BYTES / 1024 / 1024} MiB`;
    return { problem: "too-large", message: `the file has more than the ${limit} of an inventory`, text: "" };
  }
  if (looksLikeUtf16(bytes))
    return {
      problem: "not-utf8",
      message: "the file is UTF-16, and an inventory is UTF-8",
      help: HELP,
      text: "",
    };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return {
      problem: "not-utf8",
      message: "what follows here is not UTF-8 text",
      help: HELP,
      text: readableStart(bytes),
    };
  }
}

const HELP = "save the file anew in the encoding UTF-8";

/** A byte order mark of UTF-16, or a NUL as one of the first two bytes: an ASCII character in either byte order. */
function looksLikeUtf16([first, second]: Uint8Array): boolean {
  if (first === undefined || second === undefined) return false;
  return (
    (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0
  );
}

/** Up to the first byte that a decoder would have to replace: there the text that it makes has other bytes. */
function readableStart(bytes: Uint8Array): string {
  const lossy = new TextEncoder().encode(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
  let same = 0;
  while (same < bytes.length && bytes[same] === lossy[same]) same++;
  // In a stream, the first bytes of a character that is not complete are kept back.
  return new TextDecoder().decode(bytes.subarray(0, same), { stream: true });
}
