/** A line of a router's file with which FRR is not started. */
export interface RefusedLine {
  /** Counted from 1. */
  readonly line: number;
  readonly words: string;
  readonly reason: string;
}

/**
 * The lines of a `daemons` file that are more than settings. FRR's start script reads the file as a part of itself, as
 * root, and runs options through `eval`: any command in it would be run, any option passed on. So only what is known to
 * do no harm is let through, and nothing at all that a shell expands.
 */
export function refusedSettings(daemons: string): readonly RefusedLine[] {
  return daemons.split("\n").flatMap((words, i) => {
    const reason = /^[ \t]*(#.*)?$/.test(words) ? undefined : whyRefused(words);
    return reason === undefined ? [] : [{ line: i + 1, words: words.trim(), reason }];
  });
}

/** `name=value` or `name="value"`, and perhaps a comment. */
const SETTING = /^[ \t]*(\w+)=(?:"([\w .:/,=\t-]*)"|([\w.:/,=-]*))(?:[ \t]+#.*)?[ \t]*$/;

/** All daemons of FRR but zebra end in d; those that this release has not are the business of another check. */
const DAEMON = "(?:zebra|[a-z0-9]+d)";

/** What else is read from the file, and `watchfrr_options`, of which a rehearsal makes no use. */
const VALUES: readonly (readonly [name: RegExp, value: RegExp])[] = [
  [new RegExp(`^${DAEMON}$`), /^(yes|no|\d+(,\d+)*|)$/],
  [new RegExp(`^${DAEMON}_instances$`), /^(\d+(,\d+)*|)$/],
  [/^vtysh_enable$/, /^(yes|no)$/],
  [/^frr_profile$/, /^(traditional|datacenter|)$/],
  [/^MAX_FDS$/, /^\d*$/],
  [/^watchfrr_options$/, /^/],
];

const OPTIONS = new RegExp(`^${DAEMON}_options$`);

function whyRefused(words: string): string | undefined {
  const [, name = "", quoted, plain] = SETTING.exec(words) ?? [];
  if (name === "") return "it is no plain setting, and FRR's start script would run it";
  const value = (quoted ?? plain ?? "").trim();
  if (OPTIONS.test(name)) return whyOptionRefused(value);
  const known = VALUES.find(([pattern]) => pattern.test(name));
  if (!known) return `\`${name}\` is not among the settings that a rehearsal lets through`;
  return known[1].test(value) ? undefined : `\`${value}\` is not among the values that it may have`;
}

/** Options of FRR's daemons that name no file and no user. */
const BARE = /^(-[anrZ]|--(allow_delete|asic-offload|no_kernel|no_zebra|retain|v6-rr-semantics|vrfwnetns))$/;
const WITH_VALUE =
  /^(-[AFIKMPelops]|--(bgp_port|ecmp|graceful_restart|int_num|limit-fds|listenon|log-level|module|nl-bufsize|profile|socket_size|vrfdefaultname|vty_addr|vty_port))$/;
/** With a slash a module would be any file, and code of it would run. */
const VALUE = /^[A-Za-z0-9][\w.:,]*$|^::\w*$/;

function whyOptionRefused(options: string): string | undefined {
  // `--ecmp=4` is `--ecmp 4`.
  const words = options.replace(/(?<=(?:^|\s)--[\w-]+)=/g, " ").split(/\s+/);
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (word === "" || BARE.test(word)) continue;
    if (!WITH_VALUE.test(word)) return `\`${word}\` is not among the options that a rehearsal lets through`;
    const value = words[++at] ?? "";
    if (!VALUE.test(value))
      return `\`${word} ${value}\` is not among the options that a rehearsal lets through`;
  }
  return undefined;
}
