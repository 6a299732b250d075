import * as z from "zod";
import { ANYTHING } from "../fields.ts";

/** Namespace: that it is there is all that counts. */
export function namespace() {
  return z.strictObject({ spec: ANYTHING, status: ANYTHING });
}
