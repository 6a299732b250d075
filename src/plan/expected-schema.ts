import * as z from "zod";
import { EXPECTED_VERSION, type ExpectedDocument } from "./expected-document.ts";

const text = (description: string) => z.string().meta({ description });
const whole = (description: string, min = 0) => z.int().min(min).meta({ description });
const asn = (description: string) => z.int().min(1).max(4294967295).meta({ description });

const router = text("The router, as the inventory calls it");
const cluster = text("The cluster, as the inventory calls it");
const service = text("The service, as the inventory calls it");
const nodes = z
  .array(z.string())
  .meta({ description: "The nodes that may be next hops, by the names of their containers" });
const count = whole("How many of the nodes are next hops", 1);
const addressKinds = ["LoadBalancerIP", "ClusterIP", "ExternalIP"] as const;
const kind = z
  .enum(addressKinds)
  .meta({ description: "Which address of the service it is, in Cilium's words" });

const session = z
  .strictObject({
    router,
    cluster,
    node: text("The node: it dials, the router listens"),
    network: text("The network of both ends"),
    routerAddress: text("The address that the node dials"),
    routerAsn: asn("The router's AS number"),
    nodeAsn: asn("The node's AS number, that of its cluster"),
    hold: whole("Hold time in seconds, as both ends agree on it", 3),
    keepalive: whole("Seconds between two of the router's keepalives: at most a third of the hold time", 1),
    sends: z.enum(["nothing", "everything"]).meta({ description: "What the router announces to the node" }),
    blackHole: z
      .strictObject({
        linkLost: whole(
          "Seconds, at most, if the link is lost and no end hears of it: the hold time, and with graceful restart the restart time",
        ),
        processKilled: whole(
          "Seconds, at most, if the node's processes are killed: the restart time with graceful restart, else 0",
        ),
      })
      .meta({ description: "For how long traffic may go to a dead node in vain" }),
  })
  .meta({ description: "A BGP session that is established" });

const path = z
  .strictObject({
    cluster,
    asPath: z.array(z.int().min(1)).meta({ description: "AS numbers, from the nearest to the origin" }),
    communities: z.array(z.string()).meta({ description: "Communities, as 65000:1" }),
    nodes,
    count,
  })
  .meta({ description: "The paths of one cluster, which differ in the node only" });

const route = z
  .strictObject({
    router,
    prefix: text("In CIDR form"),
    kind: z.enum([...addressKinds, "originated"]).meta({
      description:
        "Which address of the service it is, in Cilium's words; originated: by the router itself, without next hops",
    }),
    service: text("The service; empty for what the router originates"),
    nextHops: whole("How many next hops the router's kernel has: a node each"),
    paths: z.array(path).meta({ description: "The paths in BGP's table, by cluster" }),
  })
  .meta({ description: "A prefix in a router's BGP table" });

const refused = z
  .strictObject({
    router,
    cluster,
    service,
    kind,
    by: text("The statement of the router's configuration that refuses it"),
  })
  .meta({ description: "What a cluster announces and a router does not take" });

const unpinned = z
  .strictObject({
    router,
    cluster,
    service,
    kind,
    within: text("The subnet, in CIDR form, that the address is taken from"),
    nodes,
    count,
  })
  .meta({ description: "A host route that a router has, for an address that only the cluster knows" });

const discard = z
  .strictObject({ router, prefix: text("In CIDR form") })
  .meta({ description: "What a router's kernel discards where no service has the address" });

const answer = z
  .strictObject({
    client: text("The client, as the inventory calls it"),
    router: text("The router that the client sends to"),
    service,
    address: text("The service's address"),
    port: z.int().min(1).max(65535).meta({ description: "TCP port" }),
    clusters: z
      .array(
        z.strictObject({
          cluster,
          podSubnet: text("In CIDR form: where the addresses of the pods are from"),
          pods: whole("How many pods the service has there"),
        }),
      )
      .meta({ description: "Whose pods answer" }),
  })
  .meta({ description: "Who answers a client that asks for a service" });

/** The shape of expected.json, version 1, with the meaning and the unit of each field. */
export const expectedSchema = z
  .strictObject({
    $comment: text("Who wrote the file"),
    version: z.literal(EXPECTED_VERSION).meta({ description: "Of this format" }),
    inventory: text("The name of the inventory"),
    sessions: z.array(session).meta({ description: "The BGP sessions, all of them" }),
    routes: z
      .array(route)
      .meta({ description: "What the routers' BGP tables hold, and nothing else but for what is unpinned" }),
    refused: z.array(refused).meta({ description: "What is announced for nothing" }),
    unpinned: z.array(unpinned).meta({ description: "Routes to addresses that nobody chose beforehand" }),
    discards: z.array(discard).meta({ description: "Prefixes that the routers discard" }),
    answers: z.array(answer).meta({ description: "Who answers the clients" }),
  })
  .meta({
    title: "expected.json",
    description:
      "What is to be seen when all is well in a lab that gen made. Next hops are nodes, answers are pods.",
  });

type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;
type Same<A, B> = [A, B] extends [B, A] ? true : never;

/** The schema and the types in expected.ts say the same: this line does not compile otherwise. */
export const SCHEMA_IS_THE_TYPE: Same<Frozen<z.output<typeof expectedSchema>>, ExpectedDocument> = true;

/** Reads an expected.json. A text that is none has a problem: one sentence for people, without the file's name. */
export function parseExpected(text: string): ExpectedDocument | { readonly problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: "it is no JSON" };
  }
  const { data, error } = expectedSchema.safeParse(value);
  if (data) return data;
  const [issue] = error.issues;
  const place = issue?.path.join(".");
  return { problem: `${place ? `\`${place}\`: ` : ""}${issue?.message ?? "it is no prediction"}` };
}

/** expected.json as a JSON Schema (draft 2020-12), published in inventories/expected.schema.json. */
export function expectedJsonSchema(): object {
  return {
    ...z.toJSONSchema(expectedSchema),
    $comment: "generated by gen from src/plan/expected-schema.ts: edit that, not this file",
  };
}
