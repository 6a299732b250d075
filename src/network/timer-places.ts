import type { Related } from "../diagnostics/diagnostic.ts";
import type { Path } from "../inventory/document.ts";
import type { BgpSettings } from "./network.ts";

const KEEPALIVE: Path = ["timers", "keepalive"];
const HOLD: Path = ["timers", "hold"];

/** Where a keepalive interval that does not go with its hold time is to be changed: in what is written of both. */
export const KEEPALIVE_AND_HOLD: readonly Path[] = [KEEPALIVE, HOLD];

/** The other one of the two, where both are written. */
export function otherTimer({ at }: BgpSettings): readonly Related[] {
  const elsewhere = (span: Related["span"]) =>
    span.start !== at().start && span.start !== at(...KEEPALIVE_AND_HOLD).start;
  return [
    { message: "the keepalive interval is set here", span: at(KEEPALIVE) },
    { message: "the hold time is set here", span: at(HOLD) },
  ].filter(({ span }) => elsewhere(span));
}

/** The schema's longest hold time. */
const LONGEST = 65535;

/** What to write in place of a keepalive interval above a third of the hold time, or of the hold time. */
export function timersThatFit({ timers: { hold, keepalive } }: BgpSettings): string {
  const shorter = `set \`keepalive\` to ${Math.floor(hold / 3)}`;
  return keepalive * 3 > LONGEST ? shorter : `${shorter}, or \`hold\` to ${keepalive * 3}`;
}
