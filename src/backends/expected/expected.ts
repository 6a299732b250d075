import expectedJson from "../../../templates/expected/expected.json.njk";
import { expectedDocument } from "../../plan/expected-document.ts";
import type { Backend } from "../backend.ts";

/** The prediction, for verify.sh, the rehearsal and the reviewer: what a change of the inventory does to the routes. */
export const expected: Backend = {
  name: "expected",
  emit: (plan) => [
    {
      path: "expected.json",
      format: "json",
      template: expectedJson,
      view: { document: expectedDocument(plan) },
    },
  ],
};
