import type { RunningLab } from "../bring-up.ts";
import { ifAnswered } from "../lab/lab-error.ts";
import type { RehearsalReport } from "../report/report.ts";
import { type Evidence, mergeEvidence, unexercised } from "./coverage.ts";
import { frrEvidence } from "./frr-evidence.ts";

/** Statements of the routers' frr.conf that neither the lab nor the routers' twins have made any use of. */
export async function unexercisedBy(
  { lab, handle }: RunningLab,
  twins: ReadonlyMap<string, Evidence>,
): Promise<RehearsalReport["unexercised"]> {
  const found = await Promise.all(
    lab.routers.map(async ({ name, frrConf }) => {
      const own = (await ifAnswered(frrEvidence(handle, name, frrConf, false))) ?? {};
      const statements = unexercised(frrConf, mergeEvidence(own, twins.get(name) ?? {}));
      return statements.map(({ line, statement }) => ({ router: name, line, statement }));
    }),
  );
  return found.flat();
}
