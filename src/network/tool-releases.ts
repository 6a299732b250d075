import { compareVersions } from "./releases.ts";

/**
 * The programs that bring a lab up and that no distribution has in the right release: which ones gen asks for, and the
 * published SHA-256 sums of their binaries for Linux. A sum is here only if two projects that pin it for themselves have
 * the same: for kubectl bazel-lib's toolchain, kubespray's checksums.yml and the image builds of projects that have nothing
 * to do with each other; for kind the builds of Harvester and of cert-manager among many. Where there is none, the script
 * takes the sum that the release publishes beside the file.
 */

/** SHA-256 in hexadecimal digits. */
export interface Sums {
  readonly amd64: string;
  readonly arm64: string;
}

/**
 * The CLI works with "Cilium 1.16 and newer" (its README); this was its stable release when Cilium 1.20 came out. Nobody
 * else's pins of its sums were found twice.
 */
export const CILIUM_CLI = "0.19.7";

/** kind runs its nodes with `--cgroupns=private`, which Docker has from this release on. */
export const OLDEST_DOCKER = "20.10";

/**
 * From this release on Docker's rules drop what comes from one bridge for a container on another (moby/moby#48526), which a
 * router's frames are to them where bridges pass iptables. Seen with 28.5, and not with 20.10.
 */
export const DROPPING_DOCKER = 28;

const KIND_SUMS: Readonly<Record<string, Sums>> = {
  "0.31.0": {
    amd64: "eb244cbafcc157dff60cf68693c14c9a75c4e6e6fedaf9cd71c58117cb93e3fa",
    arm64: "8e1014e87c34901cc422a1445866835d1e666f2a61301c27e722bdeab5a1f7e4",
  },
  "0.33.0": {
    amd64: "aee6151561422756b764a4ae28e7f44cda5af5a9eead3cc9985112b1de8d8e0d",
    arm64: "20022bee6cfcd5086cb7234d218e3454e6090022f2a8f55d1fa7fcf42c3867a2",
  },
};

/** Of the Kubernetes versions for which kind has node images (KIND_NODE_IMAGES). */
const KUBECTL_SUMS: Readonly<Record<string, Sums>> = {
  "1.31.14": {
    amd64: "8791ec7c8966b61420d55103a5fb948de9f0ca3d7306d789734975ad9704bdb0",
    arm64: "3abb0c2d7121e1833831f56fd857a93de386e76d14b64baf86220d0afe495209",
  },
  "1.32.11": {
    amd64: "48581d0e808bd8b7d3c3fc014e86b170e25a987df04c8a879b982b28a5180815",
    arm64: "b1c91c106ec20e61c5dff869e9a39e6af4fb96572bddaac9cce307dfa3ed2348",
  },
  "1.33.7": {
    amd64: "471d94e208a89be62eb776700fc8206cbef11116a8de2dc06fc0086b0015375b",
    arm64: "fa7ee98fdb6fba92ae05b5e0cde0abd5972b2d9a4a084f7052a1fd0dce6bc1de",
  },
  "1.34.3": {
    amd64: "ab60ca5f0fd60c1eb81b52909e67060e3ba0bd27e55a8ac147cbc2172ff14212",
    arm64: "46913a7aa0327f6cc2e1cc2775d53c4a2af5e52f7fd8dacbfbfd098e757f19e9",
  },
  "1.34.11": {
    amd64: "8efbb9435132a190920eb65a47a8c1ecf755ad85ab57a600c9bedbab460bb7a8",
    arm64: "5b045a4712674c88a56fd98eef4285689738b7fbe8735e1b9ee3509521af5cb4",
  },
  "1.35.0": {
    amd64: "a2e984a18a0c063279d692533031c1eff93a262afcc0afdc517375432d060989",
    arm64: "58f82f9fe796c375c5c4b8439850b0f3f4d401a52434052f2df46035a8789e25",
  },
  "1.35.8": {
    amd64: "874d5e72dbb819f43cff16bcd1e4f8bac5b7f2361fe1e55049b0a6c676fb0cbf",
    arm64: "cc749967b62f4422260bc9c0aa7a7c55f45175ae38cb8d95767b5d2b7e04c1fd",
  },
  "1.36.4": {
    amd64: "8b8f088da2dab964f853b38464033b1be15ede2839eca751482357c45abdd05a",
    arm64: "0ecf44450ee6063bf19dd166a103ee6df4a9034455c2abce626e6eea657d73fb",
  },
  "1.37.0": {
    amd64: "6129359f4e1f3848a5572ccb0b26cf28b8ca08cef38c95a765b2f64a2c961a2f",
    arm64: "922df28df248cc00a9e025f947704f1d1482de64ece54cfe57e61f19eaf1eef3",
  },
};

/** The sums of a kind release; undefined where none are pinned. */
export function kindSums(version: string): Sums | undefined {
  return KIND_SUMS[version];
}

/** The sums of a kubectl release; undefined where none are pinned. */
export function kubectlSums(version: string): Sums | undefined {
  return KUBECTL_SUMS[version];
}

/**
 * The kubectl for clusters of these Kubernetes versions, of which there is one at least. It works with API servers one minor
 * version older or newer, so it is the one whose farthest cluster is nearest: a cluster's own version if that will do, else
 * one whose sums are known, and the newest of those that are as near.
 */
export function kubectlFor(kubernetes: readonly string[]): string {
  const farthest = (version: string): number =>
    Math.max(...[...new Set(kubernetes)].map((other) => Math.abs(minorNumber(version) - minorNumber(other))));
  const newestFirst = (versions: readonly string[]): readonly string[] =>
    [...new Set(versions)].sort((a, b) => compareVersions(b, a));
  const candidates = [...newestFirst(kubernetes), ...newestFirst(Object.keys(KUBECTL_SUMS))];
  const nearest = Math.min(...candidates.map(farthest));
  return candidates.find((version) => farthest(version) === nearest) ?? "";
}

/** `1.33.7` to 33. */
function minorNumber(version: string): number {
  return Number(version.split(".")[1]);
}
