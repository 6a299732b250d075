import { Failure } from "./call.ts";

/** Which flags a command has, by their long names without hyphens. */
export interface Flags {
  readonly values?: readonly string[];
  readonly switches?: readonly string[];
  /** One letter to a long name. */
  readonly short?: Readonly<Record<string, string>>;
}

export interface CommandLine {
  readonly words: readonly string[];
  readonly values: Readonly<Record<string, string>>;
  readonly switches: ReadonlySet<string>;
}

/** Reads arguments as Go's flag package of these tools does: flags stand anywhere, and one that is not known ends it. */
export function commandLine(
  argv: readonly string[],
  { values = [], switches = [], short = {} }: Flags,
): CommandLine {
  const words: string[] = [];
  const given: Record<string, string> = {};
  const on = new Set<string>();
  const rest = [...argv];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === "--") {
      words.push(...rest);
      break;
    }
    if (!word.startsWith("-") || word === "-") {
      words.push(word);
      continue;
    }
    const { name, value } = flagOf(word, short);
    if (switches.includes(name)) {
      if (value === undefined || value === "true") on.add(name);
      else if (value === "false") on.delete(name);
      else throw new Failure(`invalid argument "${value}" for "--${name}" flag`);
    } else if (values.includes(name)) {
      const text = value ?? rest.shift();
      if (text === undefined) throw new Failure(`flag needs an argument: ${word}`);
      given[name] = text;
    } else
      throw new Failure(
        word.startsWith("--") ? `unknown flag: --${name}` : `unknown shorthand flag: ${word}`,
      );
  }
  return { words, values: given, switches: on };
}

function flagOf(word: string, short: Readonly<Record<string, string>>) {
  const [flag = "", ...value] = word.split("=");
  const name = flag.startsWith("--") ? flag.slice(2) : (short[flag.slice(1)] ?? flag.slice(1));
  return { name, value: value.length > 0 ? value.join("=") : undefined };
}

/** `10m`, `60s`, `1h30m` as seconds. */
export function seconds(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  if (parts.map(([part]) => part).join("") !== text || text === "")
    throw new Failure(`invalid argument "${text}": time: invalid duration "${text}"`);
  return parts.reduce((sum, [, count, unit = "s"]) => sum + Number(count) * (UNITS[unit] ?? 1), 0);
}

const UNITS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };
