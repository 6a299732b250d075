/** The communities that have a name, by it (IANA's registry "BGP Well-known Communities"), as numbers of 32 bits. */
const WELL_KNOWN = {
  internet: 0,
  "planned-shut": 0xffff0000,
  "accept-own": 0xffff0001,
  "route-filter-translated-v4": 0xffff0002,
  "route-filter-v4": 0xffff0003,
  "route-filter-translated-v6": 0xffff0004,
  "route-filter-v6": 0xffff0005,
  "llgr-stale": 0xffff0006,
  "no-llgr": 0xffff0007,
  blackhole: 0xffff029a,
  "no-export": 0xffffff01,
  "no-advertise": 0xffffff02,
  "no-export-subconfed": 0xffffff03,
  "no-peer": 0xffffff04,
} as const;

type WellKnown = keyof typeof WELL_KNOWN;

/** Their names. */
export const WELL_KNOWN_COMMUNITIES = Object.keys(WELL_KNOWN) as readonly WellKnown[] as [
  WellKnown,
  ...WellKnown[],
];

/** Whether it is `65000:1` or one number of 32 bits. */
export function isCommunity(text: string): boolean {
  const parts = text.split(":");
  return parts.length === 1
    ? isNumber(text, 0xffffffff)
    : parts.length === 2 && parts.every((p) => isNumber(p, 0xffff));
}

/** Whether it is `65000:1:2`, each number of 32 bits. */
export function isLargeCommunity(text: string): boolean {
  const parts = text.split(":");
  return parts.length === 3 && parts.every((part) => isNumber(part, 0xffffffff));
}

/** A community in its usual form, two numbers: 4259840001 is `65000:1`, and `no-export` is `65535:65281`. */
export function canonicalCommunity(text: string): string {
  if (text.includes(":")) return text;
  const value = isWellKnown(text) ? WELL_KNOWN[text] : Number(text);
  return `${Math.floor(value / 0x10000)}:${value % 0x10000}`;
}

function isWellKnown(text: string): text is WellKnown {
  return Object.hasOwn(WELL_KNOWN, text);
}

/** No leading zeros, as in the schema. */
function isNumber(text: string, maximum: number): boolean {
  return /^(0|[1-9]\d{0,9})$/.test(text) && Number(text) <= maximum;
}
