import { Failure } from "../call.ts";
import { isRegistered } from "../controllers/crds.ts";
import type { Sight } from "../controllers/readiness.ts";
import { seenObjects } from "../controllers/seen-objects.ts";
import { kindCalled, qualified, type ResourceKind } from "../kinds.ts";
import type { KubeObject } from "../objects.ts";

/** What the words of a command ask for: kinds, and perhaps names. */
export interface Asked {
  readonly kind: ResourceKind;
  /** Undefined: all there are. */
  readonly name: string | undefined;
}

/** Reads `KIND[,KIND...] [NAME...]` or `KIND/NAME...`. */
export function asked(words: readonly string[], sight: Sight): readonly Asked[] {
  const [first = "", ...names] = words;
  if (first === "") throw new Failure("error: You must specify the type of resource to get.");
  if (words.some((word) => word.includes("/")))
    return words.map((word) => {
      const [kind = "", name = ""] = word.split("/");
      if (kind === "" || name === "")
        throw new Failure(
          "error: there is no need to specify a resource type as a separate argument when passing arguments in resource/name form",
        );
      return { kind: registered(kind, sight), name };
    });
  const kinds = first.split(",").map((word) => registered(word, sight));
  return kinds.flatMap((kind): readonly Asked[] =>
    names.length === 0 ? [{ kind, name: undefined }] : names.map((name) => ({ kind, name })),
  );
}

function registered(word: string, sight: Sight): ResourceKind {
  const kind = kindCalled(word);
  if (!kind || !isRegistered(sight, kind))
    throw new Failure(`error: the server doesn't have a resource type "${word}"`);
  return kind;
}

/** Where to look, and for what. */
export interface Scope {
  /** Undefined: in all. */
  readonly namespace: string | undefined;
  readonly selector: string | undefined;
}

export interface Found {
  readonly objects: readonly { readonly kind: ResourceKind; readonly object: KubeObject }[];
  /** "Error from server (NotFound): ...", a line for each. */
  readonly missing: readonly string[];
}

/** Looks up what is asked for, as the API server shows it. */
export function find(all: readonly Asked[], { namespace, selector }: Scope, sight: Sight): Found {
  const seen = seenObjects(sight);
  const missing: string[] = [];
  const objects = all.flatMap(({ kind, name }) => {
    const matching = seen.filter(
      ({ kind: own, metadata }) =>
        own === kind.kind &&
        (name === undefined || metadata.name === name) &&
        (!kind.namespaced || namespace === undefined || metadata.namespace === namespace) &&
        (selector === undefined || isSelected(selector, metadata.labels ?? {})),
    );
    if (name !== undefined && matching.length === 0) missing.push(notFound(kind, name));
    return matching.map((object) => ({ kind, object }));
  });
  return { objects, missing };
}

/** What the API server says to a name that there is not. */
export function notFound(kind: ResourceKind, name: string): string {
  return `Error from server (NotFound): ${qualified(kind)} "${name}" not found`;
}

/** `a=b,c!=d,e,!f`. */
function isSelected(selector: string, labels: Readonly<Record<string, string>>): boolean {
  return selector.split(",").every((term) => {
    const { key = "", not, operator, value } = TERM.exec(term)?.groups ?? {};
    if (key === "")
      throw new Failure(`error: unable to parse requirement: the stand-in cannot read "${term}"`);
    if (operator === undefined) return Object.hasOwn(labels, key) !== (not === "!");
    return (labels[key] === value) === (operator !== "!=");
  });
}

const TERM = /^(?<not>!?)(?<key>[\w./-]+)(?:(?<operator>==?|!=)(?<value>[\w.-]*))?$/;
