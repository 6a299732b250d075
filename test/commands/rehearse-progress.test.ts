import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { printProgress } from "../../src/commands/rehearse-progress.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the progress of a rehearsal", () => {
  it("is a line for each phase and for what is worth knowing of it, with the seconds", () => {
    const said: string[] = [];
    const progress = printProgress({ out() {}, err: (text) => said.push(text) });
    progress.phase("namespaces");
    vi.advanceTimersByTime(420);
    progress.phase("sessions");
    vi.advanceTimersByTime(2_700);
    progress.note("4 of 4 established");
    vi.advanceTimersByTime(100_000);
    progress.phase("flows");
    progress.end();
    expect(said).toEqual([
      "[ 0.0 s] namespaces\n",
      "[ 0.4 s] sessions\n",
      "[ 3.1 s] sessions: 4 of 4 established\n",
      "[103.1 s] flows\n",
    ]);
  });

  it("counts the seconds of what goes on where somebody looks on, and takes that away in the end", () => {
    const said: string[] = [];
    let shown = "";
    const progress = printProgress({
      out() {},
      err(text) {
        expect(shown, "no line is written into another").toBe("");
        said.push(text);
      },
      show(line) {
        shown = line;
      },
    });
    progress.phase("sessions");
    expect(shown).toBe("[ 0.0 s] sessions");
    vi.advanceTimersByTime(2_000);
    expect(shown).toBe("[ 2.0 s] sessions");
    progress.note("3 of 4");
    expect(shown).toBe("[ 2.0 s] sessions");
    progress.phase("routes");
    vi.advanceTimersByTime(1_000);
    expect(shown).toBe("[ 3.0 s] routes");
    progress.phase("flows");
    progress.end();
    vi.advanceTimersByTime(5_000);
    expect(shown).toBe("");
    expect(said).toEqual(["[ 2.0 s] sessions: 3 of 4\n", "[ 2.0 s] routes\n", "[ 3.0 s] flows\n"]);
  });
});
