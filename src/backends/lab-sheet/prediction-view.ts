import type { Expected } from "../../plan/expected.ts";
import { pathTexts, podTexts } from "../../plan/expected-text.ts";
import { some } from "./some.ts";

/** What the lab sheet shows of the prediction: a row for each route, and one where several things differ in a name only. */
export function predictionView({ sessions, routes, refused, unpinned, discards, answers }: Expected) {
  return {
    sessions: sessions.length,
    routes: routes.map((route) => ({ ...route, of: some(pathTexts(route)) })),
    refused: grouped(
      refused,
      ({ router, cluster, kind, by }) => ({ router, cluster, kind, by }),
      ({ service }) => service,
    ).map(({ one, names }) => ({ ...one, services: some(names) })),
    unpinned: grouped(
      unpinned,
      ({ router, cluster, kind, within, count }) => ({ router, cluster, kind, within, count }),
      ({ service }) => service,
    ).map(({ one, names }) => ({ ...one, services: some(names) })),
    discards: grouped(
      discards,
      ({ router }) => ({ router }),
      ({ prefix }) => prefix,
    ).map(({ one, names }) => ({ ...one, prefixes: names.join(", ") })),
    answers: grouped(
      answers,
      (answer) => ({
        service: answer.service,
        at: `${answer.address}:${answer.port}`,
        pods: some(podTexts(answer)),
      }),
      ({ client }) => client,
    ).map(({ one, names }) => ({ ...one, clients: some(names) })),
  };
}

/** Things that are alike but for a name, as one with all names, in the order of the first. */
function grouped<T, One extends object>(
  things: readonly T[],
  alike: (thing: T) => One,
  nameOf: (thing: T) => string,
): readonly { readonly one: One; readonly names: readonly string[] }[] {
  const groups = new Map<string, { one: One; names: string[] }>();
  for (const thing of things) {
    const one = alike(thing);
    const key = JSON.stringify(one);
    const known = groups.get(key);
    if (known) known.names.push(nameOf(thing));
    else groups.set(key, { one, names: [nameOf(thing)] });
  }
  return [...groups.values()];
}
