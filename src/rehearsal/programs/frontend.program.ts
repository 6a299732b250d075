import { createServer, type ServerResponse } from "node:http";
import type { Frontend } from "../../control-plane/control-plane.ts";
import { NODE_HEADER } from "./answer.ts";

/** What a node answers: in place of Cilium's load balancer, and of the pods behind it. */
export interface FrontendTask {
  readonly node: string;
  readonly frontends: readonly Frontend[];
}

/** Where no pod can answer nothing listens, and the connection is refused. */
function main({ node, frontends }: FrontendTask): void {
  for (const frontend of frontends) {
    if (frontend.pods.length === 0) continue;
    let turn = 0;
    createServer((request, response) => hello(node, frontend, turn++, String(request.url), response)).listen(
      frontend.port,
      frontend.address,
    );
  }
}

/** As `nginxdemos/hello:plain-text` answers. */
function hello(node: string, { pods }: Frontend, turn: number, uri: string, response: ServerResponse): void {
  const pod = pods[turn % pods.length];
  response.setHeader("connection", "close");
  response.setHeader(NODE_HEADER, node);
  response.end(
    `Server address: ${pod?.address}:${pod?.port}\nServer name: ${pod?.name}\nDate: ${new Date().toUTCString()}\nURI: ${uri}\n`,
  );
}

main(JSON.parse(process.argv.at(-1) ?? "") as FrontendTask);
