import { ask } from "./ask.ts";

/** A client that asks again and again until it is ended. Times in milliseconds. */
export interface StreamTask {
  readonly address: string;
  readonly port: number;
  readonly interval: number;
  readonly timeout: number;
}

/** Prints each answer as a line of JSON when it is there; does not wait for one before it asks for the next. */
function main({ address, port, interval, timeout }: StreamTask): void {
  setInterval(async () => {
    const answer = await ask(address, port, timeout);
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }, interval);
}

main(JSON.parse(process.argv.at(-1) ?? "") as StreamTask);
