import { describe, expect, it } from "vitest";
import { applyFiles } from "../../src/control-plane/apply-files.ts";
import { runCluster } from "../../src/control-plane/run-cluster.ts";
import { changed, clusterFiles, clusterWith, KIND, SERVICE, said, VALUES } from "./cluster-files.ts";

describe("the files of a cluster that works", () => {
  it("meet no refusal and no remark", () => {
    const { refusals, remarks } = clusterWith();
    expect([...said(refusals), ...said(remarks)]).toEqual([]);
  });
});

describe("kind.yaml", () => {
  it("names nodes after cluster and role, numbered from the second on, with the labels that kubelet puts on", () => {
    const roles = ["control-plane", "worker", "control-plane", "worker", "worker"];
    const kind = changed(
      KIND,
      KIND.slice(KIND.indexOf("nodes:")),
      `nodes: [${roles.map((role) => `{ role: ${role} }`)}]`,
    );
    const { nodes } = clusterWith({ kind });
    expect(nodes.map(({ name }) => name)).toEqual([
      "lab-control-plane",
      "lab-worker",
      "lab-control-plane2",
      "lab-worker2",
      "lab-worker3",
    ]);
    expect(nodes[1]?.labels).toMatchObject({
      "kubernetes.io/hostname": "lab-worker",
      "kubernetes.io/os": "linux",
    });
    expect(nodes[2]?.labels).toHaveProperty(["node-role.kubernetes.io/control-plane"], "");
  });

  it("without nodes is one control plane, without a network in kind's own subnets", () => {
    const { cluster, refusals } = applyFiles(
      clusterFiles({
        kind: "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n",
        manifests: { "service.yaml": undefined },
      }),
    );
    expect(refusals).toEqual([]);
    expect(cluster.nodes.map(({ name }) => name)).toEqual(["kind-control-plane"]);
    const excluded = "node.kubernetes.io/exclude-from-external-load-balancers";
    expect(cluster.nodes[0]?.labels).not.toHaveProperty([excluded]);
    expect(clusterWith().nodes[0]?.labels).toHaveProperty([excluded]);
    expect(cluster).toMatchObject({
      podSubnet: "10.244.0.0/16",
      serviceSubnet: "10.96.0.0/16",
      kubeProxy: true,
    });
  });

  it("takes numbers and words as labels, as kind's reader does", () => {
    const kind = changed(
      KIND,
      "role: worker, labels: { bgp: enabled }",
      "role: worker, labels: { rack: 7, on: yes }",
    );
    expect(clusterWith({ kind }).nodes[1]?.labels).toMatchObject({ rack: "7", on: "yes" });
  });

  it.each([
    [
      "an unknown key",
      "role: worker,",
      "rôle: worker,",
      'kind.yaml: `nodes[1]["rôle"]` is no field that there is',
    ],
    [
      "an unknown key of the network",
      "disableDefaultCNI",
      "disableDefaultCni",
      "`networking.disableDefaultCni` is no field",
    ],
    ["another apiVersion", "v1alpha4", "v1alpha3", "`apiVersion` must be kind.x-k8s.io/v1alpha4"],
    ["a name in capitals", "name: lab", "name: Lab", "`name` must be lower-case letters"],
    ["a cluster of workers", "role: control-plane", "role: worker", "`nodes` holds no control plane"],
    [
      "a subnet that is none",
      "10.128.0.0/20",
      "10.128.0.0",
      "`networking.podSubnet` must be one IPv4 prefix",
    ],
    [
      "a pod subnet without room for a node's /24",
      "10.128.0.0/20",
      "10.128.0.0/25",
      "must have a length from 8 to 24, and has 25",
    ],
    [
      "a service subnet that kubeadm refuses",
      "10.96.0.0/22",
      "10.96.0.0/29",
      "must have a length from 12 to 28, and has 29",
    ],
    [
      "IPv6",
      "podSubnet:",
      "ipFamily: ipv6, podSubnet:",
      "`networking.ipFamily` must be ipv4: nothing else is rehearsed",
    ],
    ["what is no YAML", "nodes:", "nodes: [", "kind.yaml: line"],
  ])("with %s is refused, and there are no nodes", (_, part, by, message) => {
    const { nodes, speakers, frontends, refusals } = clusterWith({ kind: changed(KIND, part, by) });
    expect(said(refusals).join("\n")).toContain(message);
    expect([nodes, speakers, frontends]).toEqual([[], [], []]);
  });

  it("that is not there makes no cluster", () => {
    const files = clusterFiles();
    files.delete("kind.yaml");
    expect(applyFiles(files)).toMatchObject({ refusals: [{ file: "kind.yaml" }], cluster: { nodes: [] } });
  });
});

describe("cilium-values.yaml", () => {
  it.each([
    ["enabled: true }", "enabled: false }"],
    ["bgpControlPlane: { enabled: true }", "bgpControlplane: { enabled: true }"],
  ])("without bgpControlPlane.enabled makes no speakers: %s -> %s", (part, by) => {
    const { speakers, frontends, remarks, refusals } = clusterWith({ values: changed(VALUES, part, by) });
    expect(speakers).toEqual([]);
    expect(frontends).not.toEqual([]);
    expect(said(remarks)).toContain(
      "cilium-values.yaml: `bgpControlPlane.enabled` is not true: no node speaks BGP",
    );
    expect(said(refusals).join("\n")).toContain("CiliumBGPPeerConfig `tor`: there is no such kind while");
  });

  it("with text for a flag is refused by the chart", () => {
    const { refusals } = clusterWith({ values: changed(VALUES, "enabled: true", 'enabled: "true"') });
    expect(said(refusals)[0]).toBe(
      "cilium-values.yaml: `bgpControlPlane.enabled` must be true or false, and is the text `true`",
    );
  });

  it("without ipam.mode gives pods addresses that are not rehearsed", () => {
    const { remarks } = clusterWith({ values: changed(VALUES, "ipam: { mode: kubernetes }", "ipam: {}") });
    expect(remarks).toEqual([
      {
        file: "cilium-values.yaml",
        message: "`ipam.mode` is missing, and its default is not rehearsed",
        isUnmodelled: true,
      },
    ]);
  });

  it("without k8sServiceHost, where there is no kube-proxy, starts no agent", () => {
    const { speakers, frontends, remarks } = clusterWith({
      values: changed(VALUES, "k8sServiceHost", "apiServer"),
    });
    expect([speakers, frontends]).toEqual([[], []]);
    expect(said(remarks)).toContainEqual(expect.stringContaining("no agent finds the API server"));
    const kind = changed(KIND, "kubeProxyMode: none", "kubeProxyMode: iptables");
    expect(
      clusterWith({ kind, values: changed(VALUES, "k8sServiceHost", "apiServer") }).speakers,
    ).toHaveLength(2);
  });
});

describe("kubectl apply --kustomize", () => {
  it("applies what is listed and nothing else", () => {
    const manifests = { "kustomization.yaml": "resources: [pool.yaml, ./peer.yaml]" };
    const { resources, refusals, remarks } = applyFiles(clusterFiles({ manifests }));
    expect(resources.map(({ kind }) => kind)).toEqual(["CiliumLoadBalancerIPPool", "CiliumBGPPeerConfig"]);
    expect(refusals).toEqual([]);
    expect(said(remarks)).toContain(
      "manifests/service.yaml: it is not listed in kustomization.yaml, and nobody applies it",
    );
  });

  it.each([
    [
      "a file that is not there",
      { "kustomization.yaml": "resources: [pool.yaml, gone.yaml]" },
      "`gone.yaml` is listed, and is no file beside the list",
    ],
    [
      "a field that kustomize does not know",
      { "kustomization.yaml": "resource: [pool.yaml]" },
      "`resource` is no field that there is",
    ],
    ["no list at all", { "kustomization.yaml": undefined }, "it is not there: nothing is applied"],
    ["a file that is no YAML", { "pool.yaml": "a: [" }, "pool.yaml: line 1: "],
    [
      "a key that stands twice",
      { "service.yaml": `${SERVICE}  type: NodePort\n` },
      "service.yaml: line 13: map keys must be unique",
    ],
    [
      "an object without a kind",
      { "pool.yaml": "apiVersion: v1\nmetadata: { name: a }" },
      "an object has no kind",
    ],
    [
      "an object without a name",
      { "pool.yaml": "apiVersion: v1\nkind: Secret\nmetadata: {}" },
      "a Secret has no metadata.name",
    ],
    [
      "a document that is no object",
      { "pool.yaml": "- 1" },
      "it holds something that is no object of Kubernetes",
    ],
    ["the same object twice", { "twice.yaml": SERVICE }, "Service `web` is there twice"],
  ])("with %s applies nothing", (_, manifests, message) => {
    const files = clusterFiles({ manifests });
    if ("kustomization.yaml" in manifests && !manifests["kustomization.yaml"])
      files.delete("manifests/kustomization.yaml");
    const { resources, refusals } = applyFiles(files);
    expect(resources).toEqual([]);
    expect(said(refusals).join("\n")).toContain(message);
  });

  it("says which of the list's fields are not rehearsed", () => {
    const { remarks } = applyFiles(
      clusterFiles({ manifests: { "kustomization.yaml": "resources: [pool.yaml]\nnamePrefix: a-" } }),
    );
    expect(said(remarks)).toContain(
      "manifests/kustomization.yaml: `namePrefix` is not rehearsed: what it would change stays as it is written",
    );
  });

  it("takes the items of a List, and passes over empty documents", () => {
    const list =
      "---\n---\napiVersion: v1\nkind: List\nitems:\n  - { apiVersion: v1, kind: Secret, metadata: { name: a } }\n";
    const { resources } = applyFiles(clusterFiles({ manifests: { "list.yaml": list } }));
    expect(resources.at(-1)).toMatchObject({
      kind: "Secret",
      name: "a",
      namespace: "default",
      file: "manifests/list.yaml",
    });
  });

  it("lets the last of two versions of an object stand", () => {
    const old =
      "apiVersion: cilium.io/v2alpha1\nkind: CiliumLoadBalancerIPPool\nmetadata: { name: pool }\nspec: { disabled: true }\n";
    const { resources } = applyFiles(clusterFiles({ manifests: { "zz.yaml": old } }));
    const pools = resources.filter(({ kind }) => kind === "CiliumLoadBalancerIPPool");
    expect(pools).toMatchObject([{ apiVersion: "cilium.io/v2alpha1", spec: { disabled: true } }]);
  });

  it("goes on when the server refuses an object", () => {
    const { resources, refusals } = applyFiles(
      clusterFiles({ manifests: { "service.yaml": changed(SERVICE, "port: 80", "port: 0") } }),
    );
    expect(said(refusals)).toEqual([
      "manifests/service.yaml: Service `web`: `spec.ports[0].port` must be at least 1, and is `0`",
    ]);
    expect(resources.map(({ kind }) => kind)).not.toContain("Service");
    expect(resources).toHaveLength(5);
  });

  it("keeps plain JSON, which a program can write down and hand on", () => {
    const applied = applyFiles(clusterFiles());
    const kept = JSON.parse(JSON.stringify(applied));
    expect(runCluster(kept, () => "10.0.0.11")).toEqual(runCluster(applied, () => "10.0.0.11"));
  });
});
