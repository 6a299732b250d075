import { describe, expect, it } from "vitest";
import { changed, clusterWith, DEPLOYMENT, KIND, SERVICE, said } from "./cluster-files.ts";

const TOLERATIONS = DEPLOYMENT.slice(
  DEPLOYMENT.indexOf("      tolerations"),
  DEPLOYMENT.indexOf("      containers"),
);
const SPREAD = `
      topologySpreadConstraints:
        - { maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: { matchLabels: { app: web } } }
`;

/** On which nodes the pods of the service run, each as often as it has pods. */
function podNodes(deployment: string, kind = KIND): readonly string[] {
  const { frontends } = run(deployment, kind);
  const all = frontends.find(({ node }) => node === frontends[0]?.node)?.pods ?? [];
  return all.map(({ node }) => node.replace("lab-", ""));
}

function run(deployment: string, kind = KIND, more: Readonly<Record<string, string>> = {}) {
  const service = changed(SERVICE, "externalTrafficPolicy: Local", "externalTrafficPolicy: Cluster");
  return clusterWith({
    kind,
    manifests: { "deployment.yaml": deployment, "service.yaml": service, ...more },
  });
}

function kindWith(...roles: readonly string[]): string {
  return changed(
    KIND,
    KIND.slice(KIND.indexOf("nodes:")),
    `nodes: [${roles.map((role) => `{ role: ${role} }`)}]`,
  );
}

function with_(changes: {
  readonly replicas?: number;
  readonly tolerations?: string;
  readonly spread?: string;
}): string {
  const { replicas = 2, tolerations = TOLERATIONS, spread = "" } = changes;
  return changed(
    changed(DEPLOYMENT, "replicas: 2", `replicas: ${replicas}`),
    TOLERATIONS,
    tolerations + spread,
  );
}

describe("pods of a deployment", () => {
  it("go to the nodes in kind's order, round and round", () => {
    expect(podNodes(with_({ replicas: 5 }))).toEqual([
      "control-plane",
      "worker",
      "control-plane",
      "worker",
      "control-plane",
    ]);
  });

  it.each([
    ["without a toleration", "", ["worker", "worker"]],
    [
      "with one of another taint",
      "      tolerations: [{ key: other, operator: Exists }]\n",
      ["worker", "worker"],
    ],
    ["with one of another effect", changed(TOLERATIONS, "NoSchedule", "NoExecute"), ["worker", "worker"]],
    ["with one of everything", "      tolerations: [{ operator: Exists }]\n", ["control-plane", "worker"]],
    [
      "with an Equal that fits",
      "      tolerations: [{ key: node-role.kubernetes.io/control-plane }]\n",
      ["control-plane", "worker"],
    ],
  ])("keep away from a tainted control plane %s, as they tolerate", (_, tolerations, nodes) => {
    expect(podNodes(with_({ tolerations }))).toEqual(nodes);
  });

  it("run on the only node there is, which kind leaves without a taint", () => {
    expect(podNodes(with_({ tolerations: "" }), kindWith("control-plane"))).toEqual([
      "control-plane",
      "control-plane",
    ]);
  });

  it("do not run on control planes only, where there are several", () => {
    const deployment = with_({ tolerations: "" });
    expect(podNodes(deployment, kindWith("control-plane", "control-plane"))).toEqual([]);
    expect(said(run(deployment, kindWith("control-plane", "control-plane")).remarks)).toContainEqual(
      expect.stringContaining("Deployment `web`: 2 of its 2 pods stay pending"),
    );
  });

  it("go where their nodeSelector and nodeName send them", () => {
    expect(
      podNodes(with_({ spread: "      nodeSelector: { kubernetes.io/hostname: lab-worker }\n" })),
    ).toEqual(["worker", "worker"]);
    expect(podNodes(with_({ tolerations: "", spread: "      nodeName: lab-control-plane\n" }))).toEqual([
      "control-plane",
      "control-plane",
    ]);
  });

  it("are spread as their constraint wants, and the rest stays pending", () => {
    expect(podNodes(with_({ replicas: 4, spread: SPREAD }))).toEqual([
      "control-plane",
      "worker",
      "control-plane",
      "worker",
    ]);
    // A tainted node counts as empty, so nobody gets a second pod.
    const untolerated = with_({ replicas: 3, tolerations: "", spread: SPREAD });
    expect(podNodes(untolerated, kindWith("control-plane", "worker", "worker"))).toEqual([
      "worker",
      "worker2",
    ]);
    const honoured = changed(untolerated, "maxSkew: 1,", "maxSkew: 1, nodeTaintsPolicy: Honor,");
    expect(podNodes(honoured, kindWith("control-plane", "worker", "worker"))).toEqual([
      "worker",
      "worker2",
      "worker",
    ]);
    const anyway = changed(untolerated, "DoNotSchedule", "ScheduleAnyway");
    expect(podNodes(anyway, kindWith("control-plane", "worker", "worker"))).toEqual([
      "worker",
      "worker2",
      "worker",
    ]);
  });

  it("are spread over the nodes that count for their constraint", () => {
    const kind = kindWith("control-plane", "worker", "worker");
    const onWorkers = "      nodeSelector: { role: worker }\n";
    const labelled = kind.replaceAll("{ role: worker }", "{ role: worker, labels: { role: worker } }");
    const deployment = with_({ replicas: 4, spread: onWorkers + SPREAD });
    expect(podNodes(deployment, labelled)).toEqual(["worker", "worker2", "worker", "worker2"]);
    const ignoring = changed(deployment, "maxSkew: 1,", "maxSkew: 1, nodeAffinityPolicy: Ignore,");
    expect(podNodes(ignoring, labelled)).toEqual(["worker", "worker2"]);
    const wanting = changed(
      with_({ replicas: 4, spread: SPREAD }),
      "maxSkew: 1,",
      "maxSkew: 1, minDomains: 3,",
    );
    expect(podNodes(wanting)).toEqual(["control-plane", "worker"]);
  });

  it("are spread without regard to those of another namespace", () => {
    const deployment = with_({ replicas: 2, spread: SPREAD });
    const other = changed(
      changed(
        with_({ replicas: 1, tolerations: "" }),
        "{ name: web }",
        "{ name: web, namespace: kube-system }",
      ),
      "replicas: 1",
      "replicas: 3",
    );
    const manifests = { "a.yaml": other, "b.yaml": deployment, "deployment.yaml": undefined };
    expect(clusterWith({ manifests }).frontends.flatMap(({ pods }) => pods.map(({ node }) => node))).toEqual([
      "lab-control-plane",
      "lab-worker",
    ]);
  });

  it("are at most 110 on a node", () => {
    expect(podNodes(with_({ replicas: 2_000_000_000 }))).toHaveLength(220);
  });

  it("have addresses of their node's slice of the pod subnet, all different", () => {
    const second = DEPLOYMENT.replaceAll("web", "api");
    const { frontends } = run(DEPLOYMENT, KIND, {
      "second.yaml": second,
      "api.yaml": SERVICE.replaceAll("web", "api")
        .replace("172.30.0.10", "172.30.0.11")
        .replace("Local", "Cluster"),
    });
    const pods = frontends.filter(({ node }) => node === "lab-worker").flatMap((frontend) => frontend.pods);
    expect(pods.map(({ name, address }) => `${name} ${address}`)).toEqual([
      "web-1 10.128.0.10",
      "web-2 10.128.1.10",
      "api-1 10.128.0.11",
      "api-2 10.128.1.11",
    ]);
  });

  it("are not there on a node for which the pod subnet has no slice left, which does not speak BGP either", () => {
    const kind = changed(KIND, "10.128.0.0/20", "10.128.0.0/24");
    const { speakers, frontends, remarks } = clusterWith({ kind });
    expect(speakers.map(({ node }) => node)).toEqual(["lab-control-plane"]);
    expect(frontends.map(({ node, pods }) => [node, pods.length])).toEqual([["lab-control-plane", 2]]);
    expect(said(remarks)).toEqual([
      "kind.yaml: `networking.podSubnet` 10.128.0.0/24 has no /24 left for node `lab-worker`, which never becomes ready",
    ]);
  });

  it("never become ready if their probe asks for a port that they have not", () => {
    const deployment = changed(
      DEPLOYMENT,
      "          image: nginx",
      "          image: nginx\n          readinessProbe: { tcpSocket: { port: service } }",
    );
    const { frontends, remarks } = run(deployment);
    expect(run(changed(deployment, "tcpSocket", "httpGet")).remarks).toEqual(
      expect.arrayContaining([...remarks]),
    );
    expect(frontends.flatMap(({ pods }) => pods)).toEqual([]);
    expect(said(remarks)).toContain(
      "manifests/deployment.yaml: Deployment `web`: its pods never become ready: the readiness probe of container `web` asks for port `service`, which it has not",
    );
  });
});

describe("endpoints of a service", () => {
  const ports = (service: string) =>
    clusterWith({ manifests: { "service.yaml": changed(service, "Local", "Cluster") } }).frontends.map(
      ({ port, pods }) => [port, pods.map((pod) => pod.port)] as const,
    )[0];

  it.each([
    ["by the name of the pods' port", SERVICE, [80, [8080, 8080]]],
    ["by number", changed(SERVICE, "targetPort: http", "targetPort: 8080"), [80, [8080, 8080]]],
    [
      "as the service's own port if none is written",
      changed(SERVICE, "port: 80, targetPort: http", "port: 8080"),
      [8080, [8080, 8080]],
    ],
  ])("have the target port %s", (_, service, found) => {
    expect(ports(service)).toEqual(found);
  });

  it.each([
    [
      "whose targetPort no pod has",
      changed(SERVICE, "targetPort: http", "targetPort: https"),
      "`targetPort` `https` is no port of its pods, so port 80 has no endpoints",
    ],
    [
      "whose selector takes no pods",
      changed(SERVICE, "app: web", "app: other"),
      "its selector takes the pods of no Deployment",
    ],
    [
      "in another namespace than its pods",
      changed(SERVICE, "name: web\n", "name: web\n  namespace: kube-system\n"),
      "the pods that its selector takes are in namespace `default`, not in its own",
    ],
    [
      "whose targetPort is of another protocol in its pods",
      changed(SERVICE, "targetPort: http", "targetPort: dns"),
      "`targetPort` `dns` is no port of its pods, so port 80 has no endpoints",
    ],
    [
      "of UDP",
      changed(SERVICE, "port: 80", "protocol: UDP, port: 80"),
      "port 80 is UDP, which is not rehearsed",
    ],
  ])("are missing for a service %s", (_, service, message) => {
    const deployment = changed(
      DEPLOYMENT,
      "ports: [",
      "ports: [{ name: dns, containerPort: 53, protocol: UDP }, ",
    );
    const { frontends, remarks, speakers } = clusterWith({
      manifests: { "service.yaml": service, "deployment.yaml": deployment },
    });
    expect(frontends.flatMap(({ pods }) => pods)).toEqual([]);
    expect(speakers.flatMap(({ peers }) => peers.flatMap(({ announcements }) => announcements))).toEqual([]);
    expect(said(remarks)).toContain(`manifests/service.yaml: Service \`web\`: ${message}`);
  });
});
