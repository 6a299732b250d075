import { type ClientRequest, type IncomingMessage, request } from "node:http";

/** What Docker answered with: a status below 300 means that it is done. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** A request to the Docker engine behind a Unix socket (Engine API 1.41, which is that of Docker 20.10). */
export async function engineApi(
  socketPath: string,
  method: "GET" | "POST" | "DELETE",
  path: string,
  body?: unknown,
): Promise<ApiAnswer> {
  const sent = open(socketPath, method, path);
  if (body !== undefined) {
    sent.setHeader("Content-Type", "application/json");
    sent.write(JSON.stringify(body));
  }
  const answer = await answerTo(sent);
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return { status: answer.statusCode ?? 0, body: text === "" ? undefined : JSON.parse(text) };
}

/** The lines of an answer that does not end, such as that of `/events`. */
export async function* engineLines(
  socketPath: string,
  path: string,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const sent = open(socketPath, "GET", path, signal);
  let rest = "";
  for await (const chunk of await answerTo(sent)) {
    const lines = `${rest}${String(chunk)}`.split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}

function open(socketPath: string, method: string, path: string, signal?: AbortSignal): ClientRequest {
  return request({ socketPath, method, path: `/v1.41${path}`, agent: false, ...(signal && { signal }) });
}

function answerTo(sent: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    sent.once("response", resolve);
    sent.once("error", reject);
    sent.end();
  });
}
