import { DEFAULTS } from "../inventory/defaults.ts";
import type { InventoryDocument } from "../inventory/document.ts";
import type { WrittenBgp } from "../inventory/schema.ts";
import type { BgpSettings } from "./network.ts";

/** What holds for one cluster: its own `bgp:`, over that of the inventory, over the defaults; each value by itself. */
export function resolveBgp(
  common: WrittenBgp | undefined,
  own: WrittenBgp | undefined,
  cluster: string,
  document: InventoryDocument,
): BgpSettings {
  return {
    timers: {
      hold: own?.timers?.hold ?? common?.timers?.hold ?? DEFAULTS.timers.hold,
      keepalive: own?.timers?.keepalive ?? common?.timers?.keepalive ?? DEFAULTS.timers.keepalive,
      connectRetry: own?.timers?.connectRetry ?? common?.timers?.connectRetry ?? DEFAULTS.timers.connectRetry,
    },
    restartTime: own?.gracefulRestart?.restartTime ?? common?.gracefulRestart?.restartTime,
    multihop: own?.multihop ?? common?.multihop ?? DEFAULTS.multihop,
    advertise: own?.advertise ?? common?.advertise ?? DEFAULTS.advertise,
    at: (...steps) => {
      const written = (bgp: unknown) =>
        steps.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], bgp);
      if (written(own) !== undefined) return document.valueSpan(["clusters", cluster, "bgp", ...steps]);
      if (written(common) !== undefined) return document.valueSpan(["bgp", ...steps]);
      return document.keySpan(["clusters", cluster]);
    },
  };
}
