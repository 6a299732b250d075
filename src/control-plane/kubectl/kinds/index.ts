import type * as z from "zod";
import { bgpAdvertisement } from "./bgp-advertisement.ts";
import { bgpClusterConfig } from "./bgp-cluster-config.ts";
import { bgpNodeConfigOverride } from "./bgp-node-config-override.ts";
import { bgpPeerConfig } from "./bgp-peer-config.ts";
import { deployment } from "./deployment.ts";
import { ipPool } from "./ip-pool.ts";
import { namespace } from "./namespace.ts";
import { secret } from "./secret.ts";
import { service } from "./service.ts";

const CILIUM = ["cilium.io/v2", "cilium.io/v2alpha1"];

/**
 * The kinds that are rehearsed: what the API server wants of them besides `metadata`. The schemas are those of Cilium
 * 1.19 and 1.20, which do not differ; what of them an older release has not, it refuses.
 */
export const KINDS = {
  CiliumBGPClusterConfig: { apiVersions: CILIUM, namespaced: false, schema: bgpClusterConfig },
  CiliumBGPPeerConfig: { apiVersions: CILIUM, namespaced: false, schema: bgpPeerConfig },
  CiliumBGPAdvertisement: { apiVersions: CILIUM, namespaced: false, schema: bgpAdvertisement },
  CiliumBGPNodeConfigOverride: { apiVersions: CILIUM, namespaced: false, schema: bgpNodeConfigOverride },
  CiliumLoadBalancerIPPool: { apiVersions: CILIUM, namespaced: false, schema: ipPool },
  Deployment: { apiVersions: ["apps/v1"], namespaced: true, schema: deployment },
  Namespace: { apiVersions: ["v1"], namespaced: false, schema: namespace },
  Secret: { apiVersions: ["v1"], namespaced: true, schema: secret },
  Service: { apiVersions: ["v1"], namespaced: true, schema: service },
} as const;

export type Kind = keyof typeof KINDS;

/** An object of a kind as the server stores it, without `metadata`. */
export type Body<K extends Kind> = z.output<ReturnType<(typeof KINDS)[K]["schema"]>>;

/** Kinds of Cilium that are not rehearsed; any other in its API group is a slip of the pen. */
export const OTHER_CILIUM_KINDS: readonly string[] = [
  "CiliumBGPNodeConfig",
  "CiliumBGPPeeringPolicy",
  "CiliumCIDRGroup",
  "CiliumClusterwideEnvoyConfig",
  "CiliumClusterwideNetworkPolicy",
  "CiliumEgressGatewayPolicy",
  "CiliumEndpoint",
  "CiliumEndpointSlice",
  "CiliumEnvoyConfig",
  "CiliumExternalWorkload",
  "CiliumGatewayClassConfig",
  "CiliumIdentity",
  "CiliumL2AnnouncementPolicy",
  "CiliumLocalRedirectPolicy",
  "CiliumNetworkPolicy",
  "CiliumNode",
  "CiliumNodeConfig",
  "CiliumPodIPPool",
];
