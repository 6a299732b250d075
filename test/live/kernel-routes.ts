/** A route as `ip -j route show` prints it: one gateway, or several in `nexthops`, or none (`type`: `blackhole`). */
export interface KernelRoute {
  readonly dst: string;
  readonly type?: string;
  readonly protocol?: string;
  readonly metric?: number;
  readonly gateway?: string;
  readonly nexthops?: readonly { readonly gateway?: string; readonly weight?: number }[];
}

type Run = (node: string, argv: readonly string[]) => Promise<string>;

export async function kernelRoutes(
  run: Run,
  node: string,
  prefix: string,
  protocol?: string,
): Promise<readonly KernelRoute[]> {
  const family = prefix.includes(":") ? "-6" : "-4";
  const origin = protocol === undefined ? [] : ["proto", protocol];
  const text = await run(node, ["ip", family, "-j", "route", "show", "exact", prefix, ...origin]);
  return JSON.parse(text || "[]");
}

export function nextHopsOf(routes: readonly KernelRoute[]): readonly string[] {
  return routes
    .flatMap((route) => [route, ...(route.nexthops ?? [])])
    .flatMap((hop) => hop.gateway ?? [])
    .sort();
}
