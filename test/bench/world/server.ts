import { createServer, type Socket } from "node:net";
import { type Call, Failure } from "./call.ts";

/** What a stand-in does for a call; resolves to the exit code. */
export type Handler = (call: Call) => Promise<number>;

export interface CallServer {
  /** Takes no more calls, and cuts off those that are in progress. */
  close(): Promise<void>;
}

/** Listens for calls of the stand-ins (`stand-ins/hand-over.pl` is the other side). */
export async function listenForCalls(socketPath: string, handler: Handler): Promise<CallServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    void serve(socket, handler);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(socketPath, resolve);
  });
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function serve(socket: Socket, handler: Handler): Promise<void> {
  const gone = new AbortController();
  const messages = messagesFrom(socket, gone);
  try {
    const words = await messages();
    const code = await exitCode(callOf(words, socket, messages, gone.signal), handler);
    socket.end(frame("x", String(code)));
  } catch {
    // The program is gone: there is nobody to tell.
    socket.destroy();
  }
}

async function exitCode(call: Call, handler: Handler): Promise<number> {
  try {
    return await handler(call);
  } catch (error) {
    call.signal.throwIfAborted();
    const isExpected = error instanceof Failure;
    const text = isExpected
      ? error.message
      : `stand-in: ${error instanceof Error ? error.stack : String(error)}`;
    if (text !== "") call.err(`${text}\n`);
    return isExpected ? error.code : 70;
  }
}

/** PROGRAM, FOLDER, COUNT, that many arguments, and the environment as NAME=VALUE. */
function callOf(words: Buffer, socket: Socket, messages: Messages, signal: AbortSignal): Call {
  const [program = "", cwd = "/", count = "0", ...others] = words.toString().split("\0");
  const argv = others.slice(0, Number(count));
  const env = others.slice(Number(count)).map((pair): [string, string] => {
    const [name = ""] = pair.split("=", 1);
    return [name, pair.slice(name.length + 1)];
  });
  return {
    program,
    argv,
    cwd,
    env: Object.fromEntries(env),
    signal,
    out: (text) => void socket.write(frame("o", text)),
    err: (text) => void socket.write(frame("e", text)),
    input: async () => {
      socket.write(frame("i", ""));
      const chunks: Buffer[] = [];
      for (let chunk = await messages(); chunk.length > 0; chunk = await messages()) chunks.push(chunk);
      return Buffer.concat(chunks).toString();
    },
  };
}

function frame(type: "o" | "e" | "i" | "x", text: string): Buffer {
  const body = Buffer.from(text);
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeUInt32BE(body.length, 1);
  return Buffer.concat([head, body]);
}

/** Waits for the next message; rejects when the other side is gone. */
type Messages = () => Promise<Buffer>;

/** Messages with their length, in four bytes, before them. The socket is always read: else its end goes unnoticed. */
function messagesFrom(socket: Socket, gone: AbortController): Messages {
  let read: Buffer = Buffer.alloc(0);
  let wake = () => {};
  const end = () => {
    gone.abort();
    wake();
  };
  socket.on("data", (chunk: Buffer) => {
    read = Buffer.concat([read, chunk]);
    wake();
  });
  for (const event of ["end", "error", "close"]) socket.on(event, end);
  return async () => {
    for (;;) {
      const size = read.length < 4 ? Number.POSITIVE_INFINITY : 4 + read.readUInt32BE(0);
      if (read.length >= size) {
        const message = read.subarray(4, size);
        read = read.subarray(size);
        return message;
      }
      gone.signal.throwIfAborted();
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
}
