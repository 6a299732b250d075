import * as z from "zod";
import { isCidr } from "../addresses.ts";
import { defaulted, optional, text } from "../fields.ts";
import { LABEL_SELECTOR } from "../label-selector.ts";
import { STATUS } from "./cilium-fields.ts";

/** CiliumLoadBalancerIPPool. `start` and `stop` are any text to the server; LB-IPAM reads them. */
export function ipPool() {
  const block = z.strictObject({
    cidr: optional(text(isCidr, "must be a prefix such as 172.30.0.0/24")),
    start: optional(z.string()),
    stop: optional(z.string()),
  });
  return z.strictObject({
    spec: z.strictObject({
      // Yes and No are text: without quotes they are true and false to a reader of YAML 1.1.
      allowFirstLastIPs: optional(z.enum(["Yes", "No"])),
      blocks: optional(z.array(block)),
      disabled: defaulted(z.boolean(), false),
      serviceSelector: optional(LABEL_SELECTOR),
    }),
    ...STATUS,
  });
}
