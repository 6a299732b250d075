import { describe, expect, it } from "vitest";
import { errorsOf } from "../inventory/errors-of.ts";
import { REAL } from "./rich-inventory.ts";

/** The shipped inventory with ClusterIPs for its service, and perhaps a second service with others. */
function chosen(first: string, second?: string): string {
  const line = /^ {2}nginxhello: .*$/m;
  const withIps = (text: string, ips: string) => text.replace(/ \}$/, `, clusterIPs: { ${ips} } }`);
  const other = (text: string) =>
    text.replace("nginxhello", "other").replace("172.30.0.10", "172.30.0.11").replace("port: 80", "port: 81");
  return REAL.replace(line, (text) =>
    [withIps(text, first), ...(second === undefined ? [] : [withIps(other(text), second)])].join("\n"),
  );
}

const errors = (text: string) => errorsOf(text).map(({ code, at }) => `${code} at ${at}`);

describe("ClusterIPs that are chosen", () => {
  it.each([
    ["kind01: 10.96.4.20, kind02: 10.96.8.20", []],
    ["kind01: 10.96.4.0", ["cluster-ip-reserved at 10.96.4.0"]],
    ["kind01: 10.96.4.1", ["cluster-ip-reserved at 10.96.4.1"]],
    ["kind01: 10.96.4.10", ["cluster-ip-reserved at 10.96.4.10"]],
    ["kind01: 10.96.7.255", ["cluster-ip-reserved at 10.96.7.255"]],
    ["kind01: 10.96.4.2, kind02: 10.96.11.254", []],
    ["kind01: 10.96.8.0", ["cluster-ip-outside at 10.96.8.0"]],
    ["kind01: 'fd00::1'", ["ipv6-unsupported at 'fd00::1'"]],
    ["kind1: 10.96.4.20", ["unknown-reference at kind1"]],
    ["kind01: 10.96.4", ["bad-value at 10.96.4"]],
  ])("{ %s }: %j", (ips, found) => {
    expect(errors(chosen(ips))).toEqual(found);
  });

  it("are one service's alone in a cluster", () => {
    expect(errors(chosen("kind01: 10.96.4.20", "kind01: 10.96.4.20"))).toEqual([
      "cluster-ip-taken at 10.96.4.20",
    ]);
    expect(errors(chosen("kind01: 10.96.4.20", "kind01: 10.96.4.21"))).toEqual([]);
  });

  const oneSubnet = (text: string, advertise: string) =>
    text
      .replace(/(id: \d, )/g, "$1serviceSubnet: 10.96.4.0/22, ")
      .replace("addresses:", "policy: accept-all\n    addresses:")
      .concat(
        `bgp: { advertise: [${advertise}] }\n`,
        "allow: [service-subnet-overlap, unfiltered-router, false-anycast]\n",
      );

  it("may be two services' in two clusters, unless both announce them", () => {
    const text = chosen("kind01: 10.96.4.20", "kind02: 10.96.4.20");
    expect(errors(oneSubnet(text, "LoadBalancerIP, ClusterIP"))).toEqual(["cluster-ip-taken at 10.96.4.20"]);
    expect(errors(oneSubnet(text, "LoadBalancerIP")).filter((error) => !/^allow-unused/.test(error))).toEqual(
      [],
    );
  });

  it("may be the same for one service in two clusters, which is anycast", () => {
    const text = chosen("kind01: 10.96.4.20, kind02: 10.96.4.20");
    expect(errors(oneSubnet(text, "LoadBalancerIP, ClusterIP"))).toEqual([]);
  });
});
