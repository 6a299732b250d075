import { perSetting } from "../bgp-findings.ts";
import type { Rule } from "../rule.ts";
import { KEEPALIVE_AND_HOLD, otherTimer, timersThatFit } from "../timer-places.ts";

/** Cilium's CRD refuses a keepalive interval above the hold time: the session would expire between two of them. */
export const keepaliveAboveHold: Rule = {
  code: "keepalive-above-hold",
  severity: "error",
  reads: ["bgp"],
  check: (network) =>
    perSetting(network, ({ bgp }) => {
      const { hold, keepalive } = bgp.timers;
      if (keepalive <= hold) return undefined;
      return {
        where: KEEPALIVE_AND_HOLD,
        message: `keepalive ${keepalive} s is longer than the hold time ${hold} s: the session would expire between two of them`,
        related: otherTimer(bgp),
        help: timersThatFit(bgp),
      };
    }),
};
