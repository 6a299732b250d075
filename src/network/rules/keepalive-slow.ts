import { perSetting } from "../bgp-findings.ts";
import type { Rule } from "../rule.ts";

/** RFC 4271 (section 4.4) suggests a third of the hold time: with less room, one lost packet ends the session. */
export const keepaliveSlow: Rule = {
  code: "keepalive-slow",
  severity: "warning",
  check: (network) =>
    perSetting(network, ["timers", "keepalive"], ({ timers: { hold, keepalive } }) =>
      keepalive <= hold && keepalive * 3 > hold
        ? {
            message: `keepalive ${keepalive} s is more than a third of the hold time ${hold} s: a lost packet or two end the session`,
            help: `set \`keepalive\` to ${Math.max(1, Math.floor(hold / 3))}, or \`hold\` to ${keepalive * 3}`,
          }
        : undefined,
    ),
};
