import { ANY, each, fields, only, where } from "../../modelled.ts";
import { metadata } from "./metadata.ts";

/** How many seconds a probe may take its time without a part in what is rehearsed. */
const PATIENCE = 60;

/** A container is taken to run, and to listen on the ports that it declares. */
const CONTAINER = fields({
  name: ANY,
  image: ANY,
  imagePullPolicy: only(undefined, "IfNotPresent"),
  ports: each(fields({ name: ANY, containerPort: ANY, protocol: ANY, hostPort: only(undefined, 0) })),
  readinessProbe: fields({
    tcpSocket: fields({ port: ANY }),
    failureThreshold: ANY,
    initialDelaySeconds: where(isShort),
    periodSeconds: where(isShort),
    successThreshold: only(undefined, 1),
    timeoutSeconds: ANY,
  }),
  stdin: ANY,
  stdinOnce: ANY,
  terminationMessagePath: ANY,
  terminationMessagePolicy: ANY,
  tty: ANY,
});

const POD = fields({
  automountServiceAccountToken: ANY,
  containers: (value, path = []) => [
    ...each(CONTAINER)(value, path),
    ...where((list) => !Array.isArray(list) || list.length === 1)(value, path),
  ],
  dnsPolicy: only(undefined, "ClusterFirst", "Default"),
  enableServiceLinks: ANY,
  hostIPC: only(undefined, false),
  hostNetwork: only(undefined, false),
  hostPID: only(undefined, false),
  nodeName: ANY,
  nodeSelector: ANY,
  restartPolicy: ANY,
  schedulerName: only(undefined, "default-scheduler"),
  serviceAccount: only(undefined, "", "default"),
  serviceAccountName: only(undefined, "", "default"),
  shareProcessNamespace: only(undefined, false),
  terminationGracePeriodSeconds: ANY,
  tolerations: ANY,
  topologySpreadConstraints: each(
    fields({
      labelSelector: ANY,
      maxSkew: ANY,
      minDomains: ANY,
      nodeAffinityPolicy: ANY,
      nodeTaintsPolicy: ANY,
      topologyKey: ANY,
      whenUnsatisfiable: ANY,
    }),
  ),
});

/** What is modelled of a Deployment: where its pods go, and what they listen on. */
export const DEPLOYMENT = fields({
  apiVersion: ANY,
  kind: ANY,
  metadata: metadata(),
  spec: fields({
    minReadySeconds: ANY,
    paused: ANY,
    progressDeadlineSeconds: ANY,
    replicas: ANY,
    revisionHistoryLimit: ANY,
    selector: ANY,
    strategy: ANY,
    template: fields({ metadata: metadata(), spec: POD }),
  }),
  status: ANY,
});

function isShort(seconds: unknown): boolean {
  return seconds === undefined || Number(seconds) <= PATIENCE;
}
