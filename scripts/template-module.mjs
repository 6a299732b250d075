// Turns a nunjucks template into a JavaScript module, when gen is built and when it is tested: compiling the templates
// at each start would cost more than everything else that gen does with them, and compile() reads no file.
import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import nunjucks from "nunjucks";

const templates = fileURLToPath(new URL("../templates/", import.meta.url));

/** How every template is read. A value that is not there throws; a line with nothing but a tag leaves nothing. */
export const TEMPLATE_OPTIONS = {
  autoescape: false,
  throwOnUndefined: true,
  trimBlocks: true,
  lstripBlocks: true,
  // The default `{#` is how bash counts an array: ${#list[@]}.
  tags: { commentStart: "<%#", commentEnd: "#%>" },
};

const environment = new nunjucks.Environment(null, TEMPLATE_OPTIONS);

/** The module's text: its default export is a Template of src/backends/backend.ts. */
export function templateModule(path) {
  const name = relative(templates, path).split(sep).join("/");
  const wrapper = ([{ template }]) => template;
  const code = nunjucks.precompileString(readFileSync(path, "utf8"), { name, env: environment, wrapper });
  return `const code = (() => {\n${code}})();\nexport default { name: ${JSON.stringify(name)}, root: code.root };\n`;
}

/** For esbuild. */
export const esbuildTemplates = {
  name: "templates",
  setup({ onLoad }) {
    onLoad({ filter: /\.njk$/ }, ({ path }) => ({ contents: templateModule(path), loader: "js" }));
  },
};

/** For Vite, and so for vitest. */
export const viteTemplates = {
  name: "templates",
  enforce: "pre",
  load: (id) => (id.endsWith(".njk") ? templateModule(id) : undefined),
};
