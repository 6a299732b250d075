import { hash } from "node:crypto";

/**
 * SHA-256 in hex of `content` with CRLF read as LF: git may check a tree out with other line endings, and line endings
 * alone are no edit.
 */
export function contentHash(content: string | Buffer): string {
  if (!content.includes("\r\n")) return hash("sha256", content);
  if (typeof content === "string") return hash("sha256", withLineFeeds(content));
  // latin1 maps every byte to one character and back, so bytes that are not UTF-8 survive.
  return hash("sha256", Buffer.from(withLineFeeds(content.toString("latin1")), "latin1"));
}

/** `text` with LF line endings, whatever a checkout made of them. */
export function withLineFeeds(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
