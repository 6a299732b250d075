import { cpSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { analyze } from "../../src/compile.ts";
import { afterFailure } from "../../src/plan/after-failure.ts";
import { parseFailure } from "../../src/plan/failure.ts";
import { goldenInventory } from "../golden/inventories.ts";
import { buildCli, gen } from "./cli.ts";
import { edit } from "./edit.ts";
import { expectGolden } from "./golden-text.ts";
import { planHere } from "./in-process.ts";
import { workFolder } from "./work-folder.ts";

buildCli();

describe("gen plan --fail", () => {
  it("prints behind the plan what each failure leaves", async () => {
    const cwd = workFolder();
    const fail = ["kind01-worker", "kind01,kind02-worker:kind02", "frrtor:client", "frrtor"];
    const { code, out, err } = await planHere({ fail }, cwd);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const plan = await planHere({}, cwd);
    expect(out.startsWith(`${plan.out}\n`)).toBe(true);
    expectGolden(out.slice(plan.out.length + 1), "plan-fail.txt");
  });

  it("says for how long graceful restart keeps what is dead, and where only Kubernetes knows more", async () => {
    const fail = ["kind01-worker"];
    const { code, out } = await planHere({ inventory: "two-clusters-verbatim.yaml", fail }, workFolder());
    expect(code).toBe(0);
    expect(out).toContain("  link lost silently  24       hold 9 s + restart 15 s\n");
    expect(out).toContain("  process killed      15       restart 15 s\n");
    expect(out).toContain("  nodes that are left send flows to nginxhello on to lost pods, too, until ");
  });

  it("prints ranges where the nodes that announce are not known", async () => {
    const cwd = workFolder();
    edit(
      cwd,
      "inventories/two-clusters.yaml",
      "address: 172.30.0.10 }",
      "address: 172.30.0.10, replicas: 1 }",
    );
    const { out } = await planHere({ fail: ["kind01-worker", "kind01-worker,kind02-worker"] }, cwd);
    expect(out).toContain(
      "  which nodes have a pod of a service with fewer pods than nodes is not known, so its ",
    );
    expect(out).toMatch(
      / 2 -> 1 to 2 {2}1 to 2 of kind01-control-plane kind02-control-plane kind02-worker +0-50%/,
    );
    expect(out).toMatch(
      / 2 -> 0 to 2 {2}0 to 2 of kind01-control-plane kind02-control-plane +0-50%, or all are lost/,
    );
    expect(out).toContain("  perhaps kind01, kind02\n");
    expect(out).toContain("  perhaps kind01, perhaps kind02\n");
  });

  it("counts what is too much to be named", async () => {
    const cwd = workFolder();
    cpSync("test/golden/releases.yaml", join(cwd, "releases.yaml"));
    const { out } = await planHere({ inventory: "releases.yaml", fail: ["c118", "c119,c120-worker"] }, cwd);
    expect(out).toMatch(/ 12 -> 8 +8 nodes of 4 clusters /);
    expect(out).toContain("  link lost silently  30       hold 30 s\n");
    expect(out).toContain("  process killed      20       restart 20 s\n");
  });

  it("prints a failure once though it is written twice", async () => {
    const once = await planHere({ fail: ["kind01-worker,frrtor:kind02"] }, workFolder());
    const fail = ["kind01-worker, frrtor:kind02", "frrtor:kind02,kind01-worker,kind01-worker"];
    expect(await planHere({ fail }, workFolder())).toEqual(once);
  });

  it("adds failures to the JSON", async () => {
    const { code, out, err } = await planHere({ json: true, fail: ["kind01", "frrtor"] }, workFolder());
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const { plan } = analyze(goldenInventory("two-clusters").source);
    const after = ["kind01", "frrtor"].map((text) => {
      const failure = plan && parseFailure(text, plan);
      return failure && !("problem" in failure) && afterFailure(plan, failure);
    });
    expect(JSON.parse(out).failures).toEqual(JSON.parse(JSON.stringify(after)));
  });

  it("prints nothing but what is wrong with a name that means nothing", async () => {
    expect(await planHere({ fail: ["kind01", "kind01-wroker"] }, workFolder())).toEqual({
      code: 2,
      out: "",
      err: "error: `kind01-wroker` is no node, cluster, router or link of `two-clusters`\nhelp: did you mean `kind01-worker`?\n(see `gen plan --help`)\n",
    });
    const { code, out, err } = await planHere({ json: true, fail: ["frrtor:kind03"] }, workFolder());
    expect({ code, err }).toEqual({ code: 2, err: "" });
    expect(JSON.parse(out)).toMatchObject({
      exitCode: 2,
      error: "router `frrtor` has no link to `kind03`",
      plan: { name: "two-clusters" },
      failures: [],
    });
  });

  it("looks at no name where the inventory is wrong", async () => {
    const cwd = workFolder();
    edit(cwd, "inventories/two-clusters.yaml", "asn: 65101", "asn: 0");
    const { code, out, err } = await planHere({ fail: ["nobody"] }, cwd);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("error[asn-reserved]: ");
    expect(err).not.toContain("nobody");
  });

  it("can be repeated on the command line, and takes no empty name", async () => {
    const args = ["plan", "-i", "two-clusters.yaml"];
    const { code, out } = await gen([...args, "--fail", "kind01-worker", "--fail=frrtor:kind01,kind02"]);
    expect(code).toBe(0);
    expect(out.match(/^if .*/gm)).toEqual([
      "if node kind01-worker fails",
      "if link frrtor:kind01 and cluster kind02 fail",
    ]);
    const empty = await gen([...args, "--fail="]);
    expect(empty).toMatchObject({ code: 2, out: "" });
    expect(empty.err).toContain("error: option '--fail <what>' argument '' is invalid.");
    const wrong = await gen([...args, "--fail", "\u001b[31mkind01"]);
    expect(wrong).toMatchObject({ code: 2, out: "" });
    expect(wrong.err).not.toContain("\u001b");
  });
});
