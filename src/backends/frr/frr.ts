import daemons from "../../../templates/frr/daemons.njk";
import frrConf from "../../../templates/frr/frr.conf.njk";
import vtyshConf from "../../../templates/frr/vtysh.conf.njk";
import type { Plan, PlannedPool, PlannedRouter } from "../../plan/plan.ts";
import type { Artifact, Backend } from "../backend.ts";

/** FRR: a folder for each router, with the three files that belong into its /etc/frr. */
export const frr: Backend = {
  name: "frr",
  emit: (plan) => plan.routers.flatMap((router) => emitRouter(router, plan)),
};

function emitRouter(router: PlannedRouter, plan: Plan): readonly Artifact[] {
  const file = (
    name: string,
    format: Artifact["format"],
    template: Artifact["template"],
    view: Artifact["view"],
  ): Artifact => ({
    path: `${router.name}/${name}`,
    format,
    template,
    view,
  });
  const pools = plan.pools.filter(({ name }) => router.pools.includes(name));
  return [
    file("frr.conf", "frr", frrConf, {
      router,
      filtered: router.policy === "pools",
      pools: pools.map(poolView),
      peerings: plan.peerings
        .filter((peering) => peering.router === router.name)
        .map((peering) => ({
          ...peering,
          offLink: peering.multihop > 1,
          limited: peering.maximumPrefixes > 0,
          accepted: peering.accepts.map((pool, index) => ({
            prefixList: prefixListOf(pool),
            sequence: (index + 1) * 10,
          })),
        })),
    }),
    file("daemons", "daemons", daemons, { router }),
    file("vtysh.conf", "frr", vtyshConf, {}),
  ];
}

function poolView({ name, first, last, prefixes, discards }: PlannedPool) {
  return {
    name,
    first,
    last,
    prefixList: prefixListOf(name),
    entries: prefixes.map((prefix, index) => ({
      prefix,
      sequence: (index + 1) * 10,
      wide: !prefix.endsWith("/32"),
    })),
    discards,
  };
}

function prefixListOf(pool: string): string {
  return `POOL-${pool}`;
}
