import nunjucks from "nunjucks/browser/nunjucks-slim.js";
import type { Template } from "../backends/backend.ts";
import { FILTERS, type Filter } from "./filters.ts";
import { strictView } from "./strict-view.ts";

type View = Readonly<Record<string, unknown>>;

/** Lays a view out by a template. nunjucks' slim build runs templates that were compiled beforehand. */
export const renderTemplate = renderer(FILTERS);

/**
 * The same with a stand-in for each YAML scalar, equal ones for equal scalars: two views with one shape become YAML of
 * one structure, keys that stand twice included, for a scalar is quoted whatever it holds.
 */
export function yamlShape(template: Template, view: View): string {
  standIns.clear();
  return renderShape(template, view);
}

const standIns = new Map<unknown, string>();
const renderShape = renderer({ ...FILTERS, yaml: standIn });

function standIn(value: unknown): string {
  const name = standIns.get(value) ?? `v${standIns.size}`;
  standIns.set(value, name);
  return name;
}

// Compiled templates ask the runtime for every name. It is bundled with gen, so nobody else's templates are meant.
Object.assign(nunjucks.runtime, strictView);

function renderer(filters: Readonly<Record<string, Filter>>): (template: Template, view: View) => string {
  const environment = new nunjucks.Environment(null, { autoescape: false });
  for (const [name, filter] of Object.entries(filters)) environment.addFilter(name, filter);
  const ready = new Map<Template, { render(view: object): string }>();
  return (template, view) => {
    let runnable = ready.get(template);
    if (!runnable) {
      runnable = new nunjucks.Template(
        { type: "code", obj: { root: template.root } },
        environment,
        template.name,
        true,
      );
      ready.set(template, runnable);
    }
    return runnable.render(view);
  };
}
