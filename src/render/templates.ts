import nunjucks from "nunjucks/browser/nunjucks-slim.js";
import type { Template } from "../backends/backend.ts";
import { FILTERS } from "./filters.ts";
import { strictView } from "./strict-view.ts";

/** Lays a view out by a template. nunjucks' slim build runs templates that were compiled beforehand. */
export function renderTemplate(template: Template, view: Readonly<Record<string, unknown>>): string {
  let ready = readyTemplates.get(template);
  if (!ready) {
    ready = new nunjucks.Template(
      { type: "code", obj: { root: template.root } },
      environment,
      template.name,
      true,
    );
    readyTemplates.set(template, ready);
  }
  return ready.render(strictView(view));
}

const readyTemplates = new Map<Template, { render(view: object): string }>();

const environment = strictEnvironment();

function strictEnvironment() {
  const strict = new nunjucks.Environment(null, { autoescape: false });
  for (const [name, filter] of Object.entries(FILTERS)) strict.addFilter(name, filter);
  // nunjucks asks here for names that the view lacks, before it takes them for undefined.
  strict.globals = new Proxy(
    {},
    {
      has: () => true,
      get: (_target, name) => {
        throw new Error(`the view has no \`${String(name)}\``);
      },
    },
  );
  return strict;
}
