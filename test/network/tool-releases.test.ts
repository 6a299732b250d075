import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KIND_NODE_IMAGES } from "../../src/network/releases.ts";
import { kindSums, kubectlFor, kubectlSums } from "../../src/network/tool-releases.ts";

const known = Object.values(KIND_NODE_IMAGES).flatMap((images) => Object.keys(images));
const distance = (a: string, b: string) => Math.abs(Number(a.split(".")[1]) - Number(b.split(".")[1]));

describe("the releases of tools", () => {
  it("are pinned by sums for every kind that gen knows, and the kubectl of every node image", () => {
    for (const sums of [...Object.keys(KIND_NODE_IMAGES).map(kindSums), ...known.map(kubectlSums)]) {
      expect(sums?.amd64).toMatch(/^[0-9a-f]{64}$/);
      expect(sums?.arm64).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it("have no sum twice: each is of another file", () => {
    const all = [...Object.keys(KIND_NODE_IMAGES).map(kindSums), ...known.map(kubectlSums)].flatMap(
      (sums) => [sums?.amd64, sums?.arm64],
    );
    expect(new Set(all).size).toBe(all.length);
  });
});

describe("kubectlFor", () => {
  it("takes the clusters' own version, the newest if there are several, and one between those that are far apart", () => {
    expect(kubectlFor(["1.33.7", "1.33.7"])).toBe("1.33.7");
    expect(kubectlFor(["1.33.7", "1.34.3"])).toBe("1.34.3");
    expect(kubectlFor(["1.31.14", "1.33.7"])).toBe("1.32.11");
    expect(kubectlFor(["1.29.4"])).toBe("1.29.4");
  });

  it("is within one minor version of every cluster wherever a release is", () => {
    const versions = fc.array(fc.constantFrom(...known), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(versions, (kubernetes) => {
        const farthest = (version: string) => Math.max(...kubernetes.map((one) => distance(one, version)));
        expect(farthest(kubectlFor(kubernetes))).toBe(Math.min(...known.map(farthest)));
      }),
    );
  });
});
