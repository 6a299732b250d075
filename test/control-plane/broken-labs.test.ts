import { describe, expect, it } from "vitest";
import { announced, changed, clusterWith, DEPLOYMENT, KIND, SERVICE, said, VALUES } from "./cluster-files.ts";

/** The pods behind each frontend of the service. */
const behind = (manifests: Readonly<Record<string, string>>) =>
  clusterWith({ manifests }).frontends.map(({ pods }) => pods.map(({ name }) => name));

describe("values with which no agent starts", () => {
  it.each([
    ["routingMode: native", "routingMode: tunnel", "`autoDirectNodeRoutes` cannot be used with tunnels"],
    ["routingMode: native\n", "", "`autoDirectNodeRoutes` cannot be used with tunnels"],
    ["ipv4NativeRoutingCIDR: 10.128.0.0/9\n", "", "`ipv4NativeRoutingCIDR` is missing"],
    ["10.128.0.0/9", "10.128.0.0", "`ipv4NativeRoutingCIDR` is no IPv4 prefix"],
    ["routingMode: native", "routingMode: bridged", "`routingMode` must be native or tunnel"],
    ["routingMode", "agent: false\nroutingMode", "`agent` is false"],
    ["routingMode", "ipv4: { enabled: false }\nroutingMode", "`ipv4.enabled` is false"],
    ["routingMode", "operator: { enabled: false }\nroutingMode", "`operator` is switched off"],
    ["routingMode", "operator: { replicas: 0 }\nroutingMode", "`operator` is switched off"],
  ])("make no speakers, and nothing answers: %s -> %s", (part, by, message) => {
    const { speakers, frontends, remarks } = clusterWith({ values: changed(VALUES, part, by) });
    expect([speakers, frontends]).toEqual([[], []]);
    expect(said(remarks).join("\n")).toMatch(
      new RegExp(`^cilium-values.yaml: ${message}.*: no agent starts$`, "m"),
    );
  });

  it("need no prefix for native routing where nothing is masqueraded", () => {
    const values = changed(VALUES, "ipv4NativeRoutingCIDR: 10.128.0.0/9", "enableIPv4Masquerade: false");
    expect(clusterWith({ values }).speakers).toHaveLength(2);
  });

  it("leave Cilium's kinds out, without the operator", () => {
    const { refusals } = clusterWith({ values: `${VALUES}operator: { enabled: false }\n` });
    expect(said(refusals)).toContainEqual(
      expect.stringContaining("CiliumLoadBalancerIPPool `pool`: there is no such kind: Cilium's operator"),
    );
  });
});

describe("a deployment", () => {
  it("that is paused from the start has no pods, and its service is announced by nobody", () => {
    const deployment = changed(DEPLOYMENT, "replicas: 2", "replicas: 2\n  paused: true");
    const plane = clusterWith({ manifests: { "deployment.yaml": deployment } });
    expect(announced(plane)).toEqual({ "lab-control-plane": [], "lab-worker": [] });
    expect(said(plane.remarks)).toContain(
      "manifests/deployment.yaml: Deployment `web`: it is paused from the start: it has no pods",
    );
  });

  it.each([
    [8080, [["web-1"], ["web-2"]]],
    [8081, [[], []]],
  ])("whose probe asks for port %i has the pods %j", (port, pods) => {
    const probe = `image: nginx\n          readinessProbe: { tcpSocket: { port: ${port} } }\n`;
    expect(behind({ "deployment.yaml": changed(DEPLOYMENT, "image: nginx\n", probe) })).toEqual(pods);
  });

  it("beside another that the selector takes as well is behind the service, too", () => {
    const second = changed(
      changed(DEPLOYMENT, "{ name: web }", "{ name: more }"),
      "replicas: 2",
      "replicas: 1",
    );
    expect(behind({ "second.yaml": second })).toEqual([["web-1", "more-1"], ["web-2"]]);
  });
});

describe("a target port by number that no container declares", () => {
  const service = changed(SERVICE, "targetPort: http", "targetPort: 9");

  it("is announced, since there are endpoints, and refuses connections", () => {
    const plane = clusterWith({ manifests: { "service.yaml": service } });
    expect(Object.values(announced(plane)).flat()).toEqual(["172.30.0.10/32", "172.30.0.10/32"]);
    expect(plane.frontends.map(({ pods }) => pods)).toEqual([[], []]);
    expect(said(plane.remarks)).toEqual([
      "manifests/service.yaml: Service `web`: `targetPort` `9` is declared by no container, so connections to port 80 are refused",
    ]);
  });

  it("is not rehearsed where only some of the pods declare it", () => {
    const second = changed(changed(DEPLOYMENT, "{ name: web }", "{ name: more }"), "8080", "9");
    const { remarks } = clusterWith({ manifests: { "service.yaml": service, "second.yaml": second } });
    expect(remarks).toMatchObject([{ file: "manifests/service.yaml", isUnmodelled: true }]);
  });
});

describe("files that the tools take", () => {
  it("are a kind.yaml of several documents, of which kind reads the first", () => {
    const { nodes, refusals, remarks } = clusterWith({ kind: `${KIND}---\nkind: Other\n` });
    expect([nodes.length, refusals]).toEqual([2, []]);
    expect(remarks).toEqual([
      {
        file: "kind.yaml",
        message: "it holds several documents: kind reads the first, and no other",
        isUnmodelled: false,
      },
    ]);
  });

  it.each(["kustomization.yml", "Kustomization"])("are a list named %s", (name) => {
    const manifests = { [name]: "resources: [pool.yaml, peer.yaml]\n", "kustomization.yaml": undefined };
    const files = clusterWith({ manifests });
    expect(said(files.refusals)).toEqual([]);
    expect(said(files.remarks).join("\n")).not.toContain(name);
  });

  it("are not two lists of one folder", () => {
    const { refusals } = clusterWith({ manifests: { Kustomization: "resources: [pool.yaml]\n" } });
    expect(said(refusals)).toEqual([
      "manifests/Kustomization: `manifests/kustomization.yaml` is a list of the same folder: kustomize stops, and nothing is applied",
    ]);
  });

  it.each(["web", "./web/", "web/../web"])("are a folder with its own list: %s", (folder) => {
    const manifests = {
      "kustomization.yaml": `resources: [pool.yaml, cluster.yaml, peer.yaml, advertisement.yaml, ${folder}]\n`,
      "service.yaml": undefined,
      "deployment.yaml": undefined,
      "web/kustomization.yml": "resources: [service.yaml, deployment.yaml]\n",
      "web/service.yaml": SERVICE,
      "web/deployment.yaml": DEPLOYMENT,
    };
    const plane = clusterWith({ manifests });
    expect([...said(plane.refusals), ...said(plane.remarks)]).toEqual([]);
    expect(plane.frontends).toHaveLength(2);
  });

  it.each([
    ["..", "`..` is listed, and lists this list itself"],
    ["../service.yaml", "`../service.yaml` is listed, and is no file beside the list"],
  ])("are not what such a folder lists above itself: %s", (resource, message) => {
    const manifests = {
      "kustomization.yaml": "resources: [web]\n",
      "web/kustomization.yaml": `resources: ["${resource}"]\n`,
    };
    expect(said(clusterWith({ manifests }).refusals)).toEqual([expect.stringContaining(message)]);
  });
});
