/** Under which names the bench's images are known to an engine: those that the inventory pins, digests left out. */
export interface ImageSet {
  /** FRR, started as FRR's own image starts it. */
  readonly routers: readonly string[];
  /** Runs the command that it is given; has curl, iproute2 and ping. */
  readonly clients: readonly string[];
  /** Runs `programs/node-entrypoint.py`: gobgpd and a web server, as the files of `/bench/node/` say. */
  readonly nodes: readonly string[];
}

/** What an image is for. */
export type ImageRole = keyof ImageSet;

/** The name that the image of a role has in the prepared data, until an engine gives it those of an image set. */
export function preparedName(role: ImageRole): string {
  return `bench-${role}:prepared`;
}
