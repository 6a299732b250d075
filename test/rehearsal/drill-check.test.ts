import { expect, it } from "vitest";
import { checkFailover } from "../../src/rehearsal/checks/check-drill.ts";
import type { SeenStream } from "../../src/rehearsal/drills/watch-failure.ts";
import type { Drill } from "../../src/rehearsal/report/report.ts";

const none = { requests: 100, lost: 0, lastLoss: 0 };
const all = { requests: 100, lost: 100, lastLoss: 2 };
const living = stream("web", { bound: 9, losses: { requests: 500, lost: 300, lastLoss: 7.1 }, calm: none });
const cutOff = stream("solo", { bound: undefined, losses: all, calm: all });

it("a failure that does as predicted to each client passes", () => {
  expect(checked([living, cutOff])).toMatchObject({
    outcome: "pass",
    expected: "at most 9 s, 2 s more to settle; no way is left for client to solo until it is back",
  });
  expect(checked([cutOff])).toMatchObject({
    outcome: "pass",
    expected: "no way is left until it is back; next hops: at most 9 s, 2 s more to settle",
  });
});

it.each<[string, readonly SeenStream[], string]>([
  [
    "a client is answered though no way is left",
    [living, { ...cutOff, calm: { ...all, lost: 97 } }],
    "client to solo: of 100 requests 3 were answered though no way is left",
  ],
  [
    "a client that has a way left loses requests for too long",
    [{ ...living, losses: { requests: 500, lost: 300, lastLoss: 11.1 } }, cutOff],
    "client to web: a request was lost after 11.1 s",
  ],
  [
    "it loses some though the next hops are right, within its time or not",
    [{ ...living, calm: { ...none, lost: 1 } }, cutOff],
    "client to web: of 100 requests 1 were lost though the next hops are right",
  ],
])("fails if %s", (_what, streams, detail) => {
  expect(checked(streams)).toMatchObject({ outcome: "fail", details: [detail] });
});

it.each([
  ["late", 11.1, "the next hops were right after 11.1 s"],
  ["never right", undefined, "the next hops did not become tor 172.30.0.1/32: kind02-worker"],
])("fails if the next hops are %s, whether or not anybody has a way left", (_what, converged, detail) => {
  for (const streams of [[living], [cutOff]])
    expect(checked(streams, { converged })).toMatchObject({ outcome: "fail", details: [detail] });
});

function checked(streams: readonly SeenStream[], seen: Partial<Drill> = {}) {
  const left = new Map([["tor", new Map([["172.30.0.1/32", ["kind02-worker"]]])]]);
  const drill: Drill = {
    failure: "kind01",
    event: "link lost silently",
    bound: streams.find(({ bound }) => bound !== undefined)?.bound,
    converged: 7.2,
    moved: undefined,
    recovered: 8,
    ...none,
    ...seen,
  };
  return checkFailover(drill, { left, within: 9, streams }, streams);
}

function stream(service: string, seen: Omit<SeenStream, "answer">): SeenStream {
  const answer = { client: "client", router: "tor", service, address: "172.30.0.1", port: 80, clusters: [] };
  return { answer, ...seen };
}
