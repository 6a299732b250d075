/** A template, compiled when gen is built: compile() itself reads no file. */
declare module "*.njk" {
  const template: import("./backend.ts").Template;
  export default template;
}
