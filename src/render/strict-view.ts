/**
 * A view in which a name that is not there throws when it is read. nunjucks' own throwOnUndefined notices only what is
 * printed: a misspelt name in an `if` or a `for` would silently be false or empty.
 */
export function strictView<T extends object>(view: T): T {
  return wrap(view, "the view") as T;
}

const wrapped = new WeakMap<object, object>();

function wrap(value: object, name: string): object {
  const known = wrapped.get(value);
  if (known) return known;
  const proxy = new Proxy(value, {
    get(target, key, receiver) {
      const found: unknown = Reflect.get(target, key, receiver);
      if (typeof key === "symbol") return found;
      if (found === undefined || found === null) throw new Error(`${name} has no \`${key}\``);
      return typeof found === "object" ? wrap(found, `\`${key}\``) : found;
    },
  });
  wrapped.set(value, proxy);
  return proxy;
}
