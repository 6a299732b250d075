import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { describeLive } from "../live/requirements.ts";
import { filters, NODES, type ToldWorld, toldWorld, VIP, withoutNode } from "./told-world.ts";
import type { VerifyWorld } from "./verify-world.ts";
import { changed, type Json, sections } from "./what-a-router-says.ts";

vi.setConfig({ testTimeout: 60_000 });

describeLive("verify.sh, told what live routers, nodes and clients have said", { packages: ["jq"] }, () => {
  let world: VerifyWorld;
  let told: ToldWorld;
  const say: ToldWorld["say"] = (...words) => told.say(...words);

  beforeEach(() => {
    told = toldWorld();
    world = told.world;
  });

  afterEach(() => world.close());

  it("passes when all is as predicted, and leaves nothing behind", async () => {
    const { status, stdout, stderr } = await world.verify();
    expect(stdout).toMatch(/\n31 passed, 0 failed in \d+ s\n$/);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(world.leftovers()).toEqual([]);
  });

  it("holds a refused announcement of earlier against nobody once its node sends it no more", async () => {
    say("frrtor", (said) => ({ ...said, filters: filters(9) }));
    const again = ["10.20.128.0", "10.20.255.254"].flatMap((address) => [
      [`before ${address}`, filters(9)],
      [`after ${address}`, filters(9)],
    ]);
    world.write("said/frrtor.trouble", sections("frrtor", Object.fromEntries(again)));
    expect((await world.verify()).stdout).toContain("31 passed, 0 failed");
  });

  it("has not found out what a failed probe leaves open, and passes no verdict on the lab", async () => {
    world.write("kind01-is-down", "");
    const cluster = await world.verify();
    expect(cluster.stdout).toContain(
      "?     kind01: pods that are ready: expected nginxhello 2; it could not be found out: exit code 1: The connection to the server 127.0.0.1:6443 was refused",
    );
    expect(cluster.stdout).not.toContain("FAIL");
    expect(cluster.status).toBe(3);
    world.remove("kind01-is-down");
    world.write("mute-frrtor", "");
    const router = await world.verify();
    expect(router.stdout).toContain("?     frrtor: sessions with kind01");
    expect(router.stdout).not.toContain("FAIL");
    expect(router.status).toBe(3);
    world.write("engine-is-down", "");
    const engine = await world.verify();
    expect(engine.stdout).toBe("");
    expect(engine.stderr).toContain("Cannot connect to the Docker daemon");
    expect(engine.stderr).toContain("next:     start Docker");
    expect(engine.status).toBe(3);
  });

  it("refuses options that it does not know, and two that exclude each other", async () => {
    for (const options of [["--quick"], ["--wait", "soon"], ["--json", "--watch"]])
      expect(await world.verify(...options)).toMatchObject({
        status: 2,
        stdout: "",
        stderr: expect.stringContaining("usage: verify.sh"),
      });
  });

  it("prints one JSON document with --json, and nothing else", async () => {
    say("client", (said) => ({ ...said, routes: "" }));
    const { status, stdout } = await world.verify("--json", "--wait", "0");
    const { checks, ...head }: Json = JSON.parse(stdout);
    expect(head).toEqual({ version: 1, lab: "two-clusters", verdict: "fail", seconds: expect.any(Number) });
    expect(checks).toHaveLength(31);
    expect(checks.filter(({ outcome }: Json) => outcome !== "ok")).toEqual([
      {
        id: "static-routes",
        subject: "client: its static routes",
        outcome: "fail",
        expected: "all 6",
        found: expect.stringMatching(/^not .*172\.30\.0\.16\/30 via 192\.168\.20\.101/),
        causes: ["the container was restarted: routes are gone with that"],
        host: "client",
      },
    ]);
    expect(status).toBe(1);
  });

  it("looks again and again with --watch, says what has changed, and ends with the code of the last look", async () => {
    const watching = world.watch("1");
    await watching.said("31 passed, 0 failed\n");
    say("kind02-worker", (said) => ({ ...said, routes: "" }));
    await watching.said("30 passed, 1 failed\n  FAIL  kind02-worker: its static routes: expected all 1");
    await watching.said("cause: the container was restarted: routes are gone with that\n");
    const { status, stdout } = await watching.end();
    expect(stdout).not.toContain("ok    containers");
    expect(status).toBe(1);
    expect(world.leftovers()).toEqual([]);
  });

  it("makes so many requests that a healthy lab fails less than once in a thousand runs", async () => {
    await world.verify();
    const [, requests] =
      world
        .asked("client")
        .at(-1)
        ?.match(/172\.30\.0\.10:80 (\d+)$/) ?? [];
    // Each of four pods is alone on one of four next hops.
    expect(4 * (1 - 1 / 4) ** Number(requests)).toBeLessThan(1 / 1000);
    expect(Number(requests)).toBe(34);
  });

  it("takes any of the nodes, and any address, where the prediction does not know which", async () => {
    const expected: Json = JSON.parse(world.tree.artifacts.get("expected.json") ?? "");
    expected.unpinned = ["kind01", "kind02"].map((cluster) => ({
      router: "frrtor",
      cluster,
      service: "nginxhello",
      kind: "ClusterIP",
      within: "10.96.0.0/16",
      nodes: NODES.filter((node) => node.startsWith(cluster)),
      count: 2,
    }));
    world.write("tree/expected.json", JSON.stringify(expected));
    const announcing = (routes: Readonly<Record<string, string>>) =>
      say("frrtor", (said) => ({
        ...changed(said, "table", ({ routes: table }) => {
          for (const [prefix, as] of Object.entries(routes))
            table[prefix] = table[VIP].filter(({ path }: Json) => path === as).map((path: Json) => ({
              ...path,
              multipath: true,
            }));
        }),
        routes: [
          said["routes"],
          ...Object.entries(routes).flatMap(([prefix, as]) => {
            const subnet = as === "65101" ? "10.20" : "172.20";
            const hops = ["128.0", "255.254"].map(
              (end) => `\tnexthop via ${subnet}.${end} dev eth1 weight 1`,
            );
            return [`${prefix.replace("/32", "")} nhid 9 proto bgp metric 20`, ...hops];
          }),
        ].join("\n"),
      }));
    announcing({ "10.96.255.255/32": "65102", "10.96.0.9/32": "65101" });
    expect((await world.verify()).stdout).toContain("35 passed, 0 failed");
    announcing({ "10.96.0.9/32": "65101", "10.97.0.0/32": "65102" });
    expect((await world.verify()).stdout).toContain(
      `frrtor: prefixes that BGP knows: expected ${VIP}, one of 10.96.0.0/16, one of 10.96.0.0/16, found 10.97.0.0/32, ${VIP}, one of 10.96.0.0/16`,
    );
  });

  it("waits for what comes up a little later", { timeout: 60_000 }, async () => {
    say("frrtor", withoutNode("10.20.255.254"));
    const run = world.verify("--wait", "50");
    await pause(3000);
    say("frrtor");
    const { status, stdout } = await run;
    expect(stdout).toContain("not everything is as predicted yet: looks again for up to 50 s");
    expect(stdout).toContain("31 passed, 0 failed");
    expect(status).toBe(0);
  });
});
