import type { Range } from "../address/range.ts";

/** Docker's default bridge `docker0`, unless the engine's configuration says otherwise: 172.17.0.0/16. */
export const DOCKER0: Range = { family: 4, first: 0xac110000n, last: 0xac11ffffn };
