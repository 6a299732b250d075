/** What is wrong with a label's key; undefined if nothing is (RFC 1123 subdomain, a slash, 63 characters). */
export function badLabelKey(key: string): string | undefined {
  const [name = "", prefix, ...more] = key.split("/").reverse();
  if (more.length > 0) return "has a key with more than one slash";
  if (prefix !== undefined && !isSubdomain(prefix)) return "has a key whose prefix is no DNS name";
  return isLabelWord(name) ? undefined : `has a key that is ${NO_LABEL}`;
}

/** What is wrong with a label's value; undefined if nothing is. */
export function badLabelValue(value: string): string | undefined {
  return value === "" || isLabelWord(value) ? undefined : `is ${NO_LABEL}`;
}

/** Whether this names an object: lower-case words of letters, digits and hyphens, with dots between them. */
export function isSubdomain(name: string): boolean {
  return name.length <= 253 && name.split(".").every((word) => /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(word));
}

/** Whether this is one such word of up to 63 characters: a namespace, a container. */
export function isDnsLabel(name: string): boolean {
  return name.length <= 63 && isSubdomain(name) && !name.includes(".");
}

function isLabelWord(word: string): boolean {
  return word.length <= 63 && /^[A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?$/.test(word);
}

const NO_LABEL = "no label: up to 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends";
