import type { Backend } from "./backend.ts";
import { cilium } from "./cilium/cilium.ts";
import { expected } from "./expected/expected.ts";
import { frr } from "./frr/frr.ts";
import { kind } from "./kind/kind.ts";
import { labSheet } from "./lab-sheet/lab-sheet.ts";
import { scripts } from "./scripts/scripts.ts";

/** Every target that gen writes for. */
export const BACKENDS: readonly Backend[] = [frr, kind, cilium, expected, scripts, labSheet];
