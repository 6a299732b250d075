import * as z from "zod";
import { type Host, parseHost } from "../address/host.ts";
import { type Prefix, parsePrefix } from "../address/prefix.ts";
import { parseRange, type WrittenRange } from "../address/written-range.ts";

/**
 * The kinds of value that an inventory is made of: read once here, so that no later stage sees text where it needs an
 * address. Each carries the pattern and the examples that editors show.
 */

/** A name: an RFC 1035 label, since it becomes a folder, a container, a Kubernetes object and a word of a router's CLI. */
export const NAME = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** The name of something, as NAME has it. */
export const nameText = (description: string) => z.string().regex(NAME).meta({ description });

/** One address, without a prefix length. */
export const hostText = (description: string) =>
  z
    .string()
    .transform(parsing<Host>(parseHost, "an IP address such as 10.20.0.101"))
    .meta({ description, examples: ["10.20.0.101"] });

/** A subnet in CIDR form. Host bits pass here and are refused by a rule, which knows what was meant. */
export const prefixText = (description: string) =>
  z
    .string()
    .transform(parsing<Prefix>(parsePrefix, "a subnet in CIDR form such as 10.20.0.0/16"))
    .meta({ description, examples: ["10.20.0.0/16"] });

/** A range of addresses in one of three forms. */
export const rangeText = (description: string) =>
  z
    .string()
    .transform(
      parsing<WrittenRange>(
        parseRange,
        "a range such as 172.30.0.10-172.30.0.20, an address or a subnet in CIDR form",
      ),
    )
    .meta({ description, examples: ["172.30.0.10-172.30.0.20", "172.30.0.0/24"] });

/** An AS number of four octets (RFC 6793) in plain notation (RFC 5396). Which of them are reserved is a rule's matter. */
export const asnNumber = (description: string) =>
  z
    .int("must be an AS number in plain notation such as 65001")
    .min(0)
    .max(4294967295)
    .meta({ description, examples: [65001] });

/** A component of an image's path, as the OCI distribution specification has it. */
const COMPONENT = "[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*";
const REGISTRY = "[a-z0-9]+(?:[.-][a-z0-9]+)*(?::\\d+)?/";
const TAG = ":[A-Za-z0-9_][A-Za-z0-9._-]{0,127}";
const IMAGE = new RegExp(
  `^(?:${REGISTRY})?${COMPONENT}(?:/${COMPONENT})*(?:${TAG})?(?:@sha256:[0-9a-f]{64})?$`,
);

/** A container image reference, in the form of the OCI distribution specification, in lower case. */
export const imageText = (description: string) =>
  z
    .string()
    .max(255)
    .regex(IMAGE, "must be a container image such as nginxdemos/hello:0.4-plain-text")
    .meta({ description, examples: ["nginxdemos/hello:0.4-plain-text"] });

/** A full version of three numbers, so that nothing is "latest". */
export const versionText = (description: string, example: string) =>
  z
    .string(`must be a full version such as ${example}`)
    .regex(
      /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/,
      `must be a full version such as ${example}: nothing here is "latest"`,
    )
    .meta({ description, examples: [example] });

function parsing<T>(parse: (text: string) => T | undefined, wanted: string) {
  return (text: string, context: z.RefinementCtx<string>): T => {
    const value = parse(text);
    if (value !== undefined) return value;
    context.addIssue({ code: "custom", message: `must be ${wanted}` });
    return z.NEVER;
  };
}
