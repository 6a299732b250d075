// An inventory of many kind clusters, for benchmarks and tests: the text of a lab with `count` clusters, ten of which
// serve each service, so that no route is wider than FRR takes; each has a control plane and so many workers.
export function largeInventory(count, workers = 1) {
  const names = Array.from({ length: count }, (_, i) => `c${String(i + 1).padStart(4, "0")}`);
  const subnet = (i, host) => `10.${(i >> 8) & 63}.${i & 255}.${host}`;
  const each = (line) => names.map((name, i) => line(name, i + 1)).join("\n");
  const services = Math.ceil(count / 10);
  return `name: large
networks:
  client: { subnet: 192.168.20.0/24 }
${each((name, i) => `  ${name}: { subnet: ${subnet(i, 0)}/24 }`)}
routers:
  tor:
    asn: 65001
    routerId: 10.0.255.11
    addresses:
      client: 192.168.20.101
${each((name, i) => `      ${name}: ${subnet(i, 101)}`)}
clusters:
${each((name, i) => `  ${name}: { id: ${i}, network: ${name}, asn: ${4200000000 + i}, workers: ${workers} }`)}
pools:
  anycast: { range: 172.30.0.0/22 }
services:
${Array.from({ length: services }, (_, i) => `  s${i}: { image: "nginxdemos/hello:0.4-plain-text", port: 80, pool: anycast, address: 172.30.${i >> 8}.${i & 255}, clusters: [${names.slice(i * 10, i * 10 + 10).join(", ")}] }`).join("\n")}
clients:
  client: { network: client, address: 192.168.20.2 }
`;
}
