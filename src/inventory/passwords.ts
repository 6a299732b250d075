import { lineStarts, type Span } from "../source/source.ts";

/** Keys that people write for a password of BGP sessions, in any language of a router. */
export function isPasswordKey(key: string): boolean {
  return KEY.test(key);
}

const KEY = /passw|passphrase|secret|md5|(auth|tcp|bgp).*key/i;

/**
 * What probably are passwords in a text that is not understood, where nobody can tell a key from a value: all that stands
 * after such a key in its line, and the lines below that are indented deeper.
 */
export function likelyPasswords(text: string): readonly Span[] {
  const starts = lineStarts(text);
  const found: Span[] = [];
  let below = Number.POSITIVE_INFINITY;
  for (const [index, start] of starts.entries()) {
    const end = starts[index + 1] ?? text.length;
    const line = text.slice(start, end);
    const indent = line.search(/\S/);
    if (indent < 0) continue;
    if (indent > below) {
      found.push({ start: start + indent, end });
      continue;
    }
    const match = LINE.exec(line);
    below = match ? indent : Number.POSITIVE_INFINITY;
    if (match) found.push({ start: start + match.index + match[0].length, end });
  }
  return found;
}

// Up to the value. Bounded, for a line may have megabytes.
const LINE =
  /(?:(?:passw|passphrase|secret|md5|(?:auth|tcp|bgp)[\w.-]{0,40}key)[\w.-]{0,40}["']?(?:[ \t]{0,20}[:=]|[ \t](?=[\w"']))|authentication["']?[ \t]{0,20}[:=](?![ \t]{0,20}(?:md5|none)\b))[ \t]{0,20}/i;
