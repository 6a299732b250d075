import { changed } from "./cluster-files.ts";
import { RICH, type RichKind } from "./rich-manifests.ts";

/** One change to a manifest, and what is said to it: a part of the refusal, or nothing if it is taken. */
export interface Mutation {
  readonly title: string;
  readonly kind: RichKind;
  readonly manifest: string;
  readonly refusal: string | undefined;
  /** Why the oracle beside the project has another verdict; undefined: it has the same. */
  readonly unlikeOracle: string | undefined;
}

const VALUES = "of core kinds the oracle checks structure and types, not every value";
const CLUSTER = "the oracle knows no cluster: its subnets, namespaces and other services";
const NOT_COVERED = "the oracle passes over an apiVersion and kind that it has no schema of";

/** Changes to the manifests of all kinds: at least one for each constraint, and the values next to it that are taken. */
export const MUTATIONS: readonly Mutation[] = [
  ...of("CiliumBGPClusterConfig", [
    ["localASN: 65101", "localASN: 0", "`spec.bgpInstances[0].localASN` must be at least 1, and is `0`"],
    ["localASN: 65101", "localASN: 4294967295"],
    ["localASN: 65101", "localASN: 4294967296", "must be at most 4294967295"],
    ["localASN: 65101", "localASN: 65000.10", "must be a whole number, and is `65000.1`"],
    ["localASN: 65101", 'localASN: "65101"', "must be a whole number, and is the text `65101`"],
    ["      localASN: 65101\n", ""],
    ["localASN: 65101", "localASN:"],
    ["localPort: 1790", "localPort: 0", "must be at least 1"],
    ["localPort: 1790", "localPort: 65536", "must be at most 65535"],
    ["name: main", 'name: ""', "must have at least 1 character"],
    ["name: main", `name: ${"n".repeat(256)}`, "must have at most 255 characters"],
    ["    - name: main\n      localASN", "    - localASN", "`spec.bgpInstances[0].name` is missing"],
    ["peerAddress: 10.0.0.1", "peerAddress: 10.0.0.256", "must be an address"],
    ["peerAddress: 10.0.0.1", "peerAddress: 10.0.0.01", "must be an address"],
    ["peerAddress: 10.0.0.1", "peerAddress: tor.example.com", "must be an address"],
    ["peerAddress: 10.0.0.1", 'peerAddress: "fd00::1"'],
    ["peerAddress: 10.0.0.1", 'peerAddress: "fe80::1%eth0"'],
    ["peerAddress: 10.0.0.1", 'peerAddress: " 10.0.0.1 "'],
    ["          peerAddress: 10.0.0.1\n", ""],
    ["peerASN: 65001", "peerASN: 0"],
    ["peerASN: 65001", "peerASN: -1", "must be at least 0"],
    [
      "peerConfigRef: { name: tor }",
      "peerConfigRef: {}",
      "`spec.bgpInstances[0].peers[0].peerConfigRef.name` is missing",
    ],
    [
      "peerConfigRef: { name: tor }",
      "peerConfigRef: { name: tor, kind: CiliumBGPPeerConfig }",
      "`spec.bgpInstances[0].peers[0].peerConfigRef.kind` is no field of this apiVersion",
    ],
    [
      "- name: auto",
      "- name: tor",
      "`spec.bgpInstances[0].peers[1]` has the same name as an entry before it",
    ],
    ["mode: DefaultGateway", "mode: Unnumbered", "must be DefaultGateway"],
    ["addressFamily: ipv4", "addressFamily: IPv4", "must be ipv4, ipv6"],
    ["peerAddress", "peerAdress", "`spec.bgpInstances[0].peers[0].peerAdress` is no field that there is"],
    ["bgpInstances:", "bgpInstance:", "`spec.bgpInstances` is missing"],
    [
      "operator: In, values: [a, b]",
      "operator: in, values: [a, b]",
      "must be In, NotIn, Exists, DoesNotExist, and is the text `in`",
    ],
    ["operator: In, values: [a, b]", "operator: In", "must not be empty with In"],
    ["operator: In, values: [a, b]", "operator: NotIn, values: []", "must not be empty with NotIn"],
    ["operator: In, values: [a, b]", "operator: Exists, values: [a]", "must not be there with Exists"],
    ["operator: In, values: [a, b]", "operator: In, values: [a, 1]", "must be text, and is `1`"],
    ["key: rack", "key: a/b/c", "has a key with more than one slash"],
    ["key: example.com/drained", "key: Example.com/drained", "has a key whose prefix is no DNS name"],
    ["matchLabels: { bgp: enabled }", `matchLabels: { bgp: ${"v".repeat(63)} }`],
    ["matchLabels: { bgp: enabled }", `matchLabels: { bgp: ${"v".repeat(64)} }`, "is no label"],
    ["matchLabels: { bgp: enabled }", "matchLabels: { bgp: -a }", "is no label"],
    ["matchLabels: { bgp: enabled }", 'matchLabels: { bgp: "" }'],
    [
      "matchLabels: { bgp: enabled }",
      "matchLabels: { bgp: true }",
      "`spec.nodeSelector.matchLabels.bgp` must be text",
    ],
    ["nodeSelector:", "nodeSelectors:", "`spec.nodeSelectors` is no field that there is"],
    [
      "cilium.io/v2",
      "cilium.io/v3",
      "`apiVersion` must be cilium.io/v2 or cilium.io/v2alpha1, and is `cilium.io/v3`",
    ],
    [
      "apiVersion: cilium.io/v2",
      "apiVersion: cilium.io/v2alpha1",
      "`spec.bgpInstances[0].peers[1].autoDiscovery` is no field of this apiVersion",
    ],
    ["name: bgp\n", "name: BGP\n", "`metadata.name` must be lower-case"],
    ["labels: { team: net }", 'labels: { "team!": net }', "has a key that is no label"],
    ["metadata:", "spec: {}\nmetadata:", "map keys must be unique"],
  ]),
  ...of("CiliumBGPPeerConfig", [
    ["timers: { holdTimeSeconds: 9, keepAliveTimeSeconds: 3, connectRetryTimeSeconds: 5 }", "timers: {}"],
    [
      "timers: { holdTimeSeconds: 9, keepAliveTimeSeconds: 3, connectRetryTimeSeconds: 5 }",
      "timers: { holdTimeSeconds: 9 }",
      "`spec.timers` has keepAliveTimeSeconds 30 above holdTimeSeconds 9",
    ],
    [
      "timers: { holdTimeSeconds: 9, keepAliveTimeSeconds: 3, connectRetryTimeSeconds: 5 }",
      "timers: { keepAliveTimeSeconds: 90 }",
    ],
    [
      "timers: { holdTimeSeconds: 9, keepAliveTimeSeconds: 3, connectRetryTimeSeconds: 5 }",
      "timers: { keepAliveTimeSeconds: 91 }",
      "has keepAliveTimeSeconds 91 above holdTimeSeconds 90",
    ],
    [
      "keepAliveTimeSeconds: 3",
      "keepAliveTimeSeconds: null",
      "has keepAliveTimeSeconds 30 above holdTimeSeconds 9",
    ],
    ["holdTimeSeconds: 9", "holdTimeSeconds: 3"],
    [
      "holdTimeSeconds: 9",
      "holdTimeSeconds: 2",
      "`spec.timers.holdTimeSeconds` must be at least 3, and is `2`",
    ],
    ["holdTimeSeconds: 9", "holdTimeSeconds: 65536", "must be at most 65535"],
    ["keepAliveTimeSeconds: 3", "keepAliveTimeSeconds: 0", "must be at least 1"],
    ["connectRetryTimeSeconds: 5", "connectRetryTimeSeconds: 0", "must be at least 1"],
    ["connectRetryTimeSeconds: 5", "connectRetryTimeSeconds: 2147483648", "must be at most 2147483647"],
    [
      "connectRetryTimeSeconds",
      "connectRetryTime",
      "`spec.timers.connectRetryTime` is no field that there is",
    ],
    ["ebgpMultihop: 4", "ebgpMultihop: 255"],
    ["ebgpMultihop: 4", "ebgpMultihop: 256", "must be at most 255"],
    ["ebgpMultihop: 4", "ebgpMultihop: 0", "must be at least 1"],
    ["restartTimeSeconds: 15", "restartTimeSeconds: 4095"],
    ["restartTimeSeconds: 15", "restartTimeSeconds: 4096", "must be at most 4095"],
    ["restartTimeSeconds: 15", "restartTimeSeconds: 0", "must be at least 1"],
    ["enabled: true, restart", "restart", "`spec.gracefulRestart.enabled` is missing"],
    ["enabled: true", 'enabled: "true"', "must be true or false, and is the text `true`"],
    ["enabled: true", "enabled: yes"],
    ["afi: ipv4", "afi: IPv4", "`spec.families[0].afi` must be ipv4, ipv6, l2vpn, ls, opaque"],
    ["safi: unicast", "safi: evpn"],
    [", safi: unicast", "", "`spec.families[0].safi` is missing"],
    ["peerPort: 1790", "peerPort: 65536", "must be at most 65535"],
    ["peerPort: 1790", "sourceInterface: eth0"],
    ["peerPort: 1790", "localPort: 1790", "`spec.transport.localPort` is no field of this apiVersion"],
    ["authSecretRef: bgp", "authSecretRef: { name: bgp }", "`spec.authSecretRef` must be text, and is a map"],
    ["authSecretRef: bgp", "authSecretRef: null"],
    ["apiVersion: cilium.io/v2", "apiVersion: cilium.io/v2alpha1"],
    ["spec:", "specs:", "`spec` is missing"],
    [
      "matchLabels: { advertise: bgp }",
      "matchLabel: { advertise: bgp }",
      "`spec.families[0].advertisements.matchLabel` is no field that there is",
    ],
  ]),
  ...of("CiliumBGPAdvertisement", [
    [
      "advertisementType: PodCIDR",
      "advertisementType: PodCidr",
      "must be PodCIDR, CiliumPodIPPool, Service, Interface",
    ],
    [
      "- advertisementType: PodCIDR",
      "- advertisementType: PodCIDR\n      selector: {}",
      "`spec.advertisements[1].selector` is not for the type PodCIDR",
    ],
    [
      "- advertisementType: PodCIDR",
      "- advertisementType: PodCIDR\n      service: { addresses: [ClusterIP] }",
      "`spec.advertisements[1].service` is for the type Service, not PodCIDR",
    ],
    [
      "- advertisementType: PodCIDR",
      "- advertisementType: Service",
      "`spec.advertisements[1].service` is missing, which the type Service needs",
    ],
    [
      "- advertisementType: PodCIDR",
      "- advertisementType: Interface",
      "`spec.advertisements[1].interface` is missing, which the type Interface needs",
    ],
    ["- advertisementType: PodCIDR", "- advertisementType: Interface\n      interface: { name: lo }"],
    [
      "- advertisementType: PodCIDR",
      "- advertisementType: PodCIDR\n      interface: { name: lo }",
      "is for the type Interface, not PodCIDR",
    ],
    ["- advertisementType: PodCIDR", "- advertisementType: CiliumPodIPPool"],
    ["    - advertisementType: PodCIDR", "    - {}", "`spec.advertisements[1].advertisementType` is missing"],
    [
      "addresses: [LoadBalancerIP, ClusterIP]",
      "addresses: []",
      "`spec.advertisements[0].service.addresses` must have at least 1 entry, and is empty",
    ],
    [
      "addresses: [LoadBalancerIP, ClusterIP]",
      "addresses: [LoadBalancerIp]",
      "must be LoadBalancerIP, ClusterIP, ExternalIP",
    ],
    ["addresses: [LoadBalancerIP, ClusterIP], ", "", "`spec.advertisements[0].service.addresses` is missing"],
    ["aggregationLengthIPv4: 24", "aggregationLengthIPv4: 32", "must be at most 31"],
    ["aggregationLengthIPv4: 24", "aggregationLengthIPv6: 127"],
    ["aggregationLengthIPv4: 24", "aggregationLengthIPv6: 128", "must be at most 127"],
    ["localPreference: 200", "localPreference: -1"],
    ["localPreference: 200", "localPreference: 1099511627776"],
    ["localPreference: 200", "localPreference: 1.5", "must be a whole number"],
    ['"65000:1"', '"65536:1"', "must be a community"],
    ['"65000:1"', '"4294967295"'],
    ['"65000:1"', '"4294967296"', "must be a community"],
    ['"65000:1"', '"065:1"', "must be a community"],
    ['"65000:1"', "65000:1"],
    ['"65000:1"', "65000", "must be text"],
    ['"65000:1:2"', '"65000:1"', "must be a large community"],
    ['"65000:1:2"', '"4294967296:1:2"', "must be a large community"],
    ["wellKnown: [no-export]", "wellKnown: [no-exports]", "must be internet, planned-shut"],
    ["attributes:", "attribute:", "`spec.advertisements[0].attribute` is no field that there is"],
    ["apiVersion: cilium.io/v2", "apiVersion: cilium.io/v2alpha1"],
  ]),
  ...of("CiliumBGPNodeConfigOverride", [
    ["routerID: 1.2.3.4", "routerID: 1.2.3", "must be an IPv4 address"],
    ["routerID: 1.2.3.4", 'routerID: "fd00::1"', "must be an IPv4 address"],
    ["localASN: 65102", "localASN: 0", "must be at least 1"],
    ["localPort: 1791", "localPort: 70000"],
    ["localPort: 1791", "localPort: 2147483648", "must be at most 2147483647"],
    ["localAddress: 10.0.0.12", "localAddress: eth0", "must be an address"],
    [
      "- name: main",
      "- name: main\n    - name: main",
      "`spec.bgpInstances[1]` has the same name as an entry before it",
    ],
    ["spec:\n", "spec:\n  nodeRef: lab-worker\n", "`spec.nodeRef` is no field that there is"],
  ]),
  ...of("CiliumLoadBalancerIPPool", [
    [
      'allowFirstLastIPs: "No"',
      "allowFirstLastIPs: No",
      "`spec.allowFirstLastIPs` must be Yes, No, and is `false`",
    ],
    ['allowFirstLastIPs: "No"', 'allowFirstLastIPs: "no"', "must be Yes, No, and is the text `no`"],
    ["cidr: 172.30.1.0/24", "cidr: 172.30.1.0", "must be a prefix"],
    ["cidr: 172.30.1.0/24", "cidr: 172.30.1.0/33", "must be a prefix"],
    ["cidr: 172.30.1.0/24", "cidr: 172.30.1.7/24"],
    ["start: 172.30.0.10", "start: anything"],
    ["    - cidr: 172.30.1.0/24", "    - {}"],
    ["  blocks:", "  cidrs: []\n  blocks:", "`spec.cidrs` is no field that there is"],
    ["disabled: false", "disabled: 0", "must be true or false"],
    ["serviceSelector: { matchLabels: { pool: anycast } }", "serviceSelector: {}"],
    [
      "serviceSelector: { matchLabels: { pool: anycast } }",
      "serviceSelector: { pool: anycast }",
      "`spec.serviceSelector.pool` is no field that there is",
    ],
  ]),
  ...of("Service", [
    ["port: 80,", "port: eighty,", "must be a whole number"],
    ["ports: [{ name: http,", "port: [{ name: http,", "`spec.port` is no field that there is"],
    ["targetPort: http", "targetPort: 8080"],
    ["name: web\n", "name: 1web\n", "`metadata.name` must be up to 63 lower-case letters"],
    ["selector: { app: web }", "selector: { app: web_ }", "is no label"],
    ["172.30.0.10 }", "1.2 }", '`metadata.annotations["lbipam.cilium.io/ips"]` must be text'],
    ["  externalTrafficPolicy: Local\n", ""],
    ["namespace: default", "namespace: Default", "`metadata.namespace` must be the name of a namespace"],
    ["apiVersion: v1", "apiVersion: apps/v1", "`apiVersion` must be v1, and is `apps/v1`", NOT_COVERED],
    [
      "type: LoadBalancer",
      "type: Loadbalancer",
      "must be ClusterIP, NodePort, LoadBalancer, ExternalName",
      VALUES,
    ],
    ["port: 80,", "port: 0,", "must be at least 1", VALUES],
    ["port: 80,", "port: 80, nodePort: 30000,"],
    ["port: 80,", "port: 80, nodePort: 80,", "must be a port from 30000 to 32767", CLUSTER],
    ["port: 80,", "port: 80, nodePort: 32768,", "must be a port from 30000 to 32767", CLUSTER],
    ["type: LoadBalancer", "type: LoadBalancer\n  ipFamilies: [IPv4]"],
    [
      "type: LoadBalancer",
      "type: LoadBalancer\n  ipFamilies: [IPv6]",
      "`spec.ipFamilies` holds IPv6, and the cluster has IPv4 only",
      CLUSTER,
    ],
    [
      "type: LoadBalancer",
      "type: LoadBalancer\n  ipFamilyPolicy: RequireDualStack",
      "`spec.ipFamilyPolicy` is RequireDualStack",
      CLUSTER,
    ],
    [
      "targetPort: http",
      "targetPort: a-name-too-long-for-one",
      "`spec.ports[0].targetPort` must be the name of a port",
      VALUES,
    ],
    ["targetPort: http", "targetPort: 0", "`spec.ports[0].targetPort` must be at least 1", VALUES],
    ["externalTrafficPolicy: Local", "externalTrafficPolicy: local", "must be Cluster, Local", VALUES],
    ["type: LoadBalancer", "type: LoadBalancer\n  loadBalancerClass: x.io/y"],
    [
      "type: LoadBalancer",
      "type: NodePort\n  loadBalancerClass: x.io/y",
      "`spec.loadBalancerClass` is for the type LoadBalancer",
      VALUES,
    ],
    ["type: LoadBalancer\n  clusterIP: 10.96.0.50", "type: ClusterIP\n  clusterIP: 10.96.0.50"],
    ["  externalIPs: [198.51.100.1]\n", ""],
    [
      "externalIPs: [198.51.100.1]",
      "externalIPs: [somewhere]",
      "`spec.externalIPs[0]` must be an address",
      VALUES,
    ],
    ["clusterIP: 10.96.0.50", "clusterIP: 10.96.0", "`spec.clusterIP` must be an address or None", VALUES],
    [
      "clusterIP: 10.96.0.50",
      "clusterIP: 10.97.0.50",
      "`spec.clusterIP` must be in the service subnet 10.96.0.0/22",
      CLUSTER,
    ],
    [
      "clusterIP: 10.96.0.50",
      "clusterIP: 10.96.0.10",
      "`spec.clusterIP` is taken by another service",
      CLUSTER,
    ],
    ["namespace: default", "namespace: shop", "there is no namespace `shop`", CLUSTER],
    ["ports: [{", "ports: [{ port: 81 }, {", "`spec.ports` must each have a name of their own", VALUES],
    [
      "ports: [{",
      "ports: [{ name: b, port: 80 }, {",
      "`spec.ports[1]` has the same port and protocol",
      "the oracle compares keys before it fills in the protocol",
    ],
  ]),
  ...of("Deployment", [
    [
      "selector: { matchLabels: { app: web } }\n  template",
      "selector: {}\n  template",
      "`spec.selector` must not be empty",
    ],
    [
      "metadata: { labels: { app: web } }",
      "metadata: { labels: { app: other } }",
      "`spec.selector` does not match the labels of spec.template",
    ],
    ["  selector: { matchLabels: { app: web } }\n  template", "  template", "`spec.selector` is missing"],
    ["containerPort: 80", "containerPort: http", "must be a whole number"],
    ["image: nginx", "images: nginx", "`spec.template.spec.containers[0].images` is no field that there is"],
    ["maxSkew: 1", "maxSkew: one", "must be a whole number"],
    ["          topologyKey: kubernetes.io/hostname\n", "", "topologyKey` is missing"],
    [
      "tolerations: [{ key",
      "toleration: [{ key",
      "`spec.template.spec.toleration` is no field that there is",
    ],
    [
      "tcpSocket: { port: http }",
      "tcpSockets: { port: http }",
      "readinessProbe.tcpSockets` is no field that there is",
    ],
    ["replicas: 2", 'replicas: "2"', "must be a whole number"],
    ["replicas: 2", "replicas: 0"],
    ["name: web\n          image", "name: web\n          env: [{ name: A, value: b }]\n          image"],
    ["replicas: 2", "replicas: -1", "must be at least 0", VALUES],
    ["          image: nginx\n", "", "image` is missing", VALUES],
    ["containerPort: 80", "containerPort: 70000", "must be at most 65535", VALUES],
    ["maxUnavailable: 1", "maxUnavailable: 0", "must let a pod go or come", VALUES],
    [
      "whenUnsatisfiable: DoNotSchedule",
      "whenUnsatisfiable: Never",
      "must be DoNotSchedule, ScheduleAnyway",
      VALUES,
    ],
    ["effect: NoSchedule", "effect: NoExec", "must be NoSchedule, PreferNoSchedule, NoExecute", VALUES],
    [
      "image: nginx",
      "image: nginx\n          resources: { limit: {} }",
      undefined,
      "fields that nothing here depends on are not looked into",
    ],
  ]),
  ...of("Secret", [
    ["password: c2VjcmV0", "password: not base64!", "`data.password` is not base64"],
    ["other: value", "other: 1", "`stringData.other` must be text"],
    ["stringData:", "stringsData:", "`stringsData` is no field that there is"],
    ["type: Opaque", "type: [Opaque]", "`type` must be text, and is a list"],
    ["namespace: kube-system", "namespace: nowhere", "there is no namespace `nowhere`", CLUSTER],
  ]),
];

type Row = readonly [part: string, by: string, refusal?: string | undefined, unlikeOracle?: string];

function of(kind: RichKind, rows: readonly Row[]): readonly Mutation[] {
  return rows.map(([part, by, refusal, unlikeOracle]) => ({
    title: `${kind}: ${short(part)} -> ${short(by)}`,
    kind,
    manifest: changed(RICH[kind], part, by),
    refusal,
    unlikeOracle,
  }));
}

function short(text: string): string {
  const line = JSON.stringify(text.trim());
  return line.length > 70 ? `${line.slice(0, 67)}...` : line;
}
