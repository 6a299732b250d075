import { count } from "../count.ts";
import { alignedRows } from "./aligned-rows.ts";
import { isCut, percent, shortened } from "./in-words.ts";
import { labSize } from "./lab-size.ts";
import type { Check, Drill, FlowSpread, RehearsalReport } from "./report.ts";
import { verdictLine } from "./verdict-line.ts";

/** How much of it fits on a screen; the Markdown and JSON reports have all of it. */
const SHOWN = { checks: 60, details: 12, nodes: 12, statements: 6, files: 12, logLines: 12, logHosts: 8 };
const CELL_WIDTH = 40;
const DETAIL_WIDTH = 240;

/** A report for the terminal; its last line is the verdict. It quotes files and daemons as they are, control characters too. */
export function reportText(report: RehearsalReport): string {
  const sections = [
    headline(report),
    checkTable(report.checks),
    ...report.flows.map(spreadTable),
    drillTable(report.drills),
    unexercised(report.unexercised),
    differing(report.differing),
    ...(report.verdict === "PASS" ? [] : logs(report.logs)),
    [verdictLine(report)],
  ];
  const texts = sections.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${texts.join("\n\n")}\n`;
}

function headline({ inventory, run, artifacts, counts, versions }: RehearsalReport): readonly string[] {
  const programs = `FRR ${versions.frr}, GoBGP ${versions.gobgp}, Linux ${versions.kernel}`;
  return [
    `${inventory}, rehearsal ${run}${artifacts === "" ? "" : ` of the files in ${artifacts}`}`,
    `  ${labSize(counts)}; ${programs}`,
  ];
}

function checkTable(checks: readonly Check[]): readonly string[] {
  if (checks.length === 0) return [];
  const isShort = checks.length <= SHOWN.checks;
  // What is wrong first: among forty lines that passed, it would be overlooked.
  const wrong = checks.filter(({ outcome }) => outcome === "fail" || outcome === "inconclusive");
  const rest = checks.filter((check) => !wrong.includes(check));
  const shown = [...wrong, ...(isShort ? rest : rest.filter(({ outcome }) => outcome !== "pass"))];
  const rows = shown.map(({ id, subject, outcome, expected, found }) => [
    id,
    subject,
    outcome === "fail" ? "FAIL" : outcome,
    shortened(expected, CELL_WIDTH),
    shortened(found, CELL_WIDTH),
  ]);
  const [head = "", ...lines] = alignedRows([["check", "subject", "outcome", "expected", "found"], ...rows]);
  return [
    "checks",
    head,
    ...lines.flatMap((line, i) => [line, ...(shown[i] ? detailsOf(shown[i]) : [])]),
    ...(isShort ? [] : [`  and ${checks.length - shown.length} more that passed: see --report`]),
  ];
}

/** What does not fit into the table, for checks that did not pass. */
function detailsOf({ outcome, expected, found, details }: Check): readonly string[] {
  if (outcome !== "fail" && outcome !== "inconclusive") return [];
  const values = [`expected: ${expected}`, `found: ${found}`];
  const isAnyCut = [expected, found].some((value) => isCut(value, CELL_WIDTH));
  return limited([...(isAnyCut ? values : []), ...details], SHOWN.details, "line").map(
    (line) => `    ${shortened(line, DETAIL_WIDTH)}`,
  );
}

function spreadTable({
  client,
  service,
  requests,
  answered,
  nodes,
  clusters,
}: FlowSpread): readonly string[] {
  const counts = Object.entries(nodes);
  const all = counts.reduce((sum, [, flows]) => sum + flows, 0);
  const share = (flows: number) => (all === 0 ? "" : percent(flows / all));
  const rows = counts.slice(0, SHOWN.nodes).map(([node, flows]) => [node, String(flows), share(flows)]);
  const answers = Object.entries(clusters).map(([cluster, flows]) => `${cluster} ${flows}`);
  return [
    `flows from ${client} to ${service}: ${answered} of ${requests} answered${answers.length > 0 ? ` (${limited(answers, SHOWN.nodes, "cluster").join(", ")})` : ""}`,
    ...(rows.length > 0 ? alignedRows([["next hop", "flows", "share"], ...rows]) : []),
    ...(counts.length > rows.length ? [`  ${more(counts.length - rows.length, "node")}`] : []),
  ];
}

function drillTable(drills: readonly Drill[]): readonly string[] {
  if (drills.length === 0) return [];
  const rows = drills.map((drill) => [
    drill.failure,
    drill.event,
    seconds(drill.bound, "until it is back"),
    seconds(drill.converged),
    drill.lost === 0 ? "none" : seconds(drill.lastLoss),
    `${drill.lost} of ${drill.requests}`,
    moved(drill),
    seconds(drill.recovered),
  ]);
  const head = ["failure", "event", "bound", "next hops", "last loss", "lost", "moved", "recovered"];
  return ["drills (bound: the longest that traffic should be lost)", ...alignedRows([head, ...rows])];
}

function moved({ moved: share }: Drill): string {
  return share === undefined ? "" : `${percent(share.measured)} (predicted ${percent(share.predicted)})`;
}

function unexercised(statements: RehearsalReport["unexercised"]): readonly string[] {
  if (statements.length === 0) return [];
  const routers = [...new Set(statements.map(({ router }) => router))];
  return [
    "statements that nothing in this rehearsal depended on",
    ...routers.flatMap((name) => {
      const own = statements.filter(({ router }) => router === name);
      const lines = own.map(({ line, statement }) => `line ${line}: ${shortened(statement, 80)}`);
      return [`  ${name}`, ...limited(lines, SHOWN.statements, "statement").map((line) => `    ${line}`)];
    }),
  ];
}

function differing(files: RehearsalReport["differing"]): readonly string[] {
  if (files.length === 0) return [];
  const lines = files.map(
    ({ path, state, isRead }) => `  ${path}: ${state}${isRead ? "" : ", and not rehearsed"}`,
  );
  return ["files that are not as gen would write them now", ...limited(lines, SHOWN.files, "file")];
}

function logs(hosts: RehearsalReport["logs"]): readonly (readonly string[])[] {
  return hosts.slice(0, SHOWN.logHosts).map(({ host, lines }) => {
    const last = lines.slice(-SHOWN.logLines).map((line) => `  ${shortened(line, DETAIL_WIDTH)}`);
    const before = lines.length - last.length;
    return [`log of ${host}`, ...(before > 0 ? [`  ${more(before, "line")}`] : []), ...last];
  });
}

function limited(lines: readonly string[], limit: number, thing: string): readonly string[] {
  return lines.length <= limit ? lines : [...lines.slice(0, limit), more(lines.length - limit, thing)];
}

function more(number: number, thing: string): string {
  return `and ${count(number, `more ${thing}`)}: see --report`;
}

function seconds(value: number | undefined, otherwise = "never"): string {
  return value === undefined ? otherwise : `${Number(value.toFixed(1))} s`;
}
