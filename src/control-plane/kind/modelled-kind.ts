import { ANY, each, fields, only } from "../modelled.ts";

/** What is modelled of kind.yaml. Mounts and published ports of a node are for the user's own use. */
export const MODELLED_KIND = fields({
  kind: ANY,
  apiVersion: ANY,
  name: ANY,
  networking: fields({
    ipFamily: ANY,
    apiServerAddress: ANY,
    apiServerPort: ANY,
    podSubnet: ANY,
    serviceSubnet: ANY,
    disableDefaultCNI: only(true),
    kubeProxyMode: only("none"),
    dnsSearch: ANY,
  }),
  nodes: each(fields({ role: ANY, image: ANY, labels: ANY, extraMounts: ANY, extraPortMappings: ANY })),
});
