/** The tag of an image reference, without its digest; undefined if it has none. */
export function tagOf(image: string): string | undefined {
  const [reference = ""] = image.split("@");
  const name = reference.slice(reference.lastIndexOf("/") + 1);
  return name.includes(":") ? name.slice(name.indexOf(":") + 1) : undefined;
}

/** Whether an image reference means the same image tomorrow: a digest, or a tag with a version of two numbers or a date in it. */
export function isPinned(image: string): boolean {
  return image.includes("@sha256:") || /\d+\.\d+|\d{6}/.test(tagOf(image) ?? "");
}
