import { describe, expect, it } from "vitest";
import { changed, clusterWith, DEPLOYMENT, SERVICE, said, VALUES } from "./cluster-files.ts";

const ON_WORKER = changed(DEPLOYMENT, "replicas: 2", "replicas: 1").replace(/ {6}tolerations.*\n/, "");
const OPEN = `${VALUES}bpf: { lbExternalClusterIP: true }\n`;

/** `node address:port -> pods`, a line each. */
function lines(service: string, values = VALUES, deployment = ON_WORKER): readonly string[] {
  const { frontends } = clusterWith({
    values,
    manifests: { "service.yaml": service, "deployment.yaml": deployment },
  });
  return frontends.map(({ node, address, port, pods }) => {
    const behind = pods.map((pod) => `${pod.name}@${pod.node.replace("lab-", "")}:${pod.port}`);
    return `${node.replace("lab-", "")} ${address}:${port} -> ${behind.join(" ") || "nobody"}`;
  });
}

describe("a node", () => {
  it("with the policy Local answers for its own pods, and drops what comes if it has none", () => {
    expect(lines(SERVICE)).toEqual([
      "control-plane 172.30.0.10:80 -> nobody",
      "worker 172.30.0.10:80 -> web-1@worker:8080",
    ]);
    expect(lines(SERVICE, VALUES, DEPLOYMENT)).toEqual([
      "control-plane 172.30.0.10:80 -> web-1@control-plane:8080",
      "worker 172.30.0.10:80 -> web-2@worker:8080",
    ]);
  });

  it("with the policy Cluster answers for all pods", () => {
    expect(lines(changed(SERVICE, "Local", "Cluster"), VALUES, DEPLOYMENT)).toEqual([
      "control-plane 172.30.0.10:80 -> web-1@control-plane:8080 web-2@worker:8080",
      "worker 172.30.0.10:80 -> web-1@control-plane:8080 web-2@worker:8080",
    ]);
  });

  it("answers on every port of a service, and on its external addresses", () => {
    const service = changed(
      SERVICE,
      "ports: [{",
      "externalIPs: [198.51.100.7]\n  ports: [{ name: alt, port: 8080, targetPort: 8080 }, {",
    );
    expect(lines(service).filter((line) => line.startsWith("worker"))).toEqual([
      "worker 172.30.0.10:8080 -> web-1@worker:8080",
      "worker 172.30.0.10:80 -> web-1@worker:8080",
      "worker 198.51.100.7:8080 -> web-1@worker:8080",
      "worker 198.51.100.7:80 -> web-1@worker:8080",
    ]);
  });

  it("answers ClusterIPs from outside only with bpf.lbExternalClusterIP, as the internal policy says", () => {
    const service = changed(SERVICE, "spec:", "spec:\n  clusterIP: 10.96.0.50");
    expect(lines(service).join("\n")).not.toContain("10.96.0.50");
    expect(lines(service, OPEN)).toEqual([
      "control-plane 172.30.0.10:80 -> nobody",
      "control-plane 10.96.0.50:80 -> web-1@worker:8080",
      "worker 172.30.0.10:80 -> web-1@worker:8080",
      "worker 10.96.0.50:80 -> web-1@worker:8080",
    ]);
    const local = changed(service, "spec:", "spec:\n  internalTrafficPolicy: Local");
    expect(lines(local, OPEN)).toContain("control-plane 10.96.0.50:80 -> nobody");
  });

  it("names a service of another namespace with it", () => {
    const manifests = {
      "service.yaml": changed(SERVICE, "name: web\n", "name: web\n  namespace: kube-system\n"),
      "deployment.yaml": changed(DEPLOYMENT, "{ name: web }", "{ name: web, namespace: kube-system }"),
    };
    expect(clusterWith({ manifests }).frontends.map(({ service }) => service)).toEqual([
      "kube-system/web",
      "kube-system/web",
    ]);
  });

  it("answers nothing where there is neither kube-proxy nor its replacement", () => {
    const { frontends, speakers, remarks } = clusterWith({
      values: changed(VALUES, "kubeProxyReplacement: true", "kubeProxyReplacement: false"),
    });
    expect(frontends).toEqual([]);
    expect(speakers).toHaveLength(2);
    expect(said(remarks)).toContainEqual(expect.stringContaining("nobody answers for services"));
  });
});
