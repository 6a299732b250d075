import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildCli, gen } from "./cli.ts";
import { edit } from "./edit.ts";
import { expectGolden } from "./golden-text.ts";
import { workFolder } from "./work-folder.ts";

buildCli();

describe("help", () => {
  it("of gen rehearse is the verb's own", async () => {
    const { code, out, err } = await gen(["rehearse", "--help"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expectGolden(out, "help-rehearse.txt");
  });
});

/** Words on the command line, and what gen has to say about them. */
const MISUSES: readonly (readonly [args: string, message: string])[] = [
  ["rehearse", "error: which inventory?\nhelp: `gen rehearse --inventory two-clusters.yaml`"],
  ["rehears -i x", "error: `rehears` is no command\nhelp: did you mean `rehearse`?\n"],
  ["rehearse two-clusters.yaml", "help: an inventory comes after its option: `gen rehearse --inventory two-"],
  ["rehearse -i x --fial y", "error: unknown option '--fial'\n(Did you mean --fail?)\n"],
  [
    "rehearse -i x --flows x",
    "error: option '--flows <count>' argument 'x' is invalid. It is no number from 1",
  ],
  ["rehearse -i x --flows 0", "argument '0' is invalid."],
  ["rehearse -i x --flows -5", "argument '-5' is invalid."],
  ["rehearse -i x --flows 1e3", "argument '1e3' is invalid."],
  ["rehearse -i x --flows 100001", "argument '100001' is invalid."],
  ["rehearse -i x --fail=", "error: option '--fail <what>' argument '' is invalid. It is empty."],
  ["rehearse -i x --artifacts=", "error: option '--artifacts <dir>' argument '' is invalid. It is empty."],
  ["rehearse -i x --json - --report -", "error: two reports cannot both go to '-'\n"],
  ["rehearse -i x --json a --report a", "error: two reports cannot both go to 'a'\n"],
  ["rehearse --clean --keep", "error: option '--clean' cannot be used with option '--keep'\n"],
  ["rehearse --clean -q", "error: option '--clean' cannot be used with option '-q, --quiet'\n"],
  ["-i x rehearse --clean", "error: option '--clean' cannot be used with option '-i, --inventory <file>'\n"],
  ["rehearse --clean 3f9c1a", "error: `--clean` takes nothing, not even `3f9c1a`\n"],
  ["--json rehearse -i x", "error: option '--json <file>' stands behind `gen rehearse`\n"],
  ["--check rehearse -i x", "error: `gen rehearse` has no option '--check'\n"],
];

describe.concurrent("a command line that gen does not understand", () => {
  it.each(MISUSES)("`gen %s` is a usage error that says what to do", async (args, message) => {
    const { code, out, err } = await gen(args.split(" "));
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(message);
    expect(err).toMatch(/^error: .*\n(.*\n)?\(see `gen (rehearse )?--help`\)\n$/);
  });

  it("names a failure that cannot be, with what can", async () => {
    const { code, out, err } = await gen(["rehearse", "-i", "two-clusters.yaml", "--fail", "kind9-worker"]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^error: `kind9-worker` .*\nhelp: .*\n\(see `gen rehearse --help`\)\n$/);
  });
});

describe.concurrent("what is in the way of a rehearsal", () => {
  it("is found out before it: errors of the inventory", async () => {
    const cwd = workFolder();
    edit(cwd, "inventories/two-clusters.yaml", "asn: 65101", "asn: 0");
    const { code, out, err } = await gen(["rehearse", "-q", "-i", "two-clusters.yaml", "--json", "x"], {
      cwd,
    });
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("error[asn-reserved]: ");
    expect(existsSync(join(cwd, "x"))).toBe(false);
  });

  it("is found out before it: a folder without artifacts", async () => {
    const args = ["rehearse", "-i", "two-clusters.yaml", "--artifacts", "inventories"];
    expect(await gen(args)).toEqual({
      code: 3,
      out: "",
      err: "gen: `inventories` has no artifacts of the inventory, such as `frrtor/frr.conf`\n",
    });
  });
});
