/** One object of each kind, with as many of its fields as there are. */
export const RICH = {
  CiliumBGPClusterConfig: `
apiVersion: cilium.io/v2
kind: CiliumBGPClusterConfig
metadata:
  name: bgp
  labels: { team: net }
spec:
  nodeSelector:
    matchLabels: { bgp: enabled }
    matchExpressions:
      - { key: rack, operator: In, values: [a, b] }
      - { key: example.com/drained, operator: DoesNotExist }
  bgpInstances:
    - name: main
      localASN: 65101
      localPort: 1790
      peers:
        - name: tor
          peerAddress: 10.0.0.1
          peerASN: 65001
          peerConfigRef: { name: tor }
        - name: auto
          autoDiscovery: { mode: DefaultGateway, defaultGateway: { addressFamily: ipv4 } }
`,
  CiliumBGPPeerConfig: `
apiVersion: cilium.io/v2
kind: CiliumBGPPeerConfig
metadata: { name: tor }
spec:
  authSecretRef: bgp
  ebgpMultihop: 4
  gracefulRestart: { enabled: true, restartTimeSeconds: 15 }
  timers: { holdTimeSeconds: 9, keepAliveTimeSeconds: 3, connectRetryTimeSeconds: 5 }
  transport: { peerPort: 1790 }
  families:
    - { afi: ipv4, safi: unicast, advertisements: { matchLabels: { advertise: bgp } } }
`,
  CiliumBGPAdvertisement: `
apiVersion: cilium.io/v2
kind: CiliumBGPAdvertisement
metadata: { name: services, labels: { advertise: bgp } }
spec:
  advertisements:
    - advertisementType: Service
      service: { addresses: [LoadBalancerIP, ClusterIP], aggregationLengthIPv4: 24 }
      selector: { matchLabels: { announce: "yes" } }
      attributes:
        localPreference: 200
        communities: { standard: ["65000:1"], large: ["65000:1:2"], wellKnown: [no-export] }
    - advertisementType: PodCIDR
`,
  CiliumBGPNodeConfigOverride: `
apiVersion: cilium.io/v2
kind: CiliumBGPNodeConfigOverride
metadata: { name: lab-worker }
spec:
  bgpInstances:
    - name: main
      routerID: 1.2.3.4
      localASN: 65102
      localPort: 1791
      peers: [{ name: tor, localAddress: 10.0.0.12, localPort: 1792 }]
`,
  CiliumLoadBalancerIPPool: `
apiVersion: cilium.io/v2
kind: CiliumLoadBalancerIPPool
metadata: { name: pool }
spec:
  allowFirstLastIPs: "No"
  disabled: false
  blocks:
    - cidr: 172.30.1.0/24
    - start: 172.30.0.10
      stop: 172.30.0.20
  serviceSelector: { matchLabels: { pool: anycast } }
`,
  Service: `
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: default
  labels: { announce: "yes" }
  annotations: { lbipam.cilium.io/ips: 172.30.0.10 }
spec:
  type: LoadBalancer
  clusterIP: 10.96.0.50
  externalTrafficPolicy: Local
  internalTrafficPolicy: Cluster
  externalIPs: [198.51.100.1]
  selector: { app: web }
  ports: [{ name: http, protocol: TCP, port: 80, targetPort: http }]
`,
  Deployment: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: default }
spec:
  replicas: 2
  strategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      automountServiceAccountToken: false
      tolerations: [{ key: node-role.kubernetes.io/control-plane, operator: Exists, effect: NoSchedule }]
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: DoNotSchedule
          labelSelector: { matchLabels: { app: web } }
      containers:
        - name: web
          image: nginx
          ports: [{ name: http, containerPort: 80 }]
          readinessProbe: { tcpSocket: { port: http }, periodSeconds: 2 }
`,
  Secret: `
apiVersion: v1
kind: Secret
metadata: { name: bgp, namespace: kube-system }
type: Opaque
data: { password: c2VjcmV0 }
stringData: { other: value }
`,
} as const;

export type RichKind = keyof typeof RICH;
