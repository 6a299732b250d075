/** The library: compile an inventory without touching a disk. The command line is `gen`. */
export { type Analysis, analyze, type Compilation, compile } from "./compile.ts";
export type { Diagnostic, Related, Severity } from "./diagnostics/diagnostic.ts";
export { renderDiagnostics } from "./diagnostics/render.ts";
export { inventoryJsonSchema } from "./inventory/json-schema.ts";
export type { ExpectedDocument } from "./plan/expected-document.ts";
export { expectedJsonSchema, parseExpected } from "./plan/expected-schema.ts";
export type * from "./plan/plan.ts";
export type { OutputFile } from "./render/output-file.ts";
export type { Position, Source, Span } from "./source/source.ts";
