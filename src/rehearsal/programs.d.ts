/** A program, bundled to one text of JavaScript when gen is built (scripts/program-module.mjs). */
declare module "*?program" {
  const text: string;
  export default text;
}
