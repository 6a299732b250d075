import { closest, didYouMean } from "../diagnostics/closest.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { quoted } from "../diagnostics/quoted.ts";
import type { AllowCode } from "./codes.ts";
import type { Network } from "./network.ts";
import type { Rule } from "./rule.ts";
import { RULES } from "./rules/index.ts";

/** Every finding of every rule, with `allow:` applied, and what is wrong with `allow:` itself. */
export function checkRules(network: Network): readonly Diagnostic[] {
  const allowed = allowedCodes(network);
  const found = RULES.flatMap((rule) => [...diagnose(rule, network, allowed)]);
  return [...found, ...allowMistakes(network, new Set(found.map(({ code }) => code)))];
}

/** The codes of `allow:`. A misspelt one is an error of its own, and what it was to allow is not a second one. */
function allowedCodes({ allow }: Network): ReadonlySet<string> {
  const meant = (code: string) => (isRule(code) ? code : (closest(code, ALLOWABLE) ?? code));
  return new Set(allow.map(meant));
}

function isRule(code: string): boolean {
  return RULES.some((rule) => rule.code === code);
}

const ALLOWABLE = RULES.filter(({ allowable }) => allowable).map(({ code }) => code);

function* diagnose(rule: Rule, network: Network, allowed: ReadonlySet<string>): Iterable<Diagnostic> {
  const { unread, partial } = network;
  if ((rule.absence && partial) || rule.reads?.some((key) => unread.has(key))) return;
  // Perhaps it was to be allowed.
  if (rule.allowable && unread.has("allow")) return;
  const code = rule.code;
  for (const { span, message, mark, related, help } of rule.check(network)) {
    yield rule.allowable && allowed.has(code)
      ? { severity: "warning", code, span, message: `${message} (allowed)`, mark, related }
      : { severity: rule.severity, code, span, message, mark, related, help };
  }
}

function* allowMistakes(network: Network, found: ReadonlySet<string>): Iterable<Diagnostic> {
  for (const [index, code] of network.allow.entries()) {
    const rule = RULES.find((candidate) => candidate.code === code);
    const mistake = (kind: AllowCode, message: string, help?: string): Diagnostic => ({
      severity: "error",
      code: kind,
      message,
      span: network.at("allow", index),
      help,
    });
    if (!rule)
      yield mistake("allow-unknown", `there is no rule ${quoted(code)}`, didYouMean(code, ALLOWABLE));
    else if (!rule.allowable) {
      const why =
        rule.severity === "warning"
          ? "is only a warning, which stops nothing"
          : "is an error that nothing can work with";
      yield mistake("allow-refused", `\`${code}\` cannot be allowed: it ${why}`, REMOVE);
    } else if (!found.has(code) && !network.partial)
      yield mistake("allow-unused", `\`${code}\` is allowed, but there is nothing to allow`, REMOVE);
  }
}

const REMOVE = "remove it from `allow:`";
