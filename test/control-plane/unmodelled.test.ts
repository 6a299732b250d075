import { describe, expect, it } from "vitest";
import type { Changes } from "./cluster-files.ts";
import { CLUSTER_CONFIG, changed, clusterWith, DEPLOYMENT, KIND, SERVICE, VALUES } from "./cluster-files.ts";

/** What is said of things that are taken and not modelled, as `file: message`. */
function unmodelled(changes: Changes): readonly string[] {
  const { remarks, refusals } = clusterWith(changes);
  expect(refusals).toEqual([]);
  return remarks.flatMap(({ file, message, isUnmodelled }) => (isUnmodelled ? [`${file}: ${message}`] : []));
}

const list = (...more: readonly string[]) =>
  `resources: [pool.yaml, cluster.yaml, peer.yaml, advertisement.yaml, service.yaml, deployment.yaml]\n${more.join("\n")}\n`;

describe("a field of kind.yaml that is not modelled", () => {
  it.each([
    ["name: lab", "name: lab\nkubeadmConfigPatches: ['kind: A']", "`kubeadmConfigPatches` is not rehearsed"],
    ["name: lab", "name: lab\nfeatureGates: { A: true }", "`featureGates` is not rehearsed"],
    ["name: lab", "name: lab\nruntimeConfig: { api/all: 'true' }", "`runtimeConfig` is not rehearsed"],
    [
      "name: lab",
      "name: lab\ncontainerdConfigPatches: ['[a]']",
      "`containerdConfigPatches` is not rehearsed",
    ],
    [
      "role: worker,",
      "role: worker, kubeadmConfigPatches: ['kind: A'],",
      "`nodes[1].kubeadmConfigPatches` is not rehearsed",
    ],
    [
      "disableDefaultCNI: true",
      "disableDefaultCNI: false",
      "`networking.disableDefaultCNI` is not rehearsed with the value `false`",
    ],
    [
      "disableDefaultCNI: true, ",
      "",
      "`networking.disableDefaultCNI` is missing, and its default is not rehearsed",
    ],
    [
      "kubeProxyMode: none",
      "kubeProxyMode: ipvs",
      "`networking.kubeProxyMode` is not rehearsed with the value `ipvs`",
    ],
  ])("is named: %s -> %s", (part, by, message) => {
    expect(unmodelled({ kind: changed(KIND, part, by) })).toEqual([`kind.yaml: ${message}`]);
  });

  it.each([
    "extraMounts: [{ hostPath: /a, containerPath: /b }]",
    "extraPortMappings: [{ containerPort: 80, hostPort: 8080 }]",
    "labels: { bgp: enabled, rack: a }",
  ])("is not %s", (field) => {
    const kind = changed(
      KIND,
      "role: control-plane,",
      `role: control-plane, ${field}, image: 'kindest/node',`,
    );
    const given = field.startsWith("labels") ? changed(kind, ", labels: { bgp: enabled } }\n", " }\n") : kind;
    expect(unmodelled({ kind: given })).toEqual([]);
  });
});

describe("a value of Cilium's chart that is not modelled", () => {
  it.each([
    ["policyEnforcementMode: always", "`policyEnforcementMode` is not rehearsed"],
    ["hubble: { enabled: true }", "`hubble` is not rehearsed"],
    ["bpf: { masquerade: true }", "`bpf.masquerade` is not rehearsed"],
    ["cluster: { id: 7 }", "`cluster.id` is not rehearsed with the value `7`"],
    [
      "operator: { unmanagedPodWatcher: { restart: false } }",
      "`operator.unmanagedPodWatcher` is not rehearsed",
    ],
    ["operator: { replicas: 3 }", "`operator.replicas` is not rehearsed with the value `3`"],
    ["ipv6: { enabled: true }", "`ipv6.enabled` is not rehearsed with the value `true`"],
    ["enableIPv4Masquerade: false", "`enableIPv4Masquerade` is not rehearsed with the value `false`"],
    [
      "securityContext: { capabilities: { ciliumAgent: [NET_BIND_SERVICE] } }",
      "`securityContext.capabilities.ciliumAgent` is not rehearsed with what it holds",
    ],
    ["k8sServiceHostRef: { name: a, key: b }", "`k8sServiceHostRef` is not rehearsed"],
  ])("is named: %s", (more, message) => {
    expect(unmodelled({ values: `${VALUES}${more}\n` })).toEqual([`cilium-values.yaml: ${message}`]);
  });

  it.each([
    ["lab-control-plane", "lab-worker", "`k8sServiceHost` is not rehearsed with the value `lab-worker`"],
    ["lab-control-plane", "other-control-plane", "`k8sServiceHost` is not rehearsed with the value"],
    ["lab-control-plane", "lab-external-load-balancer", "`k8sServiceHost` is not rehearsed with the value"],
    ["6443", "6444", "`k8sServicePort` is not rehearsed with the value `6444`"],
    ["autoDirectNodeRoutes: true", "autoDirectNodeRoutes: false", "`autoDirectNodeRoutes` is not"],
    ["10.128.0.0/9", "10.0.0.0/16", "`ipv4NativeRoutingCIDR` is not rehearsed with the value `10.0.0.0/16`"],
    ["mode: kubernetes", "mode: cluster-pool", "`ipam.mode` is not rehearsed with the value `cluster-pool`"],
    ["routingMode: native\nautoDirectNodeRoutes: true\n", "", "`routingMode` is missing"],
    ["kubeProxyReplacement: true", 'kubeProxyReplacement: "false"', "`kubeProxyReplacement` is not"],
  ])("is named: %s -> %s", (part, by, message) => {
    expect(unmodelled({ values: changed(VALUES, part, by) }).join("\n")).toContain(
      `cilium-values.yaml: ${message}`,
    );
  });

  it("is a key that stands twice, of which Helm takes the last", () => {
    const values = `${VALUES}bgpControlPlane: { enabled: false }\n`;
    const { refusals, speakers, remarks } = clusterWith({ values });
    expect(refusals.map(({ file }) => file)).not.toContain("cilium-values.yaml");
    expect(speakers).toEqual([]);
    expect(remarks).toContainEqual({
      file: "cilium-values.yaml",
      message: "line 10: map keys must be unique, and Helm takes the last of them",
      isUnmodelled: true,
    });
    expect(clusterWith({ values: `bgpControlPlane: { enabled: false }${VALUES}` }).speakers).toHaveLength(2);
  });
});

describe("a field of kustomization.yaml that is not modelled", () => {
  it.each([
    "namePrefix: a-",
    "nameSuffix: -a",
    "namespace: shop",
    "patches: [{ path: a.yaml }]",
    "images: [{ name: nginx, newTag: '1' }]",
    "replicas: [{ name: web, count: 1 }]",
    "commonLabels: { a: b }",
    "components: [a]",
    "configMapGenerator: [{ name: a }]",
  ])("is named: %s", (more) => {
    const [field] = more.split(":");
    expect(unmodelled({ manifests: { "kustomization.yaml": list(more) } })).toEqual([
      `manifests/kustomization.yaml: \`${field}\` is not rehearsed: what it would change stays as it is written`,
    ]);
  });

  it("is a resource from elsewhere", () => {
    const remote = "https://example.com/a.yaml";
    const manifests = {
      "kustomization.yaml": changed(list(), "deployment.yaml]", `deployment.yaml, "${remote}"]`),
    };
    expect(unmodelled({ manifests })).toEqual([
      `manifests/kustomization.yaml: \`${remote}\` comes from elsewhere: what it holds is not rehearsed`,
    ]);
  });
});

describe("a kind that is not modelled", () => {
  const of = (apiVersion: string, kind: string, name = "a", namespace = "default") =>
    unmodelled({
      manifests: {
        "new.yaml": `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name}, namespace: ${namespace} }\n`,
      },
    });

  it.each([
    ["networking.k8s.io/v1", "NetworkPolicy"],
    ["cilium.io/v2", "CiliumNetworkPolicy"],
    ["cilium.io/v2", "CiliumNodeConfig"],
    ["cilium.io/v2alpha1", "CiliumBGPPeeringPolicy"],
    ["cilium.io/v2alpha1", "CiliumL2AnnouncementPolicy"],
    ["apps/v1", "DaemonSet"],
    ["v1", "Pod"],
    ["discovery.k8s.io/v1", "EndpointSlice"],
    ["example.com/v1", "ConfigMap"],
    ["constructor/v1", "toString"],
  ])("is named: %s %s", (apiVersion, kind) => {
    expect(of(apiVersion, kind)).toEqual([
      `manifests/new.yaml: ${kind} \`a\`: is a kind that is not rehearsed`,
    ]);
  });

  it.each([
    ["v1", "ConfigMap"],
    ["v1", "ServiceAccount"],
    ["v1", "Namespace"],
    ["rbac.authorization.k8s.io/v1", "ClusterRole"],
  ])("may be harmless: %s %s", (apiVersion, kind) => {
    expect(of(apiVersion, kind)).toEqual([]);
  });

  it("is not harmless among the system's own, or under Cilium's name", () => {
    expect(of("v1", "ConfigMap", "coredns", "kube-system")).toHaveLength(1);
    expect(of("v1", "ConfigMap", "cilium-config")).toHaveLength(1);
  });
});

describe("a field of a Deployment that is not modelled", () => {
  it.each([
    ["affinity: { podAntiAffinity: {} }", "affinity"],
    ["hostNetwork: true", "hostNetwork"],
    ["initContainers: [{ name: a, image: b }]", "initContainers"],
    ["serviceAccountName: shop", "serviceAccountName"],
    ["priorityClassName: high", "priorityClassName"],
    ["securityContext: { runAsNonRoot: true }", "securityContext"],
    ["runtimeClassName: kata", "runtimeClassName"],
    ["schedulerName: mine", "schedulerName"],
    ["schedulingGates: [{ name: a }]", "schedulingGates"],
    ["readinessGates: [{ conditionType: a/b }]", "readinessGates"],
    ["volumes: [{ name: a, configMap: { name: gone } }]", "volumes"],
    ["imagePullSecrets: [{ name: a }]", "imagePullSecrets"],
    [
      "topologySpreadConstraints: [{ maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway, matchLabelKeys: [a] }]",
      "topologySpreadConstraints[0].matchLabelKeys",
    ],
  ])("is named: %s", (more, field) => {
    const deployment = changed(DEPLOYMENT, "    spec:\n", `    spec:\n      ${more}\n`);
    expect(unmodelled({ manifests: { "deployment.yaml": deployment } })).toEqual([
      expect.stringContaining(
        `manifests/deployment.yaml: Deployment \`web\`: \`spec.template.spec.${field}\` is not rehearsed`,
      ),
    ]);
  });

  it.each([
    ["command: [sleep]", "command"],
    ["args: [a]", "args"],
    ["env: [{ name: PORT, value: '1' }]", "env"],
    ["imagePullPolicy: Never", "imagePullPolicy"],
    ["resources: { requests: { cpu: '100' } }", "resources"],
    ["livenessProbe: { tcpSocket: { port: 9 } }", "livenessProbe"],
    ["startupProbe: { tcpSocket: { port: 9 } }", "startupProbe"],
    ["securityContext: { readOnlyRootFilesystem: true }", "securityContext"],
    ["lifecycle: { postStart: {} }", "lifecycle"],
    ["volumeMounts: [{ name: a, mountPath: /etc/nginx }]", "volumeMounts"],
    ["readinessProbe: { exec: { command: ['false'] } }", "readinessProbe.exec"],
    ["readinessProbe: { httpGet: { path: /gone, port: 8080 } }", "readinessProbe.httpGet"],
    [
      "readinessProbe: { initialDelaySeconds: 3600, tcpSocket: { port: 8080 } }",
      "readinessProbe.initialDelaySeconds",
    ],
  ])("is named in a container: %s", (more, field) => {
    const deployment = changed(DEPLOYMENT, "image: nginx\n", `image: nginx\n          ${more}\n`);
    expect(unmodelled({ manifests: { "deployment.yaml": deployment } })).toEqual([
      expect.stringContaining(`\`spec.template.spec.containers[0].${field}\` is not rehearsed`),
    ]);
  });

  it.each([
    ["hostNetwork: false"],
    ["securityContext: {}"],
    ["affinity: null"],
    ["serviceAccountName: default"],
    ["terminationGracePeriodSeconds: 5"],
  ])("is not one that says what goes without saying: %s", (more) => {
    const deployment = changed(DEPLOYMENT, "    spec:\n", `    spec:\n      ${more}\n`);
    expect(unmodelled({ manifests: { "deployment.yaml": deployment } })).toEqual([]);
  });

  it("is a second container, and a deployment among the system's own", () => {
    const two = changed(DEPLOYMENT, "containers:\n", "containers:\n        - { name: a, image: b }\n");
    expect(unmodelled({ manifests: { "deployment.yaml": two } })).toEqual([
      expect.stringContaining("`spec.template.spec.containers` is not rehearsed with what it holds"),
    ]);
    const system = changed(DEPLOYMENT, "{ name: web }", "{ name: coredns, namespace: kube-system }");
    expect(unmodelled({ manifests: { "system.yaml": system } })).toHaveLength(1);
  });
});

describe("a field of a Service that is not modelled", () => {
  it.each([
    ["loadBalancerSourceRanges: [10.0.0.0/8]", "spec.loadBalancerSourceRanges"],
    ["sessionAffinity: ClientIP", "spec.sessionAffinity"],
    ["publishNotReadyAddresses: true", "spec.publishNotReadyAddresses"],
    ["healthCheckNodePort: 30001", "spec.healthCheckNodePort"],
    ["trafficDistribution: PreferClose", "spec.trafficDistribution"],
  ])("is named: %s", (more, field) => {
    const service = changed(SERVICE, "spec:\n", `spec:\n  ${more}\n`);
    expect(unmodelled({ manifests: { "service.yaml": service } })).toEqual([
      expect.stringContaining(`manifests/service.yaml: Service \`web\`: \`${field}\` is not rehearsed`),
    ]);
  });

  it("is a node port of one's own choice", () => {
    const service = changed(SERVICE, "port: 80,", "port: 80, nodePort: 30080,");
    expect(unmodelled({ manifests: { "service.yaml": service } })).toEqual([
      expect.stringContaining("`spec.ports[0].nodePort` is not rehearsed with the value `30080`"),
    ]);
  });

  it.each([
    "service.cilium.io/node: a",
    "service.cilium.io/type: ClusterIP",
    "io.cilium/global-service: 'true'",
    "lbipam.cilium.io/sharing-key: a",
    "service.kubernetes.io/topology-mode: auto",
  ])("is the annotation %s", (annotation) => {
    const service = changed(SERVICE, "annotations: {", `annotations: { ${annotation},`);
    const [key] = annotation.split(": ");
    expect(unmodelled({ manifests: { "service.yaml": service } })).toEqual([
      `manifests/service.yaml: Service \`web\`: \`metadata.annotations["${key}"]\` is not rehearsed`,
    ]);
  });

  it("is the label that gives it to another proxy, and no annotation of another program", () => {
    const label = changed(SERVICE, "labels: {", "labels: { service.kubernetes.io/service-proxy-name: a,");
    expect(unmodelled({ manifests: { "service.yaml": label } })).toHaveLength(1);
    const other = changed(SERVICE, "annotations: {", "annotations: { example.com/owner: me,");
    expect(unmodelled({ manifests: { "service.yaml": other } })).toEqual([]);
  });
});

describe("what Cilium's own kinds ask for and nobody models", () => {
  it("is a peer that is looked for", () => {
    const config = changed(
      CLUSTER_CONFIG,
      "peerAddress: 10.0.0.1",
      "autoDiscovery: { mode: DefaultGateway }",
    );
    expect(unmodelled({ manifests: { "cluster.yaml": config } })).toEqual([
      expect.stringContaining("`autoDiscovery` is not rehearsed"),
    ]);
  });
});
