import { perSetting } from "../bgp-findings.ts";
import type { Rule } from "../rule.ts";
import { KEEPALIVE_AND_HOLD, otherTimer, timersThatFit } from "../timer-places.ts";

/** RFC 4271 (section 4.4) suggests a third of the hold time: with less room, one lost packet ends the session. */
export const keepaliveSlow: Rule = {
  code: "keepalive-slow",
  severity: "warning",
  reads: ["bgp"],
  check: (network) =>
    perSetting(network, ({ bgp }) => {
      const { hold, keepalive } = bgp.timers;
      if (keepalive > hold || keepalive * 3 <= hold) return undefined;
      return {
        where: KEEPALIVE_AND_HOLD,
        message: `keepalive ${keepalive} s is more than a third of the hold time ${hold} s: a lost packet or two end the session`,
        related: otherTimer(bgp),
        help: timersThatFit(bgp),
      };
    }),
};
