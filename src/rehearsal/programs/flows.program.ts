import type { Answer } from "./answer.ts";
import { ask } from "./ask.ts";

/** How many requests a client makes, some at a time. Times in milliseconds. */
export interface FlowsTask {
  readonly address: string;
  readonly port: number;
  readonly requests: number;
  readonly concurrency: number;
  readonly timeout: number;
  /** After this time no further request is made. */
  readonly limit: number;
}

/** Prints the answers as one JSON array. */
async function main(task: FlowsTask): Promise<void> {
  const { address, port, requests, concurrency, timeout, limit } = task;
  const answers: Answer[] = [];
  const end = performance.now() + limit;
  let asked = 0;
  const client = async () => {
    while (asked < requests && performance.now() < end) {
      asked++;
      answers.push(await ask(address, port, timeout));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, client));
  process.stdout.write(JSON.stringify(answers));
}

main(JSON.parse(process.argv.at(-1) ?? "") as FlowsTask);
