/** What a client got for one request. */
export interface Answer {
  /** When it asked, and how long it took, in milliseconds since 1970 and in milliseconds. */
  readonly at: number;
  readonly took: number;
  /** The node that took the connection: a header of the stand-in. */
  readonly node: string;
  /** The pod's address and name, as nginx hello says them: `10.128.16.10:80`, `nginxhello-7c5d`. */
  readonly server: string;
  readonly name: string;
  /** Why there was no answer; empty if there was. */
  readonly error: string;
}

/** The header in which a node says who it is: the body names the pod, which may be another node's. */
export const NODE_HEADER = "x-node";
