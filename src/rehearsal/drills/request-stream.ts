import { setTimeout as pause } from "node:timers/promises";
import type { ExpectedAnswer } from "../../plan/expected.ts";
import { type LabHandle, until } from "../lab/lab-handle.ts";
import type { Answer } from "../programs/answer.ts";
import type { StreamTask } from "../programs/stream.program.ts";
import streamProgram from "../programs/stream.program.ts?program";

/** A client that asks a service again and again, a new flow each time. */
export interface RequestStream {
  /** The answers so far, in the order in which they came or were given up. */
  answers(): Promise<readonly Answer[]>;
}

/** Milliseconds between requests, and after which one is lost. */
const INTERVAL = 20;
const TIMEOUT = 1000;

/** Milliseconds after which it is known what became of a request: a busy client is late to give one up and to say so. */
const KNOWN_AFTER = TIMEOUT + 200;

/** Seconds that a client's program has for its first answer: it starts in a fraction of one. */
const FIRST_ANSWER = 10;

/** Lets the clients ask while the work is done, in the order of the answers; they stop at its end, however it ends. */
export async function withStreams<T>(
  answers: readonly ExpectedAnswer[],
  handle: LabHandle,
  work: (streams: readonly RequestStream[]) => Promise<T>,
): Promise<T> {
  const streams: StartedStream[] = [];
  try {
    for (const answer of answers) streams.push(await startStream(answer, handle));
    // A client that gets none is found out later, by what it lost.
    await until(async () => (await Promise.all(streams.map(hasBegun))).every(Boolean), FIRST_ANSWER);
    return await work(streams);
  } finally {
    await Promise.all(streams.map((stream) => stream.stop()));
  }
}

/** The answers to all requests that were made until `end`, and to some later ones, by stream; waits until they are known. */
export async function answersUntil(
  end: number,
  streams: readonly RequestStream[],
): Promise<readonly (readonly Answer[])[]> {
  await pause(Math.max(0, end + KNOWN_AFTER - Date.now()));
  return Promise.all(streams.map((stream) => stream.answers()));
}

interface StartedStream extends RequestStream {
  stop(): Promise<void>;
}

async function startStream(
  { client, service, address, port }: ExpectedAnswer,
  handle: LabHandle,
): Promise<StartedStream> {
  const file = `/run/lab/${client}-${service}.stream`;
  const task: StreamTask = { address, port, interval: INTERVAL, timeout: TIMEOUT };
  const script = `"$@" </dev/null >${file} 2>&1 & echo $!`;
  const program = [process.execPath, "--eval", streamProgram, JSON.stringify(task)];
  const pid = (await handle.run(client, ["sh", "-c", script, "sh", ...program])).trim();
  return {
    answers: async () =>
      (await handle.run(client, ["cat", file]))
        .split("\n")
        .filter((line) => line.startsWith("{") && line.endsWith("}"))
        .map((line) => JSON.parse(line) as Answer),
    stop: async () => void (await handle.sandbox.run(["sh", "-c", `kill ${pid}; rm -f ${file}`])),
  };
}

async function hasBegun(stream: RequestStream): Promise<boolean> {
  return (await stream.answers()).length > 0;
}
