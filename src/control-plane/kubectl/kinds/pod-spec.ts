import * as z from "zod";
import { ANYTHING, defaulted, integer, listMap, optional, text } from "../fields.ts";
import { LABEL_SELECTOR } from "../label-selector.ts";
import { isDnsLabel } from "../label-syntax.ts";
import { LABELS } from "../metadata.ts";
import { isPortName } from "./port-name.ts";

/** Where the pods of a deployment go, and what they listen on. Of other fields the names are checked, no more. */
export function podSpec() {
  return z.strictObject({
    containers: listMap(CONTAINER, "name").min(1),
    hostNetwork: optional(z.boolean()),
    nodeName: optional(z.string()),
    nodeSelector: defaulted(LABELS, {}),
    restartPolicy: defaulted(z.enum(["Always"]), "Always"),
    tolerations: defaulted(z.array(TOLERATION), []),
    topologySpreadConstraints: defaulted(listMap(SPREAD_CONSTRAINT, "topologyKey", "whenUnsatisfiable"), []),
    ...namesOnly(OTHER_FIELDS),
  });
}

function namesOnly<K extends string>(names: readonly K[]) {
  return Object.fromEntries(names.map((name) => [name, ANYTHING])) as Record<K, typeof ANYTHING>;
}

const CONTAINER_PORT = z.strictObject({
  containerPort: integer(1, 65535),
  name: optional(text(isPortName, "must be up to 15 lower-case letters, digits and hyphens")),
  protocol: defaulted(z.enum(["TCP", "UDP", "SCTP"]), "TCP"),
  hostIP: optional(z.string()),
  hostPort: optional(integer(0, 65535)),
});

/** A port of the pod, by its number or by its name. */
const PORT = z.union([integer(1, 65535), text(isPortName, "must be the name of a port")]);
const SECONDS = optional(integer(0, 2147483647));

const PROBE = z.strictObject({
  exec: optional(z.strictObject({ command: optional(z.array(z.string())) })),
  grpc: optional(z.strictObject({ port: integer(1, 65535), service: optional(z.string()) })),
  httpGet: optional(
    z.strictObject({
      host: optional(z.string()),
      httpHeaders: ANYTHING,
      path: optional(z.string()),
      port: PORT,
      scheme: optional(z.enum(["HTTP", "HTTPS"])),
    }),
  ),
  tcpSocket: optional(z.strictObject({ host: optional(z.string()), port: PORT })),
  failureThreshold: SECONDS,
  initialDelaySeconds: SECONDS,
  periodSeconds: SECONDS,
  successThreshold: SECONDS,
  terminationGracePeriodSeconds: SECONDS,
  timeoutSeconds: SECONDS,
});

const CONTAINER = z.strictObject({
  name: text(isDnsLabel, "must be lower-case letters, digits and hyphens"),
  image: z.string().min(1),
  ports: defaulted(listMap(CONTAINER_PORT, "containerPort", "protocol"), []),
  readinessProbe: optional(PROBE),
  livenessProbe: optional(PROBE),
  startupProbe: optional(PROBE),
  ...namesOnly([
    "args",
    "command",
    "env",
    "envFrom",
    "imagePullPolicy",
    "lifecycle",
    "resizePolicy",
    "resources",
    "restartPolicy",
    "securityContext",
    "stdin",
    "stdinOnce",
    "terminationMessagePath",
    "terminationMessagePolicy",
    "tty",
    "volumeDevices",
    "volumeMounts",
    "workingDir",
  ]),
});

const TOLERATION = z.strictObject({
  key: optional(z.string()),
  operator: defaulted(z.enum(["Equal", "Exists"]), "Equal"),
  value: defaulted(z.string(), ""),
  effect: optional(z.enum(["NoSchedule", "PreferNoSchedule", "NoExecute"])),
  tolerationSeconds: optional(z.int()),
});

const SPREAD_CONSTRAINT = z.strictObject({
  maxSkew: integer(1, 2147483647),
  topologyKey: z.string().min(1),
  whenUnsatisfiable: z.enum(["DoNotSchedule", "ScheduleAnyway"]),
  labelSelector: optional(LABEL_SELECTOR),
  matchLabelKeys: optional(z.array(z.string())),
  minDomains: optional(integer(1, 2147483647)),
  nodeAffinityPolicy: defaulted(z.enum(["Honor", "Ignore"]), "Honor"),
  nodeTaintsPolicy: defaulted(z.enum(["Honor", "Ignore"]), "Ignore"),
});

const OTHER_FIELDS = [
  "activeDeadlineSeconds",
  "affinity",
  "automountServiceAccountToken",
  "dnsConfig",
  "dnsPolicy",
  "enableServiceLinks",
  "ephemeralContainers",
  "hostAliases",
  "hostIPC",
  "hostname",
  "hostPID",
  "hostUsers",
  "imagePullSecrets",
  "initContainers",
  "os",
  "overhead",
  "preemptionPolicy",
  "priority",
  "priorityClassName",
  "readinessGates",
  "resourceClaims",
  "resources",
  "runtimeClassName",
  "schedulerName",
  "schedulingGates",
  "securityContext",
  "serviceAccount",
  "serviceAccountName",
  "setHostnameAsFQDN",
  "shareProcessNamespace",
  "subdomain",
  "terminationGracePeriodSeconds",
  "volumes",
] as const;
