import type { FrrStart } from "../lab/frr.ts";
import type { LabRouter } from "../lab/topology.ts";
import type { Attacker } from "./attacker.ts";

/** A second router with the configuration of one of the lab's, on cables of its own, and an attacker at their other ends. */
export interface Twin {
  /** The router of the lab. */
  readonly router: LabRouter;
  /** The twin's namespace, and the name of its FRR. */
  readonly host: string;
  readonly start: FrrStart;
  /** What FRR had after its start, before anything was tried: empty if it does not answer. */
  readonly runningConfig: string;
  readonly attacker: Attacker;
  /** Why the attacker is not ready; empty if it is. */
  readonly trouble: string;
  /** When the attacker was started, by the clock of `performance`. */
  readonly startedAt: number;
}
