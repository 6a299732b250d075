import { describe, expect, it } from "vitest";
import { checkArtifacts } from "../../src/rehearsal/checks/check-artifacts.ts";
import { differingFiles } from "../../src/rehearsal/differing-files.ts";
import { makeLab } from "../../src/rehearsal/make-lab.ts";
import { edited, type Tree, treeOf, withoutFile } from "./rehearsed.ts";

const tree = treeOf("two-clusters");
const kind02 = (path: string, before: string | RegExp, after: string) =>
  edited(tree, `kind02/${path}`, before, after);

/** Those of a tree's `artifacts` checks that did not pass. */
function complaintsOf({ plan, own, artifacts }: Tree) {
  return checkArtifacts({ plan, own }, artifacts, makeLab(plan, artifacts), [])
    .filter(({ outcome }) => outcome !== "pass")
    .map(({ subject, outcome, details }) => ({ subject, outcome, details: details.join("\n") }));
}

describe("the check `artifacts`", () => {
  it("passes what gen writes", () => {
    expect(complaintsOf(tree)).toEqual([]);
  });

  it("passes an expected.json that says the same in other white space", () => {
    expect(complaintsOf(edited(tree, "expected.json", /\n$/, "\n\n"))).toEqual([]);
  });

  it.each([
    ["a script is gone", withoutFile(tree, "up.sh"), "the tree", "up.sh is missing"],
    [
      "a setting is for nobody",
      edited(tree, "host-settings.tsv", "kind02-worker", "kind02-wrker"),
      "the tree",
      "there is no host `kind02-wrker`",
    ],
    [
      "the last line has no end",
      edited(tree, "host-settings.tsv", /\n$/, ""),
      "the tree",
      "up.sh loses the last line",
    ],
    [
      "the nodes retry late",
      kind02("manifests/bgp-peers.yaml", "connectRetryTimeSeconds: 5", "connectRetryTimeSeconds: 120"),
      "kind02",
      "retry 120 s, restart off in place of hold 9 s, keepalive 3 s, retry 5 s",
    ],
    [
      "the nodes' keepalive is as long as the hold time",
      kind02("manifests/bgp-peers.yaml", "keepAliveTimeSeconds: 3", "keepAliveTimeSeconds: 9"),
      "kind02",
      "keepalive 9 s",
    ],
    [
      "there are more pods",
      kind02("manifests/service-nginxhello.yaml", "replicas: 2", "replicas: 4"),
      "kind02",
      "pods of nginxhello: 4 in place of 2",
    ],
    [
      "the pods have another cluster's subnet",
      kind02("kind.yaml", "10.128.32.0/20", "10.128.16.0/20"),
      "kind02",
      "the pod subnet: 10.128.16.0/20 in place of 10.128.32.0/20",
    ],
    [
      "the services have another subnet",
      kind02("kind.yaml", "10.96.8.0/22", "10.96.12.0/22"),
      "kind02",
      "the service subnet: 10.96.12.0/22 in place of 10.96.8.0/22",
    ],
  ])("fails when %s", (_what, wrong, subject, words) => {
    const complaints = complaintsOf(wrong);
    expect(complaints).toMatchObject([{ subject, outcome: "fail" }]);
    expect(complaints[0]?.details).toContain(words);
  });

  it("does not pass what is accepted and not modelled", () => {
    const patched = kind02("manifests/kustomization.yaml", "resources:", "namePrefix: lab-\nresources:");
    expect(complaintsOf(patched)).toMatchObject([{ subject: "kind02", outcome: "inconclusive" }]);
  });
});

describe("the files of a tree that are not as gen would write them", () => {
  it("are none of what gen writes", () => {
    expect(differingFiles(tree.artifacts, tree.own)).toEqual([]);
  });

  it("are those that were changed or removed, whether or not they are rehearsed", () => {
    const changed = edited(
      withoutFile(tree, "up.sh"),
      "kind02/kind.yaml",
      "role: worker",
      "role: control-plane",
    );
    const again = edited(changed, "README.md", "# Lab", "# The lab");
    expect(differingFiles(again.artifacts, again.own)).toEqual([
      { path: "kind02/kind.yaml", state: "changed", isRead: true },
      { path: "up.sh", state: "missing", isRead: false },
      { path: "README.md", state: "changed", isRead: false },
    ]);
  });
});
