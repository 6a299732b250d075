import type { LabRouter } from "../lab/topology.ts";
import { type RefusedLine, refusedSettings } from "./daemons-file.ts";

/**
 * Why FRR is not started with a router's files, which may come from a stranger: lines that would make it do something to
 * this machine, as root; and lines for which there is no password, with which up.sh would not start it either. None for
 * files of gen. The daemons themselves run as the user frr, in the sandbox.
 */
export function refusedLines({ daemons, frrConf, vtyshConf }: LabRouter): readonly string[] {
  return [
    ...refusedSettings(daemons).map(textOf("daemons")),
    ...refusedStatements(frrConf).map(textOf("frr.conf")),
    ...leftPlaceholders(frrConf).map(textOf("frr.conf")),
    ...refusedStatements(vtyshConf).map(textOf("vtysh.conf")),
  ];
}

/** vtysh's own commands that run a program or open a file, as root; it takes the first letters of one for the whole. */
const COMMANDS = ["do", "output", "start-shell"];

/** Bytes of a line that vtysh reads at once (VTY_BUFSIZ, 4096); it takes the rest for the next line, a comment's too. */
const LINE_LENGTH = 4000;

function refusedStatements(text: string): readonly RefusedLine[] {
  return text.split("\n").flatMap((words, i) => {
    const refuse = (reason: string) => [{ line: i + 1, words: words.trim(), reason }];
    const [first = ""] = words.trim().split(/\s+/);
    if (first !== "" && COMMANDS.some((command) => command.startsWith(first)))
      return refuse("it is a command to vtysh, which would obey as root, and no configuration");
    return Buffer.byteLength(words) > LINE_LENGTH ? refuse("it is longer than a line that vtysh reads") : [];
  });
}

/** Known to everybody who has seen the tree, it must never become a password itself. */
function leftPlaceholders(text: string): readonly RefusedLine[] {
  return text.split("\n").flatMap((words, i) => {
    const [placeholder] = /@BGP_MD5_[^@\s]*@/.exec(words) ?? [];
    const reason = `the inventory has no password to put in place of \`${placeholder}\``;
    return placeholder === undefined ? [] : [{ line: i + 1, words: words.trim(), reason }];
  });
}

function textOf(file: string): (refused: RefusedLine) => string {
  return ({ line, words, reason }) =>
    `${file} line ${line}, \`${words.length > 80 ? `${words.slice(0, 80)}...` : words}\`: ${reason}`;
}
