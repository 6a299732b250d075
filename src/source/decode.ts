/** An inventory of thousands of clusters has some 300 KiB; what is larger than this is no inventory. */
export const MAX_SOURCE_BYTES = 4 * 1024 * 1024;

/** The text of a file, or the reason why it has none. */
export type Decoded =
  { readonly text: string } | { readonly problem: "too-large" | "not-utf8"; readonly message: string };

/**
 * Bytes to text, refusing what is not UTF-8 instead of replacing it: a replacement character would move every column
 * and could turn one name into another. A byte order mark is dropped.
 */
export function decodeSource(bytes: Uint8Array): Decoded {
  if (bytes.length > MAX_SOURCE_BYTES) {
    const size = (bytes.length / 1024 / 1024).toFixed(1);
    return {
      problem: "too-large",
      message: `the file has ${size} MiB, and an inventory at most ${MAX_SOURCE_BYTES / 1024 / 1024} MiB`,
    };
  }
  if (looksLikeUtf16(bytes)) {
    return {
      problem: "not-utf8",
      message: "the file is UTF-16, and an inventory is UTF-8: save it anew in that encoding",
    };
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { problem: "not-utf8", message: "the file is not UTF-8 text" };
  }
}

/** A byte order mark of UTF-16, or a NUL as one of the first two bytes: an ASCII character in either byte order. */
function looksLikeUtf16([first, second]: Uint8Array): boolean {
  if (first === undefined || second === undefined) return false;
  return (
    (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0
  );
}
