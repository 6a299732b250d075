import type { ExpectedAnswer } from "../../plan/expected.ts";
import type { LabHandle } from "../lab/lab-handle.ts";
import type { Answer } from "../programs/answer.ts";
import type { StreamTask } from "../programs/stream.program.ts";
import streamProgram from "../programs/stream.program.ts?program";

/** A client that asks a service again and again, a new flow each time. */
export interface RequestStream {
  readonly client: string;
  readonly service: string;
  /** The answers so far, in the order in which they came or were given up. */
  answers(): Promise<readonly Answer[]>;
  /** Ends it. */
  stop(): Promise<void>;
}

/** Milliseconds between requests, and after which one is lost. */
const INTERVAL = 20;
const TIMEOUT = 1000;

/** Starts a stream; it runs until it is stopped or the sandbox ends. */
export async function startStream(
  { client, service, address, port }: ExpectedAnswer,
  handle: LabHandle,
): Promise<RequestStream> {
  const file = `/run/lab/${client}-${service}.stream`;
  const task: StreamTask = { address, port, interval: INTERVAL, timeout: TIMEOUT };
  const script = `"$@" </dev/null >${file} 2>&1 & echo $!`;
  const pid = await handle.run(client, [
    "sh",
    "-c",
    script,
    "sh",
    process.execPath,
    "--eval",
    streamProgram,
    JSON.stringify(task),
  ]);
  return {
    client,
    service,
    answers: async () =>
      (await handle.run(client, ["cat", file]))
        .split("\n")
        .filter((line) => line.startsWith("{") && line.endsWith("}"))
        .map((line) => JSON.parse(line) as Answer),
    stop: async () => void (await handle.run(client, ["sh", "-c", `kill ${pid.trim()} && rm ${file}`])),
  };
}
