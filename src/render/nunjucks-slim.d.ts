/** The part of nunjucks' build without compiler that render/ uses; @types/nunjucks describes the whole one only. */
declare module "nunjucks/browser/nunjucks-slim.js" {
  class Environment {
    constructor(loaders: null, options: { autoescape: boolean });
    addFilter(name: string, filter: (value: unknown, argument?: string) => string): this;
  }
  class Template {
    constructor(
      source: { type: "code"; obj: { root: unknown } },
      environment: Environment,
      path: string,
      eagerCompile: boolean,
    );
    render(view: object): string;
  }
  const nunjucks: {
    Environment: typeof Environment;
    Template: typeof Template;
    /** What compiled templates call; replaceable by name. */
    runtime: object;
  };
  export default nunjucks;
}
