import { formatHost, type Host, parseHost } from "../../address/host.ts";
import { containsHost } from "../../address/range.ts";
import { type Applied, ofKind, on, type Resource } from "../applied.ts";
import { matches } from "../kubernetes/matches.ts";
import { serviceLabels } from "../kubernetes/service-labels.ts";
import type { Remarking } from "../remarking.ts";
import { firstFree, type UsablePool, usablePools } from "./pools.ts";

type Service = Resource<"Service">;

/** The addresses that LB-IPAM gives to the services of type LoadBalancer, in the order in which they are applied. */
export function* loadBalancerAddresses(applied: Applied): Remarking<ReadonlyMap<Service, readonly string[]>> {
  const pools = yield* usablePools(applied);
  const owners = new Map<string, Service>();
  const given = new Map<Service, readonly string[]>();
  for (const service of ofKind(applied, "Service")) {
    if (service.spec.type !== "LoadBalancer") continue;
    const elsewhere = servedElsewhere(service, applied);
    if (elsewhere !== undefined) {
      yield on(service, `LB-IPAM gives it no address: ${elsewhere}`);
      continue;
    }
    const asked = yield* askedAddresses(service);
    const addresses =
      asked.length > 0
        ? yield* grant(service, asked, pools, owners)
        : yield* anyAddress(service, pools, owners);
    for (const address of addresses) owners.set(address, service);
    given.set(service, addresses);
  }
  return given;
}

/** The class of services that BGP announces, besides those without one. */
export const BGP_CLASS = "io.cilium/bgp-control-plane";

/** The classes that LB-IPAM serves besides services without one. */
const CLASSES = [BGP_CLASS, "io.cilium/l2-announcer"];

function servedElsewhere({ spec }: Service, { values }: Applied): string | undefined {
  const { loadBalancerClass } = spec;
  if (!values.lbIpam) return "`enableLBIPAM` is false";
  if (loadBalancerClass === undefined)
    return values.defaultIpam ? undefined : "`defaultLBServiceIPAM` is not lbipam";
  return CLASSES.includes(loadBalancerClass)
    ? undefined
    : `its \`loadBalancerClass\` \`${loadBalancerClass}\` is not Cilium's`;
}

/** The annotation that asks for addresses. */
export const ANNOTATION = "lbipam.cilium.io/ips";
/** Its older name. */
export const ALIAS = "io.cilium/lb-ipam-ips";

function* askedAddresses(service: Service): Remarking<readonly Host[]> {
  const { annotations, spec } = service;
  const list = annotations[ANNOTATION] || annotations[ALIAS] || "";
  const words = [
    ...(spec.loadBalancerIP ? [spec.loadBalancerIP] : []),
    ...(list === "" ? [] : list.split(",")),
  ];
  const asked: Host[] = [];
  for (const word of words) {
    const host = parseHost(word.trim());
    if (!host) yield on(service, `\`${word}\` is no address: LB-IPAM goes on as if it were not asked for`);
    else if (!asked.some(({ value }) => value === host.value)) asked.push(host);
  }
  return asked;
}

function* grant(
  service: Service,
  asked: readonly Host[],
  pools: readonly UsablePool[],
  owners: ReadonlyMap<string, Service>,
): Remarking<readonly string[]> {
  const granted: string[] = [];
  for (const host of asked) {
    const address = formatHost(host);
    const wanted = `the address ${address} that it asks for`;
    const holding = pools.filter(({ ranges }) => ranges.some((range) => containsHost(range, host)));
    const pool = holding.find((candidate) => serves(candidate, service));
    const owner = owners.get(address);
    const reserved = pool?.ranges.some(({ reserved }) => reserved.includes(host.value));
    if (holding.length === 0) yield on(service, `no pool that is in use holds ${wanted}`);
    else if (!pool)
      yield on(
        service,
        `pool \`${holding[0]?.resource.name}\` holds ${wanted}, but its \`serviceSelector\` does not take this service`,
      );
    else if (owner) yield on(service, `${wanted} is the service \`${owner.name}\`'s`);
    else if (reserved)
      yield on(service, `${wanted} is at an end of its block, and \`allowFirstLastIPs\` is No`);
    else granted.push(address);
  }
  return granted;
}

function* anyAddress(
  service: Service,
  pools: readonly UsablePool[],
  owners: ReadonlyMap<string, Service>,
): Remarking<readonly string[]> {
  const serving = pools.filter((pool) => serves(pool, service));
  for (const pool of serving) {
    const address = firstFree(pool, (candidate) => owners.has(candidate));
    if (address !== undefined) return [address];
  }
  yield on(
    service,
    serving.length === 0
      ? "it has no address: no pool that is in use takes it by its labels"
      : "it has no address: the pools that take it are used up",
  );
  return [];
}

/** A pool without a selector serves every service. */
function serves({ resource: { spec } }: UsablePool, service: Service): boolean {
  return spec.serviceSelector === undefined || matches(spec.serviceSelector, serviceLabels(service));
}
