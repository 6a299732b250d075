import * as z from "zod";
import type { Resource } from "../applied.ts";
import { KINDS, type Kind, OTHER_CILIUM_KINDS } from "./kinds/index.ts";
import { badName, METADATA } from "./metadata.ts";
import { problemsOf } from "./problems.ts";
import type { WrittenObject } from "./written-objects.ts";

/** What the API server says to an object: it is there, it is refused, or it is of no interest here. */
export type Admission =
  | { readonly resource: Resource; readonly problems?: undefined; readonly remark?: undefined }
  | { readonly resource?: undefined; readonly problems: readonly string[]; readonly remark?: undefined }
  | { readonly resource?: undefined; readonly problems?: undefined; readonly remark: string };

/** Takes an object as the server does on its own: fields, types, bounds and rules, with the defaults filled in first. */
export function admit({ file, apiVersion, kind, name, value }: WrittenObject): Admission {
  if (!isRehearsed(kind)) {
    const unknown = apiVersion.startsWith("cilium.io/") && !OTHER_CILIUM_KINDS.includes(kind);
    return unknown ? { problems: ["there is no such kind"] } : { remark: "is a kind that is not rehearsed" };
  }
  const { namespaced } = KINDS[kind];
  const apiVersions: readonly string[] = KINDS[kind].apiVersions;
  if (!apiVersions.includes(apiVersion))
    return { problems: [`\`apiVersion\` must be ${apiVersions.join(" or ")}, and is \`${apiVersion}\``] };
  const parsed = schemaOf(kind, apiVersion).safeParse(value);
  const wrongName = badName(kind, name);
  const problems = [
    ...(wrongName === undefined ? [] : [`\`metadata.name\` ${wrongName}`]),
    ...(parsed.success ? [] : problemsOf(parsed.error, value)),
  ];
  if (!parsed.success || problems.length > 0) return { problems };
  const { metadata, ...rest } = parsed.data;
  const { labels = {}, annotations = {}, namespace = "default" } = metadata as z.output<typeof METADATA>;
  const meta = { file, name, labels, annotations, namespace: namespaced ? namespace : "" };
  return { resource: { ...rest, ...meta } as unknown as Resource };
}

/** Schemas are made once: that takes longer than to look at an object. */
const SCHEMAS = new Map<string, z.ZodObject>();

function schemaOf(kind: Kind, apiVersion: string): z.ZodObject {
  const id = `${apiVersion} ${kind}`;
  const body: z.ZodObject = SCHEMAS.get(id) ?? KINDS[kind].schema(apiVersion).extend(EVERY_OBJECT);
  SCHEMAS.set(id, body);
  return body;
}

const EVERY_OBJECT = { apiVersion: z.string(), kind: z.string(), metadata: METADATA };

function isRehearsed(kind: string): kind is Kind {
  return Object.hasOwn(KINDS, kind);
}
