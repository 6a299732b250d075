import type { Rule } from "../rule.ts";
import { addressInNodeRange } from "./address-in-node-range.ts";
import { addressOutside } from "./address-outside.ts";
import { addressReserved } from "./address-reserved.ts";
import { addressTaken } from "./address-taken.ts";
import { advertisedButRefused } from "./advertised-but-refused.ts";
import { asnPublic } from "./asn-public.ts";
import { asnReserved } from "./asn-reserved.ts";
import { asnSame } from "./asn-same.ts";
import { ciliumKubernetesMismatch } from "./cilium-kubernetes-mismatch.ts";
import { ciliumUnproven } from "./cilium-unproven.ts";
import { ciliumUnsupported } from "./cilium-unsupported.ts";
import { clientWithoutRoute } from "./client-without-route.ts";
import { clusterIdMissing } from "./cluster-id-missing.ts";
import { clusterIdTaken } from "./cluster-id-taken.ts";
import { clusterIdle } from "./cluster-idle.ts";
import { clusterIpOutside } from "./cluster-ip-outside.ts";
import { clusterIpReserved } from "./cluster-ip-reserved.ts";
import { clusterIpTaken } from "./cluster-ip-taken.ts";
import { clusterIpUnserved } from "./cluster-ip-unserved.ts";
import { clusterMissing } from "./cluster-missing.ts";
import { clusterWithoutRouter } from "./cluster-without-router.ts";
import { dockerBridgeClash } from "./docker-bridge-clash.ts";
import { ecmpTooWide } from "./ecmp-too-wide.ts";
import { falseAnycast } from "./false-anycast.ts";
import { frrImageMismatch } from "./frr-image-mismatch.ts";
import { frrUnsupported } from "./frr-unsupported.ts";
import { gracefulRestartBlackHole } from "./graceful-restart-black-hole.ts";
import { hostBits } from "./host-bits.ts";
import { imageUnpinned } from "./image-unpinned.ts";
import { ipv6Unsupported } from "./ipv6-unsupported.ts";
import { keepaliveAboveHold } from "./keepalive-above-hold.ts";
import { keepaliveSlow } from "./keepalive-slow.ts";
import { loadBalancerIpMissing } from "./load-balancer-ip-missing.ts";
import { multihopOnLink } from "./multihop-on-link.ts";
import { nameReserved } from "./name-reserved.ts";
import { nameTaken } from "./name-taken.ts";
import { nameTooLong } from "./name-too-long.ts";
import { networkOverlap } from "./network-overlap.ts";
import { networkShared } from "./network-shared.ts";
import { nodeImageUnknown } from "./node-image-unknown.ts";
import { nodeRangeOutside } from "./node-range-outside.ts";
import { notUnicast } from "./not-unicast.ts";
import { originateDetached } from "./originate-detached.ts";
import { originateUnheard } from "./originate-unheard.ts";
import { podSubnetOutside } from "./pod-subnet-outside.ts";
import { podSubnetOverlap } from "./pod-subnet-overlap.ts";
import { podSubnetSmall } from "./pod-subnet-small.ts";
import { podSupernetClash } from "./pod-supernet-clash.ts";
import { poolInsideSubnet } from "./pool-inside-subnet.ts";
import { poolMixedFamilies } from "./pool-mixed-families.ts";
import { poolOverlap } from "./pool-overlap.ts";
import { poolPublic } from "./pool-public.ts";
import { poolReversed } from "./pool-reversed.ts";
import { poolUnused } from "./pool-unused.ts";
import { replicasBelowNodes } from "./replicas-below-nodes.ts";
import { routerDetached } from "./router-detached.ts";
import { routerIdInvalid } from "./router-id-invalid.ts";
import { routerIdTaken } from "./router-id-taken.ts";
import { routerIdle } from "./router-idle.ts";
import { serviceAddressTaken } from "./service-address-taken.ts";
import { serviceOutsidePool } from "./service-outside-pool.ts";
import { serviceSubnetClash } from "./service-subnet-clash.ts";
import { serviceSubnetOverlap } from "./service-subnet-overlap.ts";
import { serviceSubnetSize } from "./service-subnet-size.ts";
import { serviceUnserved } from "./service-unserved.ts";
import { severalRouters } from "./several-routers.ts";
import { subnetSmall } from "./subnet-small.ts";
import { supernetExhausted } from "./supernet-exhausted.ts";
import { tooManyNodes } from "./too-many-nodes.ts";
import { trafficPolicyCluster } from "./traffic-policy-cluster.ts";
import { unfilteredRouter } from "./unfiltered-router.ts";
import { unknownReference } from "./unknown-reference.ts";

/**
 * Every semantic rule, grouped by what it looks at: names, numbers, subnets, addresses, pools, services, timers,
 * policy, versions, topology. The order does not matter to users, who get findings in the order of their file.
 */
export const RULES: readonly Rule[] = [
  unknownReference,
  nameTaken,
  nameTooLong,
  nameReserved,
  clusterIdMissing,
  clusterIdTaken,
  asnReserved,
  asnPublic,
  asnSame,
  routerIdInvalid,
  routerIdTaken,
  ipv6Unsupported,
  hostBits,
  notUnicast,
  subnetSmall,
  networkOverlap,
  podSubnetOverlap,
  serviceSubnetOverlap,
  serviceSubnetClash,
  serviceSubnetSize,
  podSupernetClash,
  podSubnetOutside,
  podSubnetSmall,
  supernetExhausted,
  dockerBridgeClash,
  addressOutside,
  addressReserved,
  addressTaken,
  addressInNodeRange,
  nodeRangeOutside,
  tooManyNodes,
  poolReversed,
  poolMixedFamilies,
  poolOverlap,
  poolInsideSubnet,
  poolPublic,
  poolUnused,
  serviceOutsidePool,
  serviceAddressTaken,
  serviceUnserved,
  clusterIpOutside,
  clusterIpReserved,
  clusterIpTaken,
  clusterIpUnserved,
  clusterIdle,
  replicasBelowNodes,
  trafficPolicyCluster,
  keepaliveAboveHold,
  keepaliveSlow,
  gracefulRestartBlackHole,
  multihopOnLink,
  loadBalancerIpMissing,
  falseAnycast,
  advertisedButRefused,
  unfilteredRouter,
  originateDetached,
  originateUnheard,
  ecmpTooWide,
  imageUnpinned,
  ciliumUnsupported,
  ciliumUnproven,
  ciliumKubernetesMismatch,
  nodeImageUnknown,
  frrUnsupported,
  frrImageMismatch,
  routerDetached,
  routerIdle,
  clusterMissing,
  clusterWithoutRouter,
  severalRouters,
  networkShared,
  clientWithoutRoute,
];
