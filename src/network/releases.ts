/**
 * What belongs together among the releases that gen writes for. Sources: Cilium's CRDs and the Kubernetes versions of
 * its end-to-end tests (Documentation/network/kubernetes/compatibility), kind's release notes, FRR's DEFUNs.
 */

export interface CiliumRelease {
  /** `v2` of the BGP and pool CRDs is served from 1.18. */
  readonly apiVersion: "cilium.io/v2" | "cilium.io/v2alpha1";
  /** First and last minor version of Kubernetes 1.x that the release is tested with. */
  readonly kubernetes: readonly [number, number];
  /** Whether gen's output is checked against the schemas and the chart of this release. */
  readonly proven: boolean;
}

/** By minor version. Older ones have other shapes: 1.15 has `community` and `CiliumLoadBalancerIP`, 1.14 has `cidrs`. */
export const CILIUM: Readonly<Record<string, CiliumRelease>> = {
  "1.16": { apiVersion: "cilium.io/v2alpha1", kubernetes: [27, 30], proven: false },
  "1.17": { apiVersion: "cilium.io/v2alpha1", kubernetes: [29, 32], proven: false },
  "1.18": { apiVersion: "cilium.io/v2", kubernetes: [30, 33], proven: true },
  "1.19": { apiVersion: "cilium.io/v2", kubernetes: [32, 35], proven: true },
  "1.20": { apiVersion: "cilium.io/v2", kubernetes: [33, 36], proven: true },
};

/** The node images that each kind release was published with: "you must use the digest", say its release notes. */
export const KIND_NODE_IMAGES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "0.31.0": {
    "1.31.14": "6f86cf509dbb42767b6e79debc3f2c32e4ee01386f0489b3b2be24b0a55aac2b",
    "1.32.11": "5fc52d52a7b9574015299724bd68f183702956aa4a2116ae75a63cb574b35af8",
    "1.33.7": "d26ef333bdb2cbe9862a0f7c3803ecc7b4303d8cea8e814b481b09949d353040",
    "1.34.3": "08497ee19eace7b4b5348db5c6a1591d7752b164530a36f855cb0f2bdcbadd48",
    "1.35.0": "452d707d4862f52530247495d180205e029056831160e22870e37e3f6c1ac31f",
  },
  "0.33.0": {
    "1.34.11": "44e222ee2132dab25ff87301682f89eb82c7880ea3a1bf543bfe9708fd08d67d",
    "1.35.8": "07b2536e30b803ed61d1677a79df6115f798ce64c80f9e22f6ed45afd09323c0",
    "1.36.4": "099e049362a1526b2db71494e1947aae99bd16290d7c895f2b7ea312e3cbfaed",
    "1.37.0": "a1ed56cfb0e7b93589bdf97c8cd566405a265939e3620fc4f5de89adff580ae5",
  },
};

/** The statements that gen writes are the same in FRR 8.4 up to 10.7: compared command by command. */
export const FRR_RANGE = { oldest: "8.4", newest: "10.7" } as const;

/**
 * FRR's build limit of next hops per route (`--enable-multipath`): 256 in Debian's package; FRR's own images were built with 64
 * until its pull request 18779 ("docker: Build with 256 way ecmp", May 2025). verify.sh tells which next hops are missing.
 */
export const FRR_MAX_NEXT_HOPS = 256;

/** What is known of the release that a Cilium version belongs to; undefined if gen does not write for it. */
export function ciliumRelease(version: string): CiliumRelease | undefined {
  return CILIUM[minorOf(version)];
}

/** The node image for these versions, digest and all; undefined if the kind release came without one. */
export function kindNodeImage(kind: string, kubernetes: string): string | undefined {
  const digest = KIND_NODE_IMAGES[kind]?.[kubernetes];
  return digest && `kindest/node:v${kubernetes}@sha256:${digest}`;
}

/** `1.18.12` to `1.18`. */
export function minorOf(version: string): string {
  return version.split(".").slice(0, 2).join(".");
}

/** Negative, zero or positive, part by part as numbers; a part that one of them lacks counts as equal. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split("."), b.split(".")];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = Number(left[i]) - Number(right[i]);
    if (difference !== 0) return difference;
  }
  return 0;
}
