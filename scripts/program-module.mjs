// Turns `import text from "./some.program.ts?program"` into the text of a JavaScript program, bundled from that file:
// what a rehearsal runs in other network namespaces, by `node --eval`, needs no file of its own in the package.
import { dirname, resolve } from "node:path";
import { build } from "esbuild";

const SUFFIX = "?program";

async function programModule(path) {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    write: false,
    format: "cjs",
    platform: "node",
    target: "node20",
    minify: true,
    logLevel: "error",
  });
  return `export default ${JSON.stringify(outputFiles[0].text)};\n`;
}

/** For esbuild. */
export const esbuildPrograms = {
  name: "programs",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\?program$/ }, ({ path, importer }) => ({
      path: resolve(dirname(importer), path.slice(0, -SUFFIX.length)),
      namespace: "program",
    }));
    onLoad({ filter: /.*/, namespace: "program" }, async ({ path }) => ({
      contents: await programModule(path),
      loader: "js",
    }));
  },
};

/** For Vite, and so for vitest. */
export const vitePrograms = {
  name: "programs",
  enforce: "pre",
  load: (id) => (id.endsWith(SUFFIX) ? programModule(id.slice(0, -SUFFIX.length)) : undefined),
};
