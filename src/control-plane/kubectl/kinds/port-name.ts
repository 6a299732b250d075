/** Whether this can name a port of a pod (RFC 6335): up to 15 characters, a letter among them, no hyphens in a row. */
export function isPortName(name: string): boolean {
  return /^[a-z0-9](-?[a-z0-9]){0,14}$/.test(name) && name.length <= 15 && /[a-z]/.test(name);
}
