import { perSetting } from "../bgp-findings.ts";
import type { Rule } from "../rule.ts";

/** Cilium's CRD refuses a keepalive interval above the hold time: the session would expire between two of them. */
export const keepaliveAboveHold: Rule = {
  code: "keepalive-above-hold",
  severity: "error",
  check: (network) =>
    perSetting(network, ["timers", "keepalive"], ({ timers: { hold, keepalive } }) =>
      keepalive > hold
        ? {
            message: `keepalive ${keepalive} s is longer than the hold time ${hold} s: the session would expire between two of them`,
          }
        : undefined,
    ),
};
