/** An inventory of two clusters whose lines stay where they are, for tests that say in which line a mistake is. */
export const LAB = `# yaml-language-server: $schema=./inventory.schema.json
# Two kind clusters behind one FRR router announce one address: the client's flows spread over all four nodes.
name: two-clusters

networks:
  client: { subnet: 192.168.20.0/24 }
  kind01: { subnet: 10.20.0.0/16 }
  kind02: { subnet: 172.20.0.0/16 }

routers:
  frrtor:
    asn: 65001
    routerId: 10.0.255.11
    addresses: { client: 192.168.20.101, kind01: 10.20.0.101, kind02: 172.20.0.101 }

clusters:
  kind01: { id: 1, network: kind01, asn: 65101, workers: 1 }
  kind02: { id: 2, network: kind02, asn: 65102, workers: 1 }

pools:
  anycast: { range: 172.30.0.10-172.30.0.20 }

services:
  nginxhello: { image: "nginxdemos/hello:0.4-plain-text", port: 80, pool: anycast, address: 172.30.0.10 }

clients:
  client: { network: client, address: 192.168.20.2 }
`;
