/**
 * How templates read names, in place of nunjucks' own way: one that is not there throws. Its throwOnUndefined notices
 * only what is printed: a misspelt name in an `if` or a `for` would silently be false or empty.
 */
export const strictView = {
  /** `holder.name`. */
  memberLookup: read,

  /** A name by itself: that of a loop, or one of the view. */
  contextOrFrameLookup(context: Context, frame: Frame, name: string): unknown {
    return frame.lookup(name) ?? read(context.getVariables(), name);
  },
};

interface Context {
  getVariables(): object;
}

interface Frame {
  lookup(name: string): unknown;
}

/** Only what a view itself holds is there, and not what every object and every text inherits. */
function read(holder: unknown, name: string): unknown {
  const own = typeof holder === "object" && holder !== null && Object.hasOwn(holder, name);
  const found = own ? (holder as Readonly<Record<string, unknown>>)[name] : undefined;
  if (found === undefined || found === null) throw new Error(`the view has no \`${name}\``);
  return found;
}
