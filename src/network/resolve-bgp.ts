import { DEFAULTS } from "../inventory/defaults.ts";
import type { InventoryDocument, Path } from "../inventory/document.ts";
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
    authentication: own?.authentication ?? common?.authentication ?? DEFAULTS.authentication,
    advertise: own?.advertise ?? common?.advertise ?? DEFAULTS.advertise,
    at: (...places) => {
      const inCluster = places.find((place) => has(own, place));
      if (inCluster) return document.valueSpan(["clusters", cluster, "bgp", ...inCluster]);
      const atTop = places.find((place) => has(common, place));
      return atTop ? document.valueSpan(["bgp", ...atTop]) : document.keySpan(["clusters", cluster]);
    },
  };
}

function has(bgp: WrittenBgp | undefined, place: Path): boolean {
  return (
    place.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], bgp) !==
    undefined
  );
}
