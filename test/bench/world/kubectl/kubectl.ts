import { stringify } from "yaml";
import { type Call, Failure } from "../call.ts";
import type { Context } from "../cluster.ts";
import { type CommandLine, commandLine } from "../command-line.ts";
import { apply } from "./apply.ts";
import { type Connection, connect } from "./connect.ts";
import { deleteObjects } from "./delete.ts";
import { diff } from "./diff.ts";
import { annotate, label, patch, scale } from "./edit.ts";
import { get } from "./get.ts";
import { kustomized } from "./kustomized.ts";
import { rolloutStatus } from "./rollout-status.ts";
import { wait } from "./wait.ts";

/** A call of kubectl, its arguments read. */
export interface KubectlCall {
  readonly call: Call;
  readonly context: Context;
  readonly line: CommandLine;
  /** Looks at the cluster that the flags name; throws when its API server does not answer. */
  readonly look: Connection;
  readonly namespace: string;
}

/** The stand-in for kubectl. It has no API server behind it; what it refuses, kubectl or the server refuse. */
export async function kubectl(call: Call, context: Context): Promise<number> {
  const verb = call.argv.find((word, index) => !word.startsWith("-") && !isValue(call.argv[index - 1])) ?? "";
  try {
    return await run(verb, call, context);
  } catch (error) {
    // Of a comparison, 1 says that there is a difference.
    if (error instanceof Failure && verb === "diff") throw new Failure(error.message, 2);
    throw error;
  }
}

async function run(verb: string, call: Call, context: Context): Promise<number> {
  const command = COMMANDS[verb];
  if (!command) throw new Failure(`error: unknown command "${verb}" for "kubectl"`);
  const line = read(call.argv, verb, command);
  if (command.local) return command.local({ call, context, line });
  const look = await connect(call, line, context);
  return command.run({ call, context, line, look, namespace: line.values["namespace"] ?? "default" });
}

const GLOBAL = ["kubeconfig", "context", "namespace"];

/** Whether the next word belongs to this one: the verb may come after such flags. */
function isValue(word: string | undefined): boolean {
  return word === "-n" || GLOBAL.some((name) => word === `--${name}`);
}

interface Flags {
  readonly values?: readonly string[];
  readonly switches?: readonly string[];
}

type Command =
  | (Flags & { run(call: KubectlCall): Promise<number>; readonly local?: undefined })
  | (Flags & { local(call: Omit<KubectlCall, "look" | "namespace">): Promise<number> });

function read(argv: readonly string[], verb: string, { values = [], switches = [] }: Command): CommandLine {
  try {
    const short = {
      n: "namespace",
      o: "output",
      l: "selector",
      f: "filename",
      k: "kustomize",
      A: "all-namespaces",
    };
    return commandLine(argv, { values: [...GLOBAL, ...values], switches, short });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(`error: ${error.message}\nSee 'kubectl ${verb} --help' for usage.`);
  }
}

const COMMANDS: Readonly<Record<string, Command>> = {
  version: { values: ["output"], switches: ["client"], local: version },
  kustomize: {
    local: async ({ call, line }) => {
      const objects = await kustomized(line.words[1] ?? ".", call.cwd);
      call.out(
        objects.map((object) => stringify(object, { sortMapEntries: true, indentSeq: false })).join("---\n"),
      );
      return 0;
    },
  },
  get: {
    values: ["raw", "selector", "output", "kustomize"],
    switches: ["ignore-not-found", "all-namespaces"],
    run: get,
  },
  apply: { values: ["kustomize", "filename"], run: apply },
  diff: { values: ["kustomize", "filename"], run: diff },
  delete: { values: ["timeout"], switches: ["ignore-not-found", "wait"], run: deleteObjects },
  wait: { values: ["for", "timeout", "selector"], switches: ["all", "all-namespaces"], run: wait },
  rollout: { values: ["timeout"], switches: ["watch"], run: rolloutStatus },
  annotate: { switches: ["overwrite"], run: annotate },
  label: { switches: ["overwrite"], run: label },
  patch: { values: ["type", "patch"], run: patch },
  scale: { values: ["replicas"], run: scale },
};

async function version({ call, context, line }: Omit<KubectlCall, "look" | "namespace">): Promise<number> {
  // Without it kubectl asks the server, too.
  if (!line.switches.has("client"))
    throw new Failure("error: the stand-in knows its own version only: --client");
  const gitVersion = `v${context.versions.kubectl}`;
  const [major, minor] = context.versions.kubectl.split(".");
  const kustomizeVersion = "v5.6.0";
  const json = { clientVersion: { major, minor, gitVersion, platform: "linux/amd64" }, kustomizeVersion };
  const text = `Client Version: ${gitVersion}\nKustomize Version: ${kustomizeVersion}`;
  call.out(`${line.values["output"] === "json" ? JSON.stringify(json, null, 2) : text}\n`);
  return 0;
}
