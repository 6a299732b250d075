import * as z from "zod";
import { ANYTHING, optional, text, textMap } from "./fields.ts";
import { badLabelKey, badLabelValue, isDnsLabel, isSubdomain } from "./label-syntax.ts";

/** Labels: their keys and values have a syntax of their own. */
export const LABELS = textMap((key, value) => badLabelKey(key) ?? badLabelValue(value));

/** `metadata` of an object. What the server writes itself is let through. */
export const METADATA = z.strictObject({
  name: z.string(),
  namespace: optional(text(isDnsLabel, "must be the name of a namespace")),
  labels: optional(LABELS),
  annotations: optional(textMap((key) => badLabelKey(key.toLowerCase()))),
  creationTimestamp: ANYTHING,
  deletionGracePeriodSeconds: ANYTHING,
  deletionTimestamp: ANYTHING,
  finalizers: ANYTHING,
  generateName: ANYTHING,
  generation: ANYTHING,
  managedFields: ANYTHING,
  ownerReferences: ANYTHING,
  resourceVersion: ANYTHING,
  selfLink: ANYTHING,
  uid: ANYTHING,
});

/** What an object may be called. Names of services become host names (RFC 1035), namespaces are one word. */
export function badName(kind: string, name: string): string | undefined {
  if (kind === "Service" && !(isDnsLabel(name) && /^[a-z]/.test(name)))
    return "must be up to 63 lower-case letters, digits and hyphens, beginning with a letter";
  if (kind === "Namespace" && !isDnsLabel(name))
    return "must be up to 63 lower-case letters, digits and hyphens";
  return isSubdomain(name) ? undefined : "must be lower-case letters, digits, hyphens and dots";
}
