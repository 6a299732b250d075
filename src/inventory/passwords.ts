import type { Span } from "../source/source.ts";

/** Keys that people write for a password of BGP sessions, in any language of a router. */
export function isPasswordKey(key: string): boolean {
  return KEY.test(key);
}

const KEY = /passw|passphrase|secret|md5|(auth|tcp|bgp).*key/i;

/**
 * What probably are passwords in a text that could not be read as YAML, where nobody can tell a key from a value: all that
 * stands after such a key in its line.
 */
export function likelyPasswords(text: string): readonly Span[] {
  return [...text.matchAll(LINE)].map((match) => {
    const end = match.index + match[0].length;
    return { start: end - (match.groups?.["value"] ?? "").length, end };
  });
}

// Bounded, for a line may have megabytes.
const LINE =
  /(?:(?:passw|passphrase|secret|md5|(?:auth|tcp|bgp)[\w.-]{0,40}key)[\w.-]{0,40}["']?[ \t]{0,20}[:=]|passw\w{0,10}[ \t])[ \t]{0,20}(?<value>.+)/gi;
