import { compareVersions, FRR_RANGE } from "../releases.ts";
import type { Rule } from "../rule.ts";

/** The statements that gen writes were compared with the commands of FRR 8.4 to 10.7. */
export const frrUnsupported: Rule = {
  code: "frr-unsupported",
  severity: "error",
  allowable: true,
  reads: ["versions"],
  *check({ versions, at }) {
    const { oldest, newest } = FRR_RANGE;
    if (compareVersions(versions.frr, oldest) >= 0 && compareVersions(versions.frr, newest) <= 0) return;
    yield {
      span: at("versions", "frr"),
      message: `gen writes for FRR ${oldest} to ${newest}, and this is ${versions.frr}`,
    };
  },
};
