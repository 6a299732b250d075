import { ALLOWED, type BenchLab, type Fault, type ScriptRun } from "../lab.ts";

/** What came of one fault. */
export interface FaultResult {
  readonly fault: Fault;
  /** Whether the call was made at all. */
  readonly struck: boolean;
  /** Empty: the failure was reported as it should be, and a plain run converged to a lab that verify.sh accepts. */
  readonly problems: readonly string[];
}

/**
 * The faults for the calls of a run, in their order: each call fails once before it does anything, and each that changes
 * something once after it has done all. What is asked again and again fails the first time only. Of calls that differ only
 * in the cluster, node or network that they are about, one stands for all with "each command".
 */
export function faultsOf(calls: readonly string[], of: "each command" | "each call"): readonly Fault[] {
  const seen = new Map<string, number>();
  const commands = new Set<string>();
  return calls.flatMap((call): Fault[] => {
    const nth = (seen.get(call) ?? 0) + 1;
    seen.set(call, nth);
    if (nth > 1 && isWaiting(call)) return [];
    if (of === "each command" && commands.size === commands.add(commandOf(call)).size) return [];
    return isChanging(call)
      ? [
          { call, nth, when: "before" },
          { call, nth, when: "after" },
        ]
      : [{ call, nth, when: "before" }];
  });
}

/**
 * The faults, in lists of those that may be tried one after another on the same machine: all that come before the first
 * change and end the run, for they leave it as it was, and each other by itself.
 */
export function chainsOf(faults: readonly Fault[], calls: readonly string[]): readonly (readonly Fault[])[] {
  const before = new Set(calls.slice(0, calls.findIndex(isChanging)));
  const harmless = faults.filter(({ call, nth }) => nth === 1 && before.has(call) && isDecisive(call));
  const others = faults.filter((fault) => !harmless.includes(fault));
  return [...(harmless.length > 0 ? [harmless] : []), ...others.map((fault) => [fault])];
}

/** A call without what it is about: up.sh calls the same for each cluster, node and network. */
export function commandOf(call: string): string {
  const shape = call
    .replace(/kind0\d(-control-plane|-worker)?|\bclient\b/g, "NAME")
    .replace(/\d+(\.\d+){3}(\/\d+)?/g, "ADDRESS")
    .replace(/\b[0-9a-f]{16}\b/g, "FINGERPRINT");
  return /^docker (create|start|network connect)/.test(call) ? call.replace(/kind0\d/g, "NAME") : shape;
}

/** Whether a call changes the lab. */
export function isChanging(call: string): boolean {
  return CHANGING.test(call);
}

/** The calls that change the lab. */
export const CHANGING = new RegExp(
  [
    "^docker (create|start|stop|unpause|restart|rm|cp|network (create|connect|rm))\\b",
    "^docker exec (\\S+ (sh -c (echo|chown|printf)|\\S*frr-reload.py --reload))",
    "^(env \\S+ )?kind (create|delete|export)\\b",
    "^kubectl .* (apply|delete|annotate|label)\\b",
    "^(env \\S+ )?cilium (install|upgrade)\\b",
  ].join("|"),
);

/** Whether a script makes the call until it succeeds, and so may ride out a failure. */
function isWaiting(call: string): boolean {
  return /get --raw|rollout status|kubectl .* wait |vtysh -d|^(sleep|mkdir) /.test(call);
}

/**
 * Whether a script goes on without it: what it would have tidied away is tidied away by the next run, or by down.sh; and how
 * much is free on a disk is a courtesy, for ordinary users often may not look.
 */
function isOptional(call: string): boolean {
  return /^(rm|rmdir|df|flock --nonblock) /.test(call);
}

/** Whether a script has to say that this call failed, and to end with that. */
export function isDecisive(call: string): boolean {
  return !isOptional(call) && !isWaiting(call);
}

/**
 * Brings a lab up with each of the faults in turn, then without any; the lab is down before and after. Several may share the
 * plain run where none of them lets anything change.
 */
export async function tryFaults(lab: BenchLab, faults: readonly Fault[]): Promise<readonly FaultResult[]> {
  const runs = await inTurn(faults, (fault) => lab.run("up.sh", { env: ALLOWED, fault }));
  const afterwards: string[] = [];
  const again = await lab.run("up.sh", { env: ALLOWED });
  if (again.status !== 0) afterwards.push(`the plain run ends with ${again.status}: ${again.output}`);
  const verify = await lab.verify();
  if (verify.status !== 0) afterwards.push(`verify.sh ends with ${verify.status}: ${verify.output}`);
  const down = await lab.run("down.sh");
  if (down.status !== 0) afterwards.push(`down.sh ends with ${down.status}: ${down.output}`);
  const left = await lab.left();
  if (left.length > 0) afterwards.push(`down.sh leaves ${left.join(", ")}`);
  return faults.map((fault, place) => {
    const run = runs[place];
    return {
      fault,
      struck: (run?.strikes.length ?? 0) > 0,
      problems: [...(run ? reportProblems(run) : []), ...afterwards],
    };
  });
}

async function inTurn<T, R>(items: readonly T[], body: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await body(item));
  return results;
}

/** What is wrong with how a run took the failures of its calls. */
export function* reportProblems({ status, output, strikes }: ScriptRun): Generator<string> {
  if (strikes.length === 0) return;
  const decisive = strikes.filter(({ call }) => isDecisive(call));
  if (decisive.length === 0) {
    // It rode them out; or it gave up waiting, and says for what.
    if (status !== 0 && !(status === 1 && strikes.some(({ call }) => isWaiting(call))))
      yield `it ends with ${status}: ${output}`;
    return;
  }
  // Before the first phase it says in its own words all that is in the way.
  const inPreflight = !output.includes("leftovers:");
  const expected = inPreflight || decisive.some(({ call }) => !isChanging(call)) ? 3 : 1;
  if (status !== expected) yield `it ends with ${status}, not ${expected}: ${output}`;
  // Each job that fails says so; before the first phase it is in other words.
  const said = output.split("bench: this call was made to fail").length - 1;
  if (!inPreflight && said < decisive.length)
    yield `it says ${said} of ${decisive.length} failures: ${output}`;
  for (const { call, after } of decisive) {
    const changed = after.filter(
      (later) => isChanging(later) && (inPreflight || areOfOneCluster(later, call)),
    );
    if (changed.length > 0) yield `it goes on to change things: ${changed.join("; ")}`;
    const [program = ""] = call.split(" ", 1);
    const says = inPreflight ? [] : ["next:", program, "phase "];
    for (const part of says) if (!output.includes(part)) yield `it does not say "${part}": ${output}`;
  }
}

/** Whether two calls are about the same cluster; what is about another goes on. */
function areOfOneCluster(one: string, other: string): boolean {
  return clusterOf(one) === clusterOf(other);
}

/** The cluster that a call is about: those of others go on beside it. */
function clusterOf(call: string): string {
  return /kind0\d/.exec(call.replace(/ --network \S+| kind0\d=\S+/g, ""))?.[0] ?? "";
}
