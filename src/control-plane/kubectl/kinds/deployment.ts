import * as z from "zod";
import { matches } from "../../kubernetes/matches.ts";
import { ANYTHING, defaulted, integer, optional } from "../fields.ts";
import { LABEL_SELECTOR } from "../label-selector.ts";
import { LABELS, METADATA } from "../metadata.ts";
import { podSpec } from "./pod-spec.ts";

const INT32 = integer(0, 2147483647);
const COUNT = z.union([INT32, z.string().regex(/^\d+%$/)]);

/** Deployment, with the check that it selects the pods that it makes. */
export function deployment() {
  return z.strictObject({
    spec: z
      .strictObject({
        replicas: defaulted(INT32, 1),
        selector: LABEL_SELECTOR,
        template: z.strictObject({
          metadata: defaulted(
            METADATA.extend({ name: optional(z.string()), labels: defaulted(LABELS, {}) }),
            {
              ...METADATA.parse({ name: "" }),
              labels: {},
            },
          ),
          spec: podSpec(),
        }),
        strategy: optional(STRATEGY),
        minReadySeconds: optional(INT32),
        paused: optional(z.boolean()),
        progressDeadlineSeconds: optional(INT32),
        revisionHistoryLimit: optional(INT32),
      })
      .superRefine(({ selector, template }, context) => {
        const say = (message: string) => context.addIssue({ code: "custom", message, path: ["selector"] });
        const { matchLabels = {}, matchExpressions = [] } = selector;
        if (Object.keys(matchLabels).length + matchExpressions.length === 0) say("must not be empty");
        else if (!matches(selector, template.metadata.labels))
          say("does not match the labels of spec.template");
      }),
    status: ANYTHING,
  });
}

const STRATEGY = z
  .strictObject({
    type: defaulted(z.enum(["RollingUpdate", "Recreate"]), "RollingUpdate"),
    rollingUpdate: optional(z.strictObject({ maxSurge: optional(COUNT), maxUnavailable: optional(COUNT) })),
  })
  .superRefine(({ type, rollingUpdate }, context) => {
    const say = (message: string) => context.addIssue({ code: "custom", message, path: ["rollingUpdate"] });
    if (type === "Recreate" && rollingUpdate) say("is not for the type Recreate");
    const { maxSurge, maxUnavailable } = rollingUpdate ?? {};
    if (isZero(maxSurge) && isZero(maxUnavailable)) say("must let a pod go or come: both numbers are 0");
  });

function isZero(count: number | string | undefined): boolean {
  return count !== undefined && Number.parseInt(String(count), 10) === 0;
}
