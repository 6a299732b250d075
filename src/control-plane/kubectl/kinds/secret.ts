import * as z from "zod";
import { optional, textMap } from "../fields.ts";

/** Secret. What a message says of it never holds a value. */
export function secret() {
  return z.strictObject({
    data: optional(
      textMap((key, value) => badKey(key) ?? (BASE64.test(value) ? undefined : "is not base64")),
    ),
    stringData: optional(textMap(badKey)),
    type: optional(z.string()),
    immutable: optional(z.boolean()),
  });
}

function badKey(key: string): string | undefined {
  return /^[-._a-zA-Z0-9]{1,253}$/.test(key) ? undefined : "has a key that is no file name";
}

/** With padding, as Go's standard encoding wants it. */
const BASE64 = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
