/** What gen says to the shell. */
export const EXIT = {
  ok: 0,
  /** The inventory, the check or the lab is not as it should be. */
  wrong: 1,
  /** gen was called in a way that it does not understand. */
  usage: 2,
  /** gen could not find out: a file, a right or a tool is missing. */
  unknown: 3,
  /** A bug in gen. */
  bug: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
