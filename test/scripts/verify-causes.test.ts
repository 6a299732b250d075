import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { describeLive } from "../live/requirements.ts";
import {
  DIFF,
  DIFF_OF_DELETED,
  edited,
  filters,
  foreign,
  NODES,
  OTHER,
  oneClusterOnly,
  PODS,
  scaledTo,
  scaledToZero,
  type ToldWorld,
  toldWorld,
  VIP,
  without,
  withoutAnswers,
  withoutNode,
} from "./told-world.ts";
import type { VerifyWorld } from "./verify-world.ts";
import { changed, sections } from "./what-a-router-says.ts";

vi.setConfig({ testTimeout: 60_000 });

describeLive("verify.sh, where something is wrong", { packages: ["jq"] }, () => {
  let world: VerifyWorld;
  let told: ToldWorld;
  const say: ToldWorld["say"] = (...words) => told.say(...words);
  const hear: ToldWorld["hear"] = (...words) => told.hear(...words);
  const ping: ToldWorld["ping"] = (...words) => told.ping(...words);

  beforeEach(() => {
    told = toldWorld();
    world = told.world;
  });

  afterEach(() => world.close());

  /** What is wrong, the line that says so, and the cause that is named below it. */
  const wrong: readonly (readonly [what: string, wreck: () => void, line: string, cause: string])[] = [
    [
      "the link of a node is cut",
      () => {
        say("frrtor", withoutNode("10.20.255.254"));
        ping("10.20.255.254", 1);
      },
      `frrtor: sessions with kind01, and prefixes accepted in each: expected kind01-worker ${VIP}, found kind01-worker has no session`,
      "frrtor gets no answer to pings from kind01-worker (10.20.255.254): its link is cut or down",
    ],
    [
      "a node is detached from its network",
      () => {
        say("frrtor", withoutNode("10.20.255.254"));
        world.containers({ "kind01-worker": { legs: "" } });
      },
      "containers: expected 6 that run, found kind01-worker is not on kind01",
      "kind01-worker is detached from the network kind01",
    ],
    [
      "a router is detached from a network",
      () => {
        say("frrtor", withoutNode("10.20.255.254"));
        ping("10.20.255.254", 1);
        world.containers({ frrtor: { legs: " client=192.168.20.101 kind02=172.20.0.101" } });
      },
      "containers: expected 6 that run, found frrtor is not on kind01",
      "frrtor is detached from the network kind01",
    ],
    [
      "a node has stopped",
      () => {
        say("frrtor", withoutNode("172.20.255.254"));
        world.containers({ "kind02-worker": { state: "exited", legs: " kind02=" } });
      },
      `frrtor: next hops to ${VIP} in BGP: expected kind01-control-plane kind01-worker, kind02-control-plane kind02-worker, found kind01-control-plane kind01-worker, kind02-control-plane`,
      "the container kind02-worker is exited",
    ],
    [
      "there is no client",
      () => world.containers({ client: undefined }),
      "containers: expected 6 that run, found client is not there",
      "there is no container client",
    ],
    [
      "somebody else's container has the client's name",
      () => world.containers({ client: { owner: "/" } }),
      "containers: expected 6 that run, found client is a stranger's",
      "the container client does not belong to this lab: docker rename it",
    ],
    [
      "the client has lost its network",
      () => {
        world.containers({ client: { legs: "" } });
        say("client", (said) => ({ ...said, routes: "" }));
      },
      "client: its static routes: expected all 6, found not",
      "client is detached from its network",
    ],
    [
      "nothing is there",
      () =>
        world.containers(Object.fromEntries(["frrtor", "client", ...NODES].map((name) => [name, undefined]))),
      "containers: expected 6 that run, found client is not there",
      "nothing of the lab is there: ./up.sh brings it up",
    ],
    [
      "bgpd does not run",
      () => say("frrtor", (said) => ({ ...withoutAnswers(said), bgpd: 1 })),
      "frrtor: daemons that answer: expected zebra, staticd, bgpd, found bgpd is missing",
      "bgpd does not run on frrtor",
    ],
    [
      "bgpd hangs",
      () => say("frrtor", (said) => ({ ...withoutAnswers(said), bgpd: 124 })),
      "frrtor: daemons that answer: expected zebra, staticd, bgpd, found bgpd hangs",
      "bgpd on frrtor hangs: it takes connections and does not answer",
    ],
    [
      "multipath-relax is missing in what FRR runs",
      () =>
        say("frrtor", (said) => ({
          ...changed(said, "table", oneClusterOnly),
          running: "\nLines To Add\n============\nrouter bgp 65001\n bgp bestpath as-path multipath-relax",
        })),
      `found kind01-control-plane kind01-worker\n`,
      "FRR on frrtor runs without `bgp bestpath as-path multipath-relax`: it uses the paths of one AS only",
    ],
    [
      "a foreign prefix is announced from inside the pool",
      () => say("frrtor", (said) => changed(said, "table", (table) => foreign(table, "172.30.0.15/32"))),
      `frrtor: prefixes that BGP knows: expected ${VIP}, found ${VIP}, 172.30.0.15/32`,
      "a foreign prefix: 172.30.0.15/32 is announced by kind01-worker, and frrtor's filter lets it in; it is the address of the service default/other of kind01",
    ],
    [
      "a foreign prefix is announced and refused",
      () => {
        say("frrtor", (said) => ({ ...said, filters: filters(9) }));
        world.write(
          "said/frrtor.trouble",
          sections("frrtor", {
            "before 10.20.128.0": filters(9),
            "after 10.20.128.0": filters(9),
            "before 10.20.255.254": filters(9),
            "after 10.20.255.254": filters(10),
          }),
        );
      },
      "frrtor: announcements of kind01 that it refuses, by node: expected 0 at most, found kind01-worker 1",
      "a foreign prefix: kind01-worker announces what frrtor's filter refuses; KUBECONFIG='STATE/kubeconfig-kind01' 'cilium' bgp routes advertised ipv4 unicast --context kind-kind01 lists it",
    ],
    [
      "a workload is scaled to zero",
      () => {
        say("frrtor", (said) => withoutNode("10.20.255.254")(withoutNode("10.20.128.0", false)(said), false));
        world.objects("kind01", scaledToZero);
        world.write("kind01.diff", DIFF);
        hear(PODS.slice(2));
      },
      "kind01: what is applied: expected what the manifests say, found Deployment default/nginxhello has replicas: 0 and not replicas: 2",
      "nginxhello is scaled to zero in kind01: without a ready pod nothing is announced",
    ],
    [
      "the cluster has a wrong AS number",
      () => {
        say("frrtor", (said) => withoutNode("10.20.255.254")(withoutNode("10.20.128.0")(said)));
        world.objects("kind01", (objects) =>
          edited(objects, "CiliumBGPClusterConfig", (spec) => {
            spec.bgpInstances[0].localASN = 65199;
          }),
        );
      },
      "frrtor: AS numbers, its own and kind01's: expected 65001 and 65101, found 65001 and 65199",
      "wrong AS number in kind01: the CiliumBGPClusterConfig kind01 says localASN 65199, not 65101",
    ],
    [
      "the router has a wrong AS number for a cluster",
      () =>
        say("frrtor", (said) => ({
          ...withoutNode("10.20.255.254")(withoutNode("10.20.128.0")(said)),
          running:
            "\nLines To Delete\n===============\nrouter bgp 65001\n no neighbor CLUSTER-kind01 remote-as 65199\n\nLines To Add\n============\nrouter bgp 65001\n neighbor CLUSTER-kind01 remote-as 65101",
        })),
      "frrtor: what FRR runs: expected its frr.conf, found without `neighbor CLUSTER-kind01 remote-as 65101`, with `neighbor CLUSTER-kind01 remote-as 65199`",
      "wrong AS number on frrtor: its running configuration says `neighbor CLUSTER-kind01 remote-as 65199`",
    ],
    [
      "the router has another frr.conf",
      () =>
        say("frrtor", (said) => ({
          ...said,
          "frr.conf": String(said["frr.conf"]).replace("timers 3 9", "timers 1 3"),
        })),
      "frrtor: its frr.conf: expected the one here, found without `neighbor CLUSTER-kind01 timers 3 9`, with `neighbor CLUSTER-kind01 timers 1 3`",
      "gen has written another since, or somebody has edited the router's",
    ],
    [
      "the router's file of daemons was edited",
      () => say("frrtor", (said) => ({ ...said, started: "zebra=yes\nbgpd=no" })),
      "frrtor: its frr.conf: expected the one here, found another daemons or vtysh.conf beside it",
      "gen has written another since, or somebody has edited the router's",
    ],
    [
      "the router's frr.conf was edited, and FRR runs what it should",
      () =>
        say("frrtor", (said) => ({
          ...said,
          "frr.conf": String(said["frr.conf"]).replace("timers 3 9", "timers 1 3"),
          running: "\nLines To Add\n============\nrouter bgp 65001\n neighbor CLUSTER-kind01 timers 1 3",
        })),
      "frrtor: what FRR runs: expected its frr.conf, found without `neighbor CLUSTER-kind01 timers 1 3`",
      "frrtor's own frr.conf is not the one here, and what FRR runs was compared with that one",
    ],
    [
      "a workload is deleted",
      () => {
        world.objects("kind01", (objects) => without(objects, "nginxhello"));
        world.write("kind01.diff", DIFF_OF_DELETED);
      },
      "kind01: what is applied: expected what the manifests say, found Deployment default/nginxhello is not there",
      "there is no Deployment nginxhello in kind01: ./up.sh applies it again",
    ],
    [
      "a workload is scaled down",
      () => world.objects("kind01", scaledTo(1)),
      "kind01: pods that are ready: expected nginxhello 2, found nginxhello 1",
      "nginxhello is scaled to 1 in kind01, and not to 2",
    ],
    [
      "Cilium's operator is deleted",
      () => world.objects("kind02", (objects) => without(objects, "cilium-operator")),
      "kind02: Cilium: expected 2 agents ready, and the operator, found 2 agents ready, and no operator",
      "there is no Deployment cilium-operator in kind02: ./up.sh makes it again",
    ],
    [
      "an advertisement has lost its selector",
      () => {
        say("frrtor", (said) => withoutNode("10.20.255.254")(withoutNode("10.20.128.0", false)(said), false));
        world.objects("kind01", (objects) =>
          edited(objects, "CiliumBGPAdvertisement", (spec) => {
            delete spec.advertisements[0].selector;
          }),
        );
      },
      "found kind01-control-plane none, kind01-worker none",
      "an advertisement of kind01 has no selector: no service is announced",
    ],
    [
      "Cilium is not ready",
      () =>
        world.objects("kind02", (objects) =>
          objects.map((object) =>
            object.kind === "DaemonSet" ? { ...object, status: { numberReady: 1 } } : object,
          ),
        ),
      "kind02: Cilium: expected 2 agents ready, and the operator, found 1 agents ready, and the operator",
      "Cilium is not ready in kind02: 1 agents of 2",
    ],
    [
      "a way back is missing",
      () =>
        say("kind02-worker", (said) => ({
          ...said,
          routes: String(said["routes"]).replace(/192\.168\.20\.0.*/, ""),
        })),
      "kind02-worker: its static routes: expected all 1, found not 192.168.20.0/24 via 172.20.0.101",
      "the container was restarted: routes are gone with that",
    ],
    [
      "a sysctl is not set",
      () =>
        say("frrtor", (said) => ({
          ...said,
          sysctls: String(said["sysctls"]).replace("ip_forward=1", "ip_forward=0"),
        })),
      "frrtor: its sysctls: expected all 6, found not net.ipv4.ip_forward=1",
      "somebody has changed them since the container was started",
    ],
    [
      "a pod does not answer, though another of its name does",
      () => hear(PODS.slice(1)),
      "client: pods that answer for nginxhello (172.30.0.10:80): expected kind01 2, kind02 2, found kind01 1, kind02 2",
      "none was found in what can be seen from here",
    ],
    [
      "requests are lost",
      () => hear(PODS, 1),
      "client: requests to nginxhello (172.30.0.10:80): expected 5 of 5 answered, found 4 of 5 answered",
      "a firewall between client and router, or a container that was just started",
    ],
    [
      "the kernel has not what BGP has",
      () =>
        say("frrtor", (said) => ({
          ...said,
          routes: String(said["routes"]).replace(/172\.30\.0\.10 nhid[\s\S]*?(?=blackhole)/, ""),
        })),
      `frrtor: next hops to ${VIP} in the kernel: expected kind01-control-plane kind01-worker, kind02-control-plane kind02-worker, found nothing`,
      "none was found in what can be seen from here",
    ],
    [
      "a discard is missing",
      () =>
        say("frrtor", (said) => ({
          ...said,
          routes: String(said["routes"]).replace(/blackhole 172\.30\.0\.10.*\n/, ""),
        })),
      "found 172.30.0.12/30, 172.30.0.16/30, 172.30.0.20/31",
      "somebody has removed static routes from FRR",
    ],
  ];

  it.each(wrong)("fails when %s, and names the cause", async (_what, wreck, line, cause) => {
    if (cause.includes("default/other")) world.objects("kind01", (objects) => [...objects, OTHER]);
    wreck();
    const { status, stdout } = await world.verify();
    expect(stdout).toContain(line);
    const causes = stdout.replace(/(?<=')\/\S+(?=\/kubeconfig-)/g, "STATE");
    expect(causes).toContain(`        cause: ${cause}`);
    expect(stdout).toContain("\nnext: ./up.sh");
    expect(status).toBe(1);
  });
});
