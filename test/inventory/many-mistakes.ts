/** One mistake of each kind, and each of them on its own would be reported alone. */
export const MANY_MISTAKES = `name: lab
networks:
  client: { subnet: 192.168.20.0/24 }
  kind01: { subnet: 10.20.0.0/16 }
  kind02: { subnet: 10.20.7.0/24 }
routers:
  tor1:
    asn: 65001
    polcy: accept-all
    routerId: 10.0.255.11
    addresses: { client: 192.168.20.101, kind01: 10.20.0.101 }
  tor2: { asn: 65001.5, routerId: 10.0.255.12, addresses: { kind02: 10.20.7.101 } }
clusters:
  kind01: { id: 1, network: kind01, asn: 65101 }
  kind02: { id: 2, network: kind02 }
pools:
  anycast: { range: 172.30.0.10-172.30.0.20 }
services:
  web: { image: "nginx:1.29", port: 80, pool: anycast, address: 172.30.0.10, clusters: [kind01, kind01] }
  api: { image: "nginx:1.29", port: "80", pool: anycast, address: 172.30.0.11 }
  Metrics: { image: "nginx:1.29", port: 80, pool: anycast, address: 172.30.0.12 }
  logs: { image: "nginx:1.29", port: 80, pool: anycast, address: 172.30.0.13, clusters: [kind03] }
clients:
  laptop: { network: client, address: 192.168.99.2 }
`;
