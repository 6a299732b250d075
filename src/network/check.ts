import { didYouMean } from "../diagnostics/closest.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Network } from "./network.ts";
import type { Rule } from "./rule.ts";
import { RULES } from "./rules/index.ts";

/** Every finding of every rule, with `allow:` applied, and what is wrong with `allow:` itself. */
export function checkRules(network: Network): readonly Diagnostic[] {
  const found = RULES.flatMap((rule) => [...diagnose(rule, network)]);
  return [...found, ...allowMistakes(network, new Set(found.map(({ code }) => code)))];
}

function* diagnose(rule: Rule, network: Network): Iterable<Diagnostic> {
  if (rule.absence && network.partial) return;
  const allowed = rule.allowable && network.allow.includes(rule.code);
  for (const { span, message, mark, related, help } of rule.check(network)) {
    yield allowed
      ? { severity: "warning", code: rule.code, span, message: `${message} (allowed)`, mark, related }
      : { severity: rule.severity, code: rule.code, span, message, mark, related, help };
  }
}

function* allowMistakes(network: Network, found: ReadonlySet<string>): Iterable<Diagnostic> {
  for (const [index, code] of network.allow.entries()) {
    const rule = RULES.find((candidate) => candidate.code === code);
    const mistake = (kind: string, message: string, help?: string): Diagnostic => ({
      severity: "error",
      code: kind,
      message,
      span: network.at("allow", index),
      help,
    });
    if (!rule) {
      const codes = RULES.filter(({ allowable }) => allowable).map((candidate) => candidate.code);
      yield mistake("allow-unknown", `there is no rule ${JSON.stringify(code)}`, didYouMean(code, codes));
    } else if (!rule.allowable) {
      const why =
        rule.severity === "warning"
          ? "is only a warning, which stops nothing"
          : "is an error that nothing can work with";
      yield mistake("allow-refused", `\`${code}\` cannot be allowed: it ${why}`, "remove it from `allow:`");
    } else if ((!found.has(code) && !network.partial) || network.allow.indexOf(code) < index) {
      yield mistake(
        "allow-unused",
        `\`${code}\` is allowed, but there is nothing to allow`,
        "remove it from `allow:`",
      );
    }
  }
}
