import type { ExpectedAnswer } from "../../plan/expected.ts";
import { type LabHandle, parsed } from "../lab/lab-handle.ts";
import type { Answer } from "../programs/answer.ts";
import type { FlowsTask } from "../programs/flows.program.ts";
import flowsProgram from "../programs/flows.program.ts?program";

const CONCURRENCY = 8;
const TIMEOUT_MS = 2000;
const LIMIT_MS = 15_000;

/** A client asks a service so many times, over real TCP connections. Fewer answers than requests: it took too long. */
export async function requestFlows(
  { client, address, port }: ExpectedAnswer,
  requests: number,
  handle: LabHandle,
): Promise<readonly Answer[]> {
  const task: FlowsTask = {
    address,
    port,
    requests,
    concurrency: CONCURRENCY,
    timeout: TIMEOUT_MS,
    limit: LIMIT_MS,
  };
  const argv = [process.execPath, "--eval", flowsProgram, JSON.stringify(task)];
  const said = await handle.run(client, argv, (LIMIT_MS + 2 * TIMEOUT_MS) / 1000 + 5);
  return parsed<readonly Answer[]>(client, "the requests", said);
}
