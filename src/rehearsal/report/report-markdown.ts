import { markdownText } from "../../render/filters.ts";
import { tidyMarkdown } from "../../render/tidy-markdown.ts";
import { count } from "../count.ts";
import { isCut, percent, shortened } from "./in-words.ts";
import { labSize } from "./lab-size.ts";
import { CHECKS, type Check, type RehearsalReport } from "./report.ts";
import { verdictLine } from "./verdict-line.ts";

/** A cell that is much wider than the others makes a table hard to read. */
const CELL_WIDTH = 60;

/** All of a report, for a colleague who was not there. */
export function reportMarkdown(report: RehearsalReport): string {
  const { inventory, verdict } = report;
  const sections = [
    `# Rehearsal of ${text(inventory)}: ${verdict}`,
    prose(verdictLine(report)),
    circumstances(report),
    "## Checks",
    report.checks.length === 0 ? "None was made." : checks(report.checks),
    ...report.checks.flatMap(details),
    ...flows(report.flows),
    ...drills(report.drills),
    ...unexercised(report.unexercised),
    ...differing(report.differing),
    ...logs(report.logs),
    "## Phases",
    table(
      ["phase", "seconds"],
      report.phases.map(({ name, seconds }) => [name, seconds]),
    ),
  ];
  return tidyMarkdown(sections.join("\n\n"));
}

function circumstances({ run, artifacts, versions, counts }: RehearsalReport): string {
  return table(
    ["rehearsal", run],
    [
      ["artifacts", artifacts === "" ? "what gen would write" : artifacts],
      ["lab", `${labSize(counts)}, ${count(counts.flows, "flow")}`],
      ["run with", `FRR ${versions.frr}, GoBGP ${versions.gobgp}, Linux ${versions.kernel}`],
    ],
  );
}

function checks(made: readonly Check[]): string {
  return table(
    ["check", "what is looked at", "subject", "outcome", "expected", "found"],
    made.map(({ id, subject, outcome, expected, found }) => [
      id,
      CHECKS[id],
      subject,
      word(outcome),
      shortened(expected, CELL_WIDTH),
      shortened(found, CELL_WIDTH),
    ]),
  );
}

/** What does not fit into the table. */
function details({ id, subject, outcome, expected, found, details: lines }: Check): readonly string[] {
  const values = [`expected: ${expected}`, `found: ${found}`];
  const isAnyCut = [expected, found].some((value) => isCut(value, CELL_WIDTH));
  const all = isAnyCut ? [...values, ...lines] : lines;
  if (all.length === 0) return [];
  return [
    `${text(id)} of ${text(subject)} (${word(outcome)}):`,
    all.map((line) => `- ${prose(line)}`).join("\n"),
  ];
}

function word(outcome: Check["outcome"]): string {
  return outcome === "fail" ? "FAIL" : outcome;
}

function flows(spreads: RehearsalReport["flows"]): readonly string[] {
  return spreads.flatMap(({ client, service, requests, answered, nodes, clusters }) => [
    `## Flows from ${text(client)} to ${text(service)}`,
    `${answered} of ${requests} requests were answered.`,
    table(["next hop", "flows"], Object.entries(nodes)),
    table(["answered by pods of", "flows"], Object.entries(clusters)),
  ]);
}

function drills(made: RehearsalReport["drills"]): readonly string[] {
  if (made.length === 0) return [];
  return [
    "## Drills",
    "Seconds after the failure. The bound is the longest that traffic should be lost; moved is the share of flows that went to another node.",
    table(
      [
        "failure",
        "event",
        "bound",
        "next hops right",
        "last loss",
        "lost",
        "of",
        "moved",
        "predicted",
        "recovered",
      ],
      made.map(({ failure, event, bound, converged, lastLoss, lost, requests, moved, recovered }) => [
        failure,
        event,
        bound ?? "until it is back",
        converged ?? "never",
        lost === 0 ? "none" : lastLoss,
        lost,
        requests,
        moved ? percent(moved.measured) : "",
        moved ? percent(moved.predicted) : "",
        recovered ?? "never",
      ]),
    ),
  ];
}

function differing(files: RehearsalReport["differing"]): readonly string[] {
  if (files.length === 0) return [];
  return [
    "## Not as gen would write them now",
    "A rehearsal goes by what its files make of the lab, and passes over what it does not model.",
    table(
      ["file", "state", "rehearsed"],
      files.map(({ path, state, isRead }) => [path, state, isRead ? "yes" : "no"]),
    ),
  ];
}

function unexercised(statements: RehearsalReport["unexercised"]): readonly string[] {
  if (statements.length === 0) return [];
  return [
    "## Not exercised",
    "Statements that nothing in this rehearsal depended on: it says nothing about them.",
    table(
      ["router", "line", "statement"],
      statements.map(({ router, line, statement }) => [router, line, statement]),
    ),
  ];
}

function logs(hosts: RehearsalReport["logs"]): readonly string[] {
  return hosts.flatMap(({ host, lines }) => [`## Log of ${text(host)}`, fenced(lines.map(harmless))]);
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = [head, head.map(() => "---"), ...rows.map((row) => row.map((cell) => text(String(cell))))];
  return cells.map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** The fence is longer than any in the text. */
function fenced(lines: readonly string[]): string {
  const longest = Math.max(2, ...[...lines.join("\n").matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return [`${fence}text`, ...lines, fence].join("\n");
}

/** One line in which words between backticks stay such; no list or table whatever it begins with. */
function prose(value: string): string {
  const parts = oneLine(value).split(/(`[^`]+`)/);
  const line = parts.map((part, i) => (i % 2 === 1 ? part : markdownText(part))).join("");
  return line.replace(/^(\d+|)([-+.)])(?=\s)/, (_, number, mark) => `${number}&#${mark.charCodeAt(0)};`);
}

function text(value: string): string {
  return markdownText(oneLine(value));
}

function oneLine(value: string): string {
  return harmless(
    value
      .trim()
      .replace(/\s*\n\s*/g, "; ")
      .replace(/\s+/g, " "),
  );
}

/** What stands in files and logs may hold anything. */
function harmless(value: string): string {
  return value.replace(/[\u0000-\u001f\u007f-\u009f]|\p{Surrogate}|\p{Bidi_Control}/gu, "\ufffd");
}
