import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import { WorldError } from "../../src/output/world-error.ts";
import { readArtifacts } from "../../src/rehearsal/read-artifacts.ts";
import { freshFolder } from "../commands/work-folder.ts";
import { goldenInventory } from "../golden/inventories.ts";

const { files } = compile(goldenInventory("two-clusters").source);
const paths = files.map(({ path }) => path);

/** The committed tree, to be spoilt. */
function tree(): string {
  const folder = join(freshFolder(), "lab");
  cpSync("out/two-clusters", folder, { recursive: true });
  return folder;
}

function refusal(dir: string, root = dir): string {
  try {
    readArtifacts(dir, paths);
  } catch (error) {
    if (error instanceof WorldError) return error.message.replaceAll(root, "lab");
    throw error;
  }
  throw new Error("it was not refused");
}

describe("a tree on disk", () => {
  it("is read as gen would write it", () => {
    const read = readArtifacts("out/two-clusters/", paths);
    for (const { path, content } of files) expect(read.get(path), path).toBe(content);
    expect(read.has(".gen-manifest.json")).toBe(false);
  });

  it("is read as it is, edited by hand or not: what was added, what was taken away, whatever the manifest says", () => {
    const dir = tree();
    appendFileSync(join(dir, "frrtor/frr.conf"), "! mine\r\n");
    writeFileSync(join(dir, "kind01/manifests/extra.yaml"), "\ufeffa: 1\n");
    mkdirSync(join(dir, "kind09/manifests"), { recursive: true });
    writeFileSync(join(dir, "kind09/manifests/service.yaml"), "b: 2\n");
    rmSync(join(dir, "kind02/manifests"), { recursive: true });
    rmSync(join(dir, ".gen-manifest.json"));
    const read = readArtifacts(dir, paths);
    expect(read.get("frrtor/frr.conf")).toMatch(/! mine\r\n$/);
    expect(read.get("kind01/manifests/extra.yaml"), "every byte").toBe("\ufeffa: 1\n");
    expect(read.get("kind09/manifests/service.yaml")).toBe("b: 2\n");
    expect([...read.keys()].filter((path) => path.startsWith("kind02/manifests"))).toEqual([]);
  });

  it("may have strangers in it: pictures, pipes, links, a repository", () => {
    const dir = tree();
    writeFileSync(join(dir, "picture.png"), Buffer.from([0x89, 0x50, 0xff, 0xfe]));
    symlinkSync("/etc", join(dir, "frrtor/etc"));
    symlinkSync("/etc/hostname", join(dir, "kind01/note.txt"));
    spawnSync("mkfifo", [join(dir, "pipe")]);
    mkdirSync(join(dir, ".git"));
    writeFileSync(join(dir, ".git/config"), "");
    expect([...readArtifacts(dir, paths).keys()].sort()).toEqual([...paths].sort());
  });

  it("is not followed out of itself by a link, for root reads it and quotes it", () => {
    const dir = tree();
    rmSync(join(dir, "frrtor/frr.conf"));
    symlinkSync("/etc/shadow", join(dir, "frrtor/frr.conf"));
    expect(refusal(dir)).toBe(
      "`lab/frrtor/frr.conf` is a symbolic link, which gen does not follow: put a file there",
    );
    const other = tree();
    rmSync(join(other, "kind01"), { recursive: true });
    symlinkSync("/etc", join(other, "kind01"));
    expect(refusal(other)).toContain("`lab/kind01` is a symbolic link");
  });

  it("is refused where a file is a folder, or no text", () => {
    const dir = tree();
    rmSync(join(dir, "kind01/kind.yaml"));
    mkdirSync(join(dir, "kind01/kind.yaml"));
    expect(refusal(dir)).toBe("`lab/kind01/kind.yaml` is a folder, and gen needs a file there: move it away");
    const other = tree();
    appendFileSync(join(other, "frrtor/frr.conf"), Buffer.from([0xff]));
    expect(refusal(other)).toBe("`lab/frrtor/frr.conf` is not UTF-8 text");
  });

  it("is refused if it is no tree of the inventory", () => {
    const dir = tree();
    expect(refusal(join(dir, "nope"), dir)).toBe("cannot read `lab/nope`: no such file or directory");
    expect(refusal(join(dir, "up.sh"), dir)).toBe("`lab/up.sh` is not a folder");
    expect(refusal(join(dir, "kind01"), dir)).toMatch(
      /^`lab\/kind01` has no artifacts of the inventory, such as `\w+\/.*`$/,
    );
    expect(refusal(".", "/"), "a README.md is no sign").toContain("has no artifacts");
  });

  it("is refused if it is a whole disk", () => {
    const dir = tree();
    writeFileSync(join(dir, "disk.img"), "");
    truncateSync(join(dir, "disk.img"), 2 ** 33); // it takes no room
    expect(refusal(dir)).toBe("`lab` holds too much: name the folder of one inventory's artifacts");
  });
});
