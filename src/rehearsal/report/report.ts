import type { BlackHoleBound } from "../../plan/after-failure-times.ts";

/** What a rehearsal was, as JSON: the terminal's table, the Markdown report and `--json` are made of it. */
export interface RehearsalReport {
  readonly inventory: string;
  /** Six hexadecimal digits: tells rehearsals that run side by side apart. */
  readonly run: string;
  /** The folder that was rehearsed; empty for what gen would write now. */
  readonly artifacts: string;
  /** Files of the folder that are not as gen would write them now, and whether the rehearsal went by them. */
  readonly differing: readonly {
    readonly path: string;
    readonly state: "changed" | "missing";
    readonly isRead: boolean;
  }[];
  readonly verdict: Verdict;
  /** One sentence: why the verdict is not PASS; empty if it is. */
  readonly reason: string;
  /** What was run: the machine's releases, not those that the inventory names. */
  readonly versions: { readonly frr: string; readonly gobgp: string; readonly kernel: string };
  readonly counts: {
    readonly routers: number;
    readonly nodes: number;
    readonly clients: number;
    readonly sessions: number;
    readonly flows: number;
  };
  /** In order, with the seconds that each took. */
  readonly phases: readonly Phase[];
  readonly checks: readonly Check[];
  /** Which nodes answered the clients' flows, and for which cluster's pods. */
  readonly flows: readonly FlowSpread[];
  readonly drills: readonly Drill[];
  /** Statements of a router's frr.conf that nothing in this rehearsal depended on. */
  readonly unexercised: readonly {
    readonly router: string;
    readonly line: number;
    readonly statement: string;
  }[];
  /** On failure: what the daemons said that may explain it. */
  readonly logs: readonly { readonly host: string; readonly lines: readonly string[] }[];
}

/** FAIL: it was found out that something is not as predicted. INCONCLUSIVE: it could not be found out. */
export type Verdict = "PASS" | "FAIL" | "INCONCLUSIVE";

export interface Phase {
  readonly name: string;
  readonly seconds: number;
}

/** What can be looked at, in the order of the report. */
export const CHECKS = {
  artifacts: "the files are there, and Kubernetes takes the manifests",
  config: "FRR took every statement, and has it",
  sessions: "the sessions that are established",
  authentication: "routers take no connection without the password (TCP MD5)",
  timers: "the times that both ends agreed on",
  rib: "BGP's table: prefixes, paths, next hops",
  fib: "the kernel's routes: next hops and discards",
  exports: "what the routers send the nodes",
  leaks: "foreign announcements are refused",
  "maximum-prefix": "with the filter taken away, a flood ends the session",
  flows: "the clients' requests are answered, by the predicted clusters",
  spread: "the flows are spread over the next hops",
  "return-path": "answers go back through the router",
  failover: "after a failure: next hops, time, requests lost",
  recovery: "once the failure is over, all is as before",
} as const;

export type CheckId = keyof typeof CHECKS;

/** `skipped`: there is nothing to be found out, and `found` says why. It counts neither way. */
export type Outcome = "pass" | "fail" | "inconclusive" | "skipped";

export interface Check {
  readonly id: CheckId;
  /** The router, node, cluster or client that was looked at. */
  readonly subject: string;
  readonly outcome: Outcome;
  readonly expected: string;
  readonly found: string;
  /** What differs, and what usually causes it: a line each. */
  readonly details: readonly string[];
}

/** How a client's flows to a service were spread. */
export interface FlowSpread {
  readonly client: string;
  readonly service: string;
  readonly requests: number;
  readonly answered: number;
  /** Next hops: how many flows each node got. */
  readonly nodes: Readonly<Record<string, number>>;
  /** Answers: how many each cluster's pods gave. */
  readonly clusters: Readonly<Record<string, number>>;
}

/** One failure that was brought about. Times in seconds after it. */
export interface Drill {
  /** As written after `--fail`. */
  readonly failure: string;
  readonly event: BlackHoleBound["event"];
  /** The longest that a client that has a way left may lose requests; undefined: none has, until what failed is back. */
  readonly bound: number | undefined;
  /** When the kernel's next hops were those that are left; undefined: never. */
  readonly converged: number | undefined;
  /** The last request that was lost; 0 if none was. */
  readonly lastLoss: number;
  /** Of the clients that have a way left; where none has, of all. So are those that were lost. */
  readonly requests: number;
  readonly lost: number;
  /** The share of flows that went to another node then, from 0 to 1; undefined where no way was left. */
  readonly moved:
    { readonly flows: number; readonly predicted: number; readonly measured: number } | undefined;
  /** When all was as before, from when all that had failed was started again; undefined: never. */
  readonly recovered: number | undefined;
}
