import type { ClusterObject } from "./cluster-objects.ts";
import { type VerifyWorld, verifyWorld } from "./verify-world.ts";
import { answers, changed, type Json, recorded, type Said, sections } from "./what-a-router-says.ts";

export const VIP = "172.30.0.10/32";
export const NODES = [
  "kind01-control-plane",
  "kind01-worker",
  "kind02-control-plane",
  "kind02-worker",
] as const;
/** The pods of both clusters, whose names are the same. */
export const PODS = ["10.128.16.10", "10.128.17.10", "10.128.32.10", "10.128.33.10"].map((ip, at) => ({
  name: `nginxhello-${(at % 2) + 1}`,
  ip,
}));

/** A world of two-clusters whose hosts say what was recorded, until they are told otherwise. */
export interface ToldWorld {
  readonly world: VerifyWorld;
  say(host: string, change?: (said: Said) => Said): void;
  /** The pods that answer the client, and how many of its requests are lost. */
  hear(pods: typeof PODS, lost?: number): void;
  ping(address: string, code: number): void;
}

export function toldWorld(): ToldWorld {
  const world = verifyWorld("two-clusters");
  const told: ToldWorld = {
    world,
    say(host, change = (said) => said) {
      const files =
        host === "frrtor" ? { "frr.conf": world.tree.artifacts.get("frrtor/frr.conf") ?? "" } : {};
      world.write(`said/${host}`, sections(host, change({ ...files, ...recorded(host) })));
    },
    hear: (pods, lost = 0) =>
      world.write(
        "said/client.requests",
        sections("client", answers("172.30.0.10:80", pods, lost), "client"),
      ),
    ping: (address, code) =>
      world.write(
        "said/frrtor.trouble",
        `\x1ehost\tfrrtor\tping ${address}\t${code}\n1 packets transmitted, 0 received`,
      ),
  };
  for (const host of ["frrtor", "client", ...NODES]) told.say(host);
  told.hear(PODS);
  world.write("said/frrtor.trouble", "");
  return told;
}

/** Takes a node's session and its paths away, or its paths only. */
export function withoutNode(address: string, session = true): (said: Said, session?: boolean) => Said {
  return (said, alsoSession = session) => {
    const table = changed(said, "table", (answer) => {
      for (const [prefix, paths] of Object.entries<Json[]>(answer.routes)) {
        answer.routes[prefix] = paths.filter(({ peerId }) => peerId !== address);
        if (answer.routes[prefix].length === 0) delete answer.routes[prefix];
      }
    });
    const kernel = {
      ...table,
      routes: String(table["routes"]).replace(new RegExp(`\\tnexthop via ${address} .*\\n`), ""),
    };
    return alsoSession ? changed(kernel, "neighbors", (peers) => delete peers[address]) : kernel;
  };
}

/** Without what bgpd would have said. */
export function withoutAnswers({ neighbors: _1, table: _2, filters: _3, running: _4, ...rest }: Said): Said {
  return rest;
}

/** Only the paths of the first AS are used. */
export function oneClusterOnly(table: Json): void {
  for (const path of table.routes[VIP]) {
    delete path.bestpath;
    path.multipath = path.path === "65101";
  }
}

/** A prefix that kind01-worker announces as well. */
export function foreign(table: Json, prefix: string): void {
  const path = table.routes[VIP].find(({ peerId }: Json) => peerId === "10.20.255.254");
  table.routes[prefix] = [{ ...path, network: prefix, bestpath: true }];
}

/** What `show route-map json` says when the last rule of FROM-kind01 has refused so many: a document of each daemon. */
export function filters(refused: number): string {
  const map = (invoked: number) => ({
    "FROM-kind01": {
      rules: [
        { type: "permit", invoked: 7 },
        { type: "deny", invoked },
      ],
    },
  });
  return `${JSON.stringify({ ZEBRA: map(0) }, null, 2)}\n${JSON.stringify({ BGP: map(refused) }, null, 2)}`;
}

/** The objects of a kind, with their spec changed. */
export function edited(
  objects: readonly ClusterObject[],
  kind: string,
  change: (spec: Json) => void,
): readonly ClusterObject[] {
  for (const object of objects) if (object.kind === kind) change(object.spec);
  return objects;
}

/** Deployments without replicas, and no pods. */
export function scaledToZero(objects: readonly ClusterObject[]): readonly ClusterObject[] {
  return edited(objects, "Deployment", (spec) => {
    spec.replicas = 0;
  }).filter(({ kind }) => kind !== "Pod");
}

/** As many pods are left as the workload is to have. */
export function scaledTo(replicas: number): (objects: readonly ClusterObject[]) => readonly ClusterObject[] {
  return (objects) => {
    const pods = objects.filter(({ kind }) => kind === "Pod").slice(0, replicas);
    return edited(objects, "Deployment", (spec) => {
      spec.replicas = replicas;
    }).filter((object) => object.kind !== "Pod" || pods.includes(object));
  };
}

/** Without a Deployment, and what comes of it. */
export function without(objects: readonly ClusterObject[], deployment: string): readonly ClusterObject[] {
  return objects.filter(
    ({ kind, metadata }) =>
      !(kind === "Deployment" && metadata.name === deployment) &&
      !(kind === "Pod" && metadata.labels?.["app"] === deployment),
  );
}

/** A service that no inventory has. */
export const OTHER: ClusterObject = {
  kind: "Service",
  metadata: { name: "other", namespace: "default" },
  status: { loadBalancer: { ingress: [{ ip: "172.30.0.15" }] } },
};

/** As `kubectl diff` prints it. */
export const DIFF = `diff -u -N /tmp/LIVE-123/apps.v1.Deployment.default.nginxhello /tmp/MERGED-456/apps.v1.Deployment.default.nginxhello
--- /tmp/LIVE-123/apps.v1.Deployment.default.nginxhello	2026-01-01 00:00:00.000000000 +0000
+++ /tmp/MERGED-456/apps.v1.Deployment.default.nginxhello	2026-01-01 00:00:00.000000000 +0000
@@ -6,7 +6,7 @@
-  generation: 3
+  generation: 4
   name: nginxhello
 spec:
   progressDeadlineSeconds: 600
-  replicas: 0
+  replicas: 2
   revisionHistoryLimit: 10
`;

/** The same of an object that is not there. */
export const DIFF_OF_DELETED = `diff -u -N /tmp/LIVE-123/apps.v1.Deployment.default.nginxhello /tmp/MERGED-456/apps.v1.Deployment.default.nginxhello
--- /tmp/LIVE-123/apps.v1.Deployment.default.nginxhello	2026-01-01 00:00:00.000000000 +0000
+++ /tmp/MERGED-456/apps.v1.Deployment.default.nginxhello	2026-01-01 00:00:00.000000000 +0000
@@ -0,0 +1,4 @@
+apiVersion: apps/v1
+kind: Deployment
+metadata:
+  name: nginxhello
`;
