import type { Plan } from "../plan/plan.ts";

/** What an artifact is written in (`shell` is called, `shell-part` sourced); decides what says at its top who made it, and how it is checked once rendered. */
export type Format =
  "frr" | "daemons" | "yaml" | "json" | "shell" | "shell-part" | "jq" | "tsv" | "markdown" | "gitattributes";

/** A template of templates/, compiled to JavaScript by scripts/template-module.mjs. */
export interface Template {
  /** Its path below templates/. */
  readonly name: string;
  /** What nunjucks made of it. */
  readonly root: unknown;
}

/** One file to be: a template and the view that it lays out. */
export interface Artifact {
  /** Relative to the tree of the inventory, in POSIX form. */
  readonly path: string;
  readonly format: Format;
  readonly template: Template;
  /** Everything the template needs, as plain values: lists and flags, never null. */
  readonly view: Readonly<Record<string, unknown>>;
}

/** A target that gen writes for: a plain value in the list of backends/index.ts. */
export interface Backend {
  readonly name: string;
  emit(plan: Plan): readonly Artifact[];
}
