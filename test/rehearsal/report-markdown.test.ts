import * as prettier from "prettier";
import { describe, expect, it } from "vitest";
import { reportMarkdown } from "../../src/rehearsal/report/report-markdown.ts";
import { expectGolden } from "../commands/golden-text.ts";
import { BROKEN_OFF, FAILED, PASSED } from "./sample-reports.ts";

describe("the report as Markdown", () => {
  it("is complete and fit to read", () => {
    expectGolden(reportMarkdown(FAILED), "../rehearsal/report-fail.md");
  });

  it.each([
    ["pass", PASSED],
    ["fail", FAILED],
    ["broken off", BROKEN_OFF],
  ])(
    "of a rehearsal like %s is formatted as prettier has it, and so is read as it is meant",
    async (_, report) => {
      const markdown = reportMarkdown(report);
      expect(markdown).toBe(await prettier.format(markdown, { parser: "markdown", printWidth: 110 }));
    },
  );

  it("leaves nothing out", () => {
    const markdown = reportMarkdown(FAILED);
    expect(markdown.match(/: not predicted$/gm)).toHaveLength(30);
    expect(markdown).toContain("kind01-worker19");
    for (const { line } of FAILED.unexercised)
      expect(markdown).toMatch(new RegExp(`^\\| \\w+ +\\| ${line} +\\| ip`, "m"));
    for (const name of ["8.4.4", "3.10.0", "6.1.0-18-amd64", "3f9c1a", "out/two-clusters"]) {
      expect(markdown).toContain(name);
    }
  });

  it("quotes files and daemons without being led by them", () => {
    const markdown = reportMarkdown(FAILED);
    expect(markdown).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    expect(markdown).toContain("````text\n");
    expect(markdown).toContain(
      "- &#45; `bgp bestpath as-path multipath-relax` &#124; is &#42;not&#42; there",
    );
  });

  it("takes text that is no Unicode", () => {
    expect(reportMarkdown({ ...BROKEN_OFF, reason: "\ud800 1 | 2" })).toContain("\ufffd 1 &#124; 2");
  });
});
