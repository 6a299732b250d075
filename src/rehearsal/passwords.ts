import { randomBytes } from "node:crypto";
import type { WrittenObject } from "../control-plane/kubectl/written-objects.ts";
import type { Plan, PlannedSecret } from "../plan/plan.ts";

/** The passwords of the clusters' BGP sessions, with what the plan says of each. */
export type Passwords = readonly (PlannedSecret & { readonly password: string })[];

/** Passwords for one run, of 128 random bits: the user's own are for the lab itself. */
export function randomPasswords({ secrets }: Plan): Passwords {
  return secrets.map((secret) => ({ ...secret, password: randomBytes(16).toString("hex") }));
}

/** A router's frr.conf as up.sh copies it: with passwords in place of their placeholders. */
export function withPasswords(frrConf: string, passwords: Passwords): string {
  return passwords.reduce(
    (text, { placeholder, password }) => text.replaceAll(placeholder, () => password),
    frrConf,
  );
}

/** The opposite, for what is shown to people: no password is in any of its texts, wherever it came from. */
export function withoutPasswords<T>(value: T, passwords: Passwords): T {
  const hidden = (part: unknown): unknown => {
    if (typeof part === "string")
      return passwords.reduce(
        (text, { placeholder, password }) => text.replaceAll(password, placeholder),
        part,
      );
    if (Array.isArray(part)) return part.map(hidden);
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, hidden(inner)]));
  };
  return passwords.length === 0 ? value : (hidden(value) as T);
}

/** The Secret that up.sh makes in a cluster; none if its sessions are not authenticated. */
export function secretsOf(cluster: string, passwords: Passwords): readonly WrittenObject[] {
  return passwords
    .filter((secret) => secret.cluster === cluster)
    .map(({ secretName: name, password }) => {
      const head = { apiVersion: "v1", kind: "Secret" };
      const value = { ...head, metadata: { name, namespace: "kube-system" }, stringData: { password } };
      return { ...head, file: "up.sh", name, value };
    });
}
