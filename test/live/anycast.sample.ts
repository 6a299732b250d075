import type { Lab, LabSpeaker } from "./topology.ts";

/**
 * One router, two clusters of two nodes each, a client. Two pools: `anycast` 172.30.0.10-172.30.0.20, served by both
 * clusters, and `single`, the one address 172.30.0.99, served by kind01. A discard is never of host length, where it
 * would compete with the BGP route: for the last address of this range it is the /31 around it.
 */
const frrConf = `frr version 10.7.1
frr defaults traditional
hostname tor
service integrated-vtysh-config
!
ip prefix-list POOL-anycast seq 5 permit 172.30.0.10/31 ge 32
ip prefix-list POOL-anycast seq 10 permit 172.30.0.12/30 ge 32
ip prefix-list POOL-anycast seq 15 permit 172.30.0.16/30 ge 32
ip prefix-list POOL-anycast seq 20 permit 172.30.0.20/32
ip prefix-list POOL-single seq 5 permit 172.30.0.99/32
!
ip route 172.30.0.10/31 Null0 254
ip route 172.30.0.12/30 Null0 254
ip route 172.30.0.16/30 Null0 254
ip route 172.30.0.20/31 Null0 254
ip route 172.30.0.98/31 Null0 254
!
route-map FROM-kind01 permit 10
 match ip address prefix-list POOL-anycast
exit
!
route-map FROM-kind01 permit 20
 match ip address prefix-list POOL-single
exit
!
route-map FROM-kind02 permit 10
 match ip address prefix-list POOL-anycast
exit
!
route-map TO-CLUSTERS deny 10
exit
!
router bgp 65001
 bgp router-id 10.0.255.11
 bgp log-neighbor-changes
 bgp bestpath as-path multipath-relax
 neighbor CLUSTER-kind01 peer-group
 neighbor CLUSTER-kind01 remote-as 65101
 neighbor CLUSTER-kind01 timers 3 9
 neighbor CLUSTER-kind02 peer-group
 neighbor CLUSTER-kind02 remote-as 65102
 neighbor CLUSTER-kind02 timers 3 9
 bgp listen limit 8
 bgp listen range 10.20.0.0/16 peer-group CLUSTER-kind01
 bgp listen range 172.20.0.0/16 peer-group CLUSTER-kind02
 !
 address-family ipv4 unicast
  neighbor CLUSTER-kind01 activate
  neighbor CLUSTER-kind01 route-map FROM-kind01 in
  neighbor CLUSTER-kind01 route-map TO-CLUSTERS out
  neighbor CLUSTER-kind01 maximum-prefix 12
  neighbor CLUSTER-kind02 activate
  neighbor CLUSTER-kind02 route-map FROM-kind02 in
  neighbor CLUSTER-kind02 route-map TO-CLUSTERS out
  neighbor CLUSTER-kind02 maximum-prefix 11
  maximum-paths 4
 exit-address-family
exit
!
end
`;

export const anycastLab: Lab = {
  routers: [
    {
      name: "tor",
      frrConf,
      daemons:
        'bgpd=yes\nvtysh_enable=yes\nzebra_options="  -A 127.0.0.1 -s 90000000"\nbgpd_options="   -A 127.0.0.1"\n',
      vtyshConf: "service integrated-vtysh-config\n",
      legs: [
        { network: "client", address: "192.168.20.101/24" },
        { network: "kind01", address: "10.20.0.101/16" },
        { network: "kind02", address: "172.20.0.101/16" },
      ],
      sysctls: ["net.ipv4.ip_forward=1", "net.ipv4.fib_multipath_hash_policy=1"],
    },
  ],
  speakers: [
    // The second node also announces what is none of its business; the router must refuse it.
    node("kind01-a", "kind01", "10.20.128.2", 65101, ["172.30.0.20/32", "172.30.0.99/32"]),
    node("kind01-b", "kind01", "10.20.128.3", 65101, ["192.168.20.0/24", "0.0.0.0/0", "172.30.0.21/32"]),
    node("kind02-a", "kind02", "172.20.128.2", 65102, []),
    node("kind02-b", "kind02", "172.20.128.3", 65102, []),
  ],
  hosts: [
    {
      name: "client",
      network: "client",
      address: "192.168.20.10/24",
      routes: ["default via 192.168.20.101"],
    },
  ],
};

function node(
  name: string,
  network: string,
  ip: string,
  asn: number,
  announce: readonly string[],
): LabSpeaker {
  const router = network === "kind01" ? "10.20.0.101" : "172.20.0.101";
  return {
    name,
    network,
    address: `${ip}/16`,
    asn,
    peer: { address: router, asn: 65001 },
    holdTime: 9,
    keepalive: 3,
    connectRetry: 5,
    announce: ["172.30.0.10/32", ...announce],
    routes: [`192.168.20.0/24 via ${router}`],
    localAddresses: ["172.30.0.10/32"],
  };
}
