import daemons from "../../../templates/frr/daemons.njk";
import frrConf from "../../../templates/frr/frr.conf.njk";
import vtyshConf from "../../../templates/frr/vtysh.conf.njk";
import { frrNames, LAST_SEQUENCE } from "../../plan/frr-names.ts";
import type { Peering, Plan, PlannedPool, PlannedRouter } from "../../plan/plan.ts";
import type { Artifact, Backend } from "../backend.ts";

/** FRR: a folder for each router, with the three files that belong into its /etc/frr. */
export const frr: Backend = {
  name: "frr",
  emit: (plan) =>
    plan.routers.filter(({ platform }) => platform === "frr").flatMap((router) => emitRouter(router, plan)),
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
  const filtered = router.policy === "pools";
  return [
    file("frr.conf", "frr", frrConf, {
      router,
      filtered,
      toClusters: frrNames.toClusters,
      acceptAll: frrNames.acceptAll,
      lastSequence: LAST_SEQUENCE,
      // Without a filter there is nothing that a pool would be needed for.
      pools: filtered ? plan.pools.filter(({ name }) => router.pools.includes(name)).map(poolView) : [],
      peerings: plan.peerings
        .filter((peering) => peering.router === router.name)
        .map((peering) => peeringView(peering, plan)),
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
    prefixList: frrNames.prefixList(name),
    entries: prefixes.map((prefix, index) => ({
      prefix,
      sequence: (index + 1) * 10,
      wide: !prefix.endsWith("/32"),
    })),
    discards,
  };
}

function peeringView(peering: Peering, { secrets }: Plan) {
  const filtered = peering.policy === "pools";
  return {
    ...peering,
    peerGroup: frrNames.peerGroup(peering.cluster),
    routeMapIn: filtered ? frrNames.fromCluster(peering.cluster) : frrNames.acceptAll,
    routeMapOut: filtered ? frrNames.toClusters : frrNames.acceptAll,
    passwords: secrets
      .filter(({ cluster }) => cluster === peering.cluster)
      .map(({ placeholder }) => placeholder),
    offLink: peering.multihop > 1,
    limited: peering.maximumPrefixes > 0,
    // From 1 on, so that more pools than anybody has fit in front of the last entry.
    accepted: peering.accepts.map((pool, index) => ({
      prefixList: frrNames.prefixList(pool),
      sequence: index + 1,
    })),
  };
}
