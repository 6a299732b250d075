import { artifacts, generate, scratchFolder } from "./scratch.ts";

/** A version of a tree, in the notation of `artifacts`. */
export const first = {
  "README.md": "one\n",
  "kind01/bgp.yaml": "a: 1\n",
  "kind01/up.sh*": "#!/bin/sh\n",
  "old/gone.txt": "x\n",
};
/** A later one: with files that are the same, changed, added and gone, and a folder of each kind. */
export const second = {
  "README.md": "two\n",
  "kind01/bgp.yaml": "a: 1\n",
  "kind01/up.sh*": "#!/bin/sh\n",
  "kind02/new": "n\n",
};

/** A tree that holds `first`, and nothing else. */
export function firstTree(): string {
  const dir = `${scratchFolder()}/out/lab`;
  generate(dir, artifacts(first));
  return dir;
}
