import * as z from "zod";
import { optional, text } from "./fields.ts";
import { badLabelKey, badLabelValue } from "./label-syntax.ts";
import { LABELS } from "./metadata.ts";

/**
 * A metav1.LabelSelector. That `In` needs values and `Exists` takes none is not in the schemas of Cilium's resources:
 * the server would take such an object, and Cilium's agents and operator could not use it.
 */
export const LABEL_SELECTOR = z.strictObject({
  matchLabels: optional(LABELS),
  matchExpressions: optional(
    z.array(
      z
        .strictObject({
          key: z.string(),
          operator: z.enum(["In", "NotIn", "Exists", "DoesNotExist"]),
          values: optional(z.array(text((value) => badLabelValue(value) === undefined, "is no label value"))),
        })
        .superRefine(({ key, operator, values = [] }, context) => {
          const badKey = badLabelKey(key);
          if (badKey !== undefined) context.addIssue({ code: "custom", message: badKey, path: ["key"] });
          const wantsValues = operator === "In" || operator === "NotIn";
          if (wantsValues === values.length > 0) return;
          const message = wantsValues
            ? `must not be empty with ${operator}`
            : `must not be there with ${operator}`;
          context.addIssue({ code: "custom", message, path: ["values"] });
        }),
    ),
  ),
});

/** A selector of labels; undefined is not the same as an empty one, and what it means depends on the field. */
export type LabelSelector = z.output<typeof LABEL_SELECTOR>;
