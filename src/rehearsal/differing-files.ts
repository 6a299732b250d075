import type { Artifacts } from "./make-lab.ts";
import type { RehearsalReport } from "./report/report.ts";

/** Files of a tree by which a rehearsal goes; of the others it would not notice if they were nonsense. */
const READ = /(^|\/)(frr\.conf|daemons|vtysh\.conf|host-settings\.tsv|expected\.json|[^/]+\.yaml)$/;

/**
 * The files of a tree that are not as gen would write them now, the missing ones included. A rehearsal goes by what its files
 * make of the lab, so it passes over what it does not model: whoever reads its verdict should know what was changed.
 */
export function differingFiles(artifacts: Artifacts, own: Artifacts): RehearsalReport["differing"] {
  return [...own].flatMap(([path, content]) => {
    const found = artifacts.get(path);
    if (found === content) return [];
    return { path, state: found === undefined ? "missing" : "changed", isRead: READ.test(path) };
  });
}
