/** A route as `ip -j route show` prints it: one gateway, or several in `nexthops`, or none (`type`: `blackhole`). */
export interface KernelRoute {
  readonly dst: string;
  readonly type?: string;
  readonly protocol?: string;
  readonly gateway?: string;
  readonly nexthops?: readonly { readonly gateway?: string; readonly weight?: number }[];
}

/** The gateways of routes, in the order of the kernel's groups. */
export function nextHopsOf(routes: readonly KernelRoute[]): readonly string[] {
  return routes.flatMap((route) => [route, ...(route.nexthops ?? [])]).flatMap((hop) => hop.gateway ?? []);
}

/** `172.30.0.10` as a prefix: the kernel leaves out the length of a host route. */
export function prefixOf({ dst }: KernelRoute): string {
  if (dst === "default") return "0.0.0.0/0";
  return dst.includes("/") ? dst : `${dst}/32`;
}
