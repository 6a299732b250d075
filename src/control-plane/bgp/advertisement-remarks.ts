import { type Applied, ofKind, on, type Resource, unmodelledOn } from "../applied.ts";
import { matches } from "../kubernetes/matches.ts";
import type { RunningCluster } from "../kubernetes/running-cluster.ts";
import { serviceLabels } from "../kubernetes/service-labels.ts";
import type { Remarking } from "../remarking.ts";
import { familiesOf } from "./families.ts";

/** Why something that looks as if it were announced is not: mostly labels that do not meet. */
export function* advertisementRemarks({ applied, services }: RunningCluster): Remarking<void> {
  for (const config of ofKind(applied, "CiliumBGPPeerConfig")) yield* familyRemarks(config, applied);
  for (const advertisement of ofKind(applied, "CiliumBGPAdvertisement")) {
    if (!isSelected(advertisement, applied))
      yield on(
        advertisement,
        "no family of a CiliumBGPPeerConfig selects it by its labels, so it announces nothing",
      );
    yield* entryRemarks(advertisement);
  }
  const entries = ofKind(applied, "CiliumBGPAdvertisement").flatMap(({ spec }) => spec.advertisements);
  for (const { resource, loadBalancerIps } of services) {
    const labels = serviceLabels(resource);
    const announced = entries.some(
      ({ service, selector }) => service?.addresses.includes("LoadBalancerIP") && matches(selector, labels),
    );
    if (loadBalancerIps.length > 0 && !announced)
      yield on(
        resource,
        "no CiliumBGPAdvertisement announces its LoadBalancerIP: none takes it by its labels",
      );
  }
}

function* familyRemarks(config: Resource<"CiliumBGPPeerConfig">, applied: Applied): Remarking<void> {
  const { families = [], transport } = config.spec;
  if (families.length === 0) yield on(config, "it has no `families`, so nothing is announced");
  for (const { afi, safi, advertisements } of families) {
    if ((afi !== "ipv4" && afi !== "ipv6") || safi !== "unicast")
      yield unmodelledOn(
        config,
        `the family ${afi} ${safi} is not rehearsed: Cilium has nothing to announce in it`,
      );
    else if (!advertisements)
      yield on(config, `its family ${afi} ${safi} has no \`advertisements\`, so nothing is announced in it`);
    else if (!ofKind(applied, "CiliumBGPAdvertisement").some(({ labels }) => matches(advertisements, labels)))
      yield on(
        config,
        `its family ${afi} ${safi} selects no CiliumBGPAdvertisement by its labels, so nothing is announced in it`,
      );
  }
  if (transport?.sourceInterface !== undefined)
    yield unmodelledOn(config, "`transport.sourceInterface` is not rehearsed");
  if (transport?.localPort !== undefined)
    yield unmodelledOn(config, "`transport.localPort` is not rehearsed");
}

function isSelected({ labels }: Resource<"CiliumBGPAdvertisement">, applied: Applied): boolean {
  return ofKind(applied, "CiliumBGPPeerConfig").some(({ spec }) =>
    familiesOf(spec.families).some(({ advertisements }) => matches(advertisements, labels)),
  );
}

function* entryRemarks(advertisement: Resource<"CiliumBGPAdvertisement">): Remarking<void> {
  for (const { advertisementType: type, selector, attributes } of advertisement.spec.advertisements) {
    const preference = attributes?.localPreference ?? 0;
    if (type === "CiliumPodIPPool" || type === "Interface")
      yield unmodelledOn(advertisement, `the type ${type} is not rehearsed: nothing of it is announced here`);
    else if (type === "Service" && !selector)
      yield on(advertisement, "it has no `selector`, so it announces no service; `{}` would be all of them");
    if (preference < 0 || preference > 0xffffffff)
      yield on(advertisement, `\`localPreference\` ${preference} is cut down to 32 bits`);
  }
}
