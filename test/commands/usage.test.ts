import { describe, expect, it } from "vitest";
import { buildCli, gen } from "./cli.ts";
import { expectGolden } from "./golden-text.ts";
import { workFolder } from "./work-folder.ts";

buildCli();

describe("help", () => {
  it.each([[["--help"]], [["help"]]])("of gen %j is a page that is fit to print", async (args) => {
    const { code, out, err } = await gen(args);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expectGolden(out, "help.txt");
  });

  it.each([[["plan", "--help"]]])("of gen %j is the verb's own", async (args) => {
    const { code, out, err } = await gen(args);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expectGolden(out, "help-plan.txt");
  });

  it("tells its version", async () => {
    expect(await gen(["--version"])).toEqual({ code: 0, out: "1.2.3\n", err: "" });
  });
});

/** Words on the command line, and what gen has to say about them. */
const MISUSES: readonly (readonly [args: string, message: string])[] = [
  ["", "error: which inventory?\nhelp: `gen --inventory two-clusters.yaml`; inventories/ has "],
  ["--check", "error: which inventory?\nhelp: `gen --inventory two-clusters.yaml`"],
  ["plan", "error: which inventory?\nhelp: `gen plan --inventory two-clusters.yaml`"],
  ["--bogus", "error: unknown option '--bogus'\n"],
  ["--inventry x", "error: unknown option '--inventry'\n(Did you mean --inventory?)\n"],
  ["plan -i two-clusters.yaml --check", "error: unknown option '--check'\n(see `gen plan --help`)"],
  ["--check -i two-clusters.yaml plan", "error: `gen plan` has no option '--check'\n"],
  ["plna", "error: `plna` is no command\nhelp: did you mean `plan`?\n"],
  ["-i two-clusters.yaml plan extra", "error: `extra` is no command\n"],
  [
    "two-clusters.yaml",
    "error: `two-clusters.yaml` is no command\nhelp: an inventory comes after its option: `gen --inventory two-clusters.yaml`\n",
  ],
  ["plan my/lab", "help: an inventory comes after its option: `gen plan --inventory my/lab`\n"],
  ["--inventory", "error: option '-i, --inventory <file>' argument missing\n"],
  ["--inventory=", "error: option '-i, --inventory <file>' argument '' is invalid."],
  ["-i two-clusters.yaml --out=", "error: option '-o, --out <dir>' argument '' is invalid."],
  ["-i x --check --force", "error: option '--check' cannot be used with option '--force'\n"],
  ["-i x --force --stdout a", "error: option '--force' cannot be used with option '--stdout <file>'\n"],
  ["-i x --json --stdout a", "error: option '--stdout <file>' cannot be used with option '--json'\n"],
  [
    "-i x --out y --stdout a",
    "error: option '--stdout <file>' cannot be used with option '-o, --out <dir>'\n",
  ],
];

describe.concurrent("a command line that gen does not understand", () => {
  it.each(MISUSES)("`gen %s` is a usage error that says what to do", async (args, message) => {
    const { code, out, err } = await gen(args.split(" ").filter((word) => word !== ""));
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(message);
    expect(err).toMatch(/^error: .*\n(.*\n)?\(see `gen (plan )?--help`\)\n$/);
  });

  it("is explained also where there is no inventory to propose", async () => {
    expect((await gen([], { cwd: `${workFolder()}/inventories` })).err).toContain(
      "help: `gen --inventory my-lab.yaml` reads the inventory my-lab.yaml\n",
    );
  });

  it("is repeated without what could move the terminal's cursor", async () => {
    for (const args of [["--\u001b[31m"], ["\u001b[31m\u202e"], ["-i", "a\u001b[31mb\nc"]]) {
      const { code, err } = await gen(args);
      expect(code).toBeGreaterThan(1);
      expect(err).toContain("[31m");
      expect(err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    }
  });
});

describe.concurrent("gen plan", () => {
  it("takes its options before and behind its name", async () => {
    const plan = await gen(["plan", "-i", "two-clusters.yaml"]);
    expect(plan).toMatchObject({ code: 0, err: "" });
    expect(await gen(["-i", "two-clusters.yaml", "plan"])).toEqual(plan);
    expect(await gen(["-i", "nope.yaml", "plan", "-i", "two-clusters.yaml"]), "the nearer one").toEqual(plan);
    const json = await gen(["--json", "plan", "-i", "two-clusters.yaml"]);
    expect(JSON.parse(json.out).plan.name).toBe("two-clusters");
  });
});
