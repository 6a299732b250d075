import { parsePrefix } from "../../address/prefix.ts";

/** The values that an agent looks at before it starts. */
export interface AgentValues {
  readonly agent?: boolean | undefined;
  readonly autoDirectNodeRoutes?: boolean | undefined;
  readonly enableIPv4Masquerade?: boolean | undefined;
  readonly ipMasqAgent?: { readonly enabled?: boolean | undefined } | undefined;
  readonly ipv4?: { readonly enabled?: boolean | undefined } | undefined;
  readonly ipv4NativeRoutingCIDR?: string | undefined;
  readonly routingMode?: string | undefined;
}

/** Why no agent starts with these values, or runs and serves IPv4; undefined if nothing speaks against it. */
export function agentFault(values: AgentValues): string | undefined {
  const { ipv4NativeRoutingCIDR: cidr = "", routingMode = "" } = values;
  const isNative = routingMode === "native";
  if (values.agent === false) return "`agent` is false";
  if (values.ipv4?.enabled === false) return "`ipv4.enabled` is false, and the lab has nothing but IPv4";
  if (!["", "native", "tunnel"].includes(routingMode)) return "`routingMode` must be native or tunnel";
  if (!isNative && values.autoDirectNodeRoutes)
    return "`autoDirectNodeRoutes` cannot be used with tunnels, and `routingMode` is not native";
  if (cidr !== "" && parsePrefix(cidr)?.family !== 4) return "`ipv4NativeRoutingCIDR` is no IPv4 prefix";
  const masquerades = values.enableIPv4Masquerade !== false && !values.ipMasqAgent?.enabled;
  if (isNative && masquerades && cidr === "")
    return "`ipv4NativeRoutingCIDR` is missing, which native routing needs";
  return undefined;
}
