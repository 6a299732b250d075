import { get } from "node:http";
import { type Answer, NODE_HEADER } from "./answer.ts";

/** One request over a connection of its own: one flow. */
export function ask(host: string, port: number, timeout: number): Promise<Answer> {
  const at = Date.now();
  const start = performance.now();
  return new Promise((resolve) => {
    const done = (what: Partial<Answer>) =>
      resolve({ at, took: performance.now() - start, node: "", server: "", name: "", error: "", ...what });
    const request = get({ host, port, agent: false, timeout }, (answer) => {
      let body = "";
      answer
        .setEncoding("utf8")
        .on("data", (chunk: string) => {
          body += chunk;
        })
        .on("end", () =>
          done({
            node: String(answer.headers[NODE_HEADER] ?? ""),
            server: /^Server address: (.*)$/m.exec(body)?.[1] ?? "",
            name: /^Server name: (.*)$/m.exec(body)?.[1] ?? "",
            error: answer.statusCode === 200 ? "" : `status ${answer.statusCode}`,
          }),
        )
        .on("error", (error) => done({ error: error.message }));
    });
    request
      .on("timeout", () => request.destroy(new Error(`no answer in ${timeout} ms`)))
      .on("error", (error) => done({ error: error.message }));
  });
}
