import type { ChildProcess } from "node:child_process";

/**
 * Ends a child's input when the test runner that started this process is gone, as it would end with this process: a
 * worker of a runner that was killed goes on with its tests, whose results nobody reads.
 */
export function endWhenAbandoned(child: ChildProcess): void {
  const end = () => child.stdin?.end();
  process.once("disconnect", end);
  child.once("close", () => process.off("disconnect", end));
}
