import { overlaps } from "../../address/range.ts";
import { networkRanges, podSupernet, poolRanges, serviceRanges } from "../addressing.ts";
import { DOCKER0 } from "../docker.ts";
import type { Rule } from "../rule.ts";

/** The host owns 172.17.0.0/16 already: a second network there is refused, other addresses there go to the wrong bridge. */
export const dockerBridgeClash: Rule = {
  code: "docker-bridge-clash",
  severity: "error",
  allowable: true,
  *check(network) {
    const all = [
      ...networkRanges(network),
      podSupernet(network),
      ...serviceRanges(network),
      ...poolRanges(network),
    ];
    for (const { what, range, text, span } of all) {
      if (!overlaps(range, DOCKER0)) continue;
      yield {
        span: span(),
        message: `${what} (${text}) overlaps 172.17.0.0/16, Docker's default bridge`,
        help: "take other addresses, or allow it if the engine's `bip` says that docker0 is elsewhere",
      };
    }
  },
};
