import { createTwoFilesPatch } from "diff";
import { stringify } from "yaml";
import { idOf, type KubeObject } from "../objects.ts";
import { pause } from "../pause.ts";
import { sorted } from "./apply.ts";
import type { KubectlCall } from "./kubectl.ts";
import { manifests } from "./manifests.ts";
import { LAST_APPLIED, merged } from "./merge.ts";
import { takenAs } from "./taken.ts";

/** `kubectl diff`: 0 if applying would change nothing, 1 if it would; whatever else goes wrong is a 2. */
export async function diff(call: KubectlCall): Promise<number> {
  const { from, objects } = await manifests(call);
  const sight = await call.look();
  let differs = false;
  for (const written of objects) {
    await pause(0, call.call.signal);
    await takenAs(written, from, sight);
    const live = sight.cluster.objects.get(idOf(written))?.object;
    const wanted = live ? merged(live, written) : written;
    const [before, after] = [live ? shown(live) : "", shown(wanted)];
    if (before === after) continue;
    differs = true;
    const { apiVersion, kind, metadata } = written;
    const name = [apiVersion.replace("/", "."), kind, metadata.namespace ?? "", metadata.name].join(".");
    call.call.out(`diff -u -N /tmp/LIVE-0/${name} /tmp/MERGED-0/${name}\n`);
    const patch = createTwoFilesPatch(`/tmp/LIVE-0/${name}`, `/tmp/MERGED-0/${name}`, before, after);
    call.call.out(patch.split("\n").slice(1).join("\n"));
  }
  return differs ? 1 : 0;
}

/** Without what was applied last, which is not compared, and without a word of what a Secret holds. */
function shown({ metadata, ...object }: KubeObject): string {
  const { [LAST_APPLIED]: _, ...annotations } = metadata.annotations ?? {};
  const hidden = Object.keys(annotations).length > 0 ? annotations : undefined;
  const body = object.kind === "Secret" ? masked(object) : object;
  return stringify(sorted({ ...body, metadata: { ...metadata, annotations: hidden } }));
}

function masked(object: Readonly<Record<string, unknown>>) {
  const mask = (text: unknown) => `*** (${JSON.stringify(text).length} characters)`;
  return {
    ...object,
    data: object["data"] && mask(object["data"]),
    stringData: object["stringData"] && mask(object["stringData"]),
  };
}
