import * as z from "zod";
import { ABSENT, integer, optional, text } from "../fields.ts";
import { LABEL_SELECTOR } from "../label-selector.ts";
import { STATUS } from "./cilium-fields.ts";
import { isCommunity, isLargeCommunity, WELL_KNOWN_COMMUNITIES } from "./communities.ts";

/** CiliumBGPAdvertisement: what is announced, of which services. Peer configurations select it by its own labels. */
export function bgpAdvertisement(apiVersion: string) {
  const v2 = apiVersion === "cilium.io/v2";
  const advertisement = z
    .strictObject({
      advertisementType: z.enum([
        "PodCIDR",
        "CiliumPodIPPool",
        "Service",
        ...(v2 ? (["Interface"] as const) : []),
      ]),
      selector: optional(LABEL_SELECTOR),
      service: optional(SERVICE),
      interface: v2 ? optional(z.strictObject({ name: z.string() })) : ABSENT,
      attributes: optional(ATTRIBUTES),
    })
    .superRefine(({ advertisementType: type, service, interface: port, selector }, context) => {
      const say = (field: string, message: string) =>
        context.addIssue({ code: "custom", message, path: [field] });
      if (type === "Service" && !service) say("service", "is missing, which the type Service needs");
      if (type !== "Service" && service && v2) say("service", `is for the type Service, not ${type}`);
      if (type === "Interface" && !port) say("interface", "is missing, which the type Interface needs");
      if (type !== "Interface" && port) say("interface", `is for the type Interface, not ${type}`);
      if (type === "PodCIDR" && selector) say("selector", "is not for the type PodCIDR");
    });
  return z.strictObject({ spec: z.strictObject({ advertisements: z.array(advertisement) }), ...STATUS });
}

const SERVICE = z.strictObject({
  addresses: z.array(z.enum(["LoadBalancerIP", "ClusterIP", "ExternalIP"])).min(1),
  aggregationLengthIPv4: optional(integer(0, 31)),
  aggregationLengthIPv6: optional(integer(0, 127)),
});

const ATTRIBUTES = z.strictObject({
  communities: optional(
    z.strictObject({
      standard: optional(
        z.array(text(isCommunity, "must be a community: two numbers up to 65535, or one of 32 bits")),
      ),
      large: optional(z.array(text(isLargeCommunity, "must be a large community: three numbers of 32 bits"))),
      wellKnown: optional(z.array(z.enum(WELL_KNOWN_COMMUNITIES))),
    }),
  ),
  // The schema has no bounds, so -1 and 2^40 are let through.
  localPreference: optional(z.number().refine(Number.isInteger, { error: "must be a whole number" })),
});

/** Attributes as an advertisement asks for them. */
export type AdvertisedAttributes = z.output<typeof ATTRIBUTES>;
