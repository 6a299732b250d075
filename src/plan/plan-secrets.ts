import type { Cluster, Network } from "../network/network.ts";
import type { PlannedSecret } from "./plan.ts";

/** A secret for each cluster whose sessions are authenticated. Names have no underscore, so no two share a variable. */
export function planSecrets({ clusters }: Network): readonly PlannedSecret[] {
  return clusters.filter(({ bgp }) => bgp.authentication === "md5").map(planSecret);
}

function planSecret({ name }: Cluster): PlannedSecret {
  const variable = `BGP_MD5_${name.toUpperCase().replaceAll("-", "_")}`;
  return { cluster: name, variable, placeholder: `@${variable}@`, secretName: `bgp-md5-${name}` };
}
