import { readFileSync } from "node:fs";

/** What hosts said when they were asked: the text of each section of look.sh, or the exit code of what could not be asked. */
export type Said = Readonly<Record<string, string | number>>;

/**
 * What the hosts of two-clusters said in a rehearsal (FRR 8.4.4, GoBGP 3.10, iproute2 6.1) in which all was well: texts as they
 * were printed, by host and section.
 */
export function recorded(host: string): Said {
  const all: Readonly<Record<string, Readonly<Record<string, readonly string[] | "">>>> = JSON.parse(
    readFileSync("test/scripts/recorded-two-clusters.json", "utf8"),
  );
  const said = all[host];
  if (!said) throw new Error(`nothing is recorded of ${host}`);
  return Object.fromEntries(
    Object.entries(said).map(([what, text]) => [what, text === "" ? "" : text.join("\n")]),
  );
}

/** As look.sh prints it. */
export function sections(host: string, said: Said, kind = "host"): string {
  return Object.entries(said)
    .map(([what, text]) =>
      typeof text === "number"
        ? `\x1e${kind}\t${host}\t${what}\t${text}\n`
        : `\x1e${kind}\t${host}\t${what}\t0\n${text}`,
    )
    .join("");
}

/** One of FRR's answers in JSON, changed. */
export function changed(said: Said, what: string, change: (answer: Json) => void): Said {
  const answer = JSON.parse(String(said[what]));
  change(answer);
  return { ...said, [what]: JSON.stringify(answer) };
}

// biome-ignore lint/suspicious/noExplicitAny: whatever FRR prints
export type Json = any;

/** What a client was answered by these pods, one after the other, and how many requests were lost. */
export function answers(
  address: string,
  pods: readonly { readonly name: string; readonly ip: string }[],
  lost = 0,
): Said {
  const bodies = pods.map(({ name, ip }) => `Server address: ${ip}:80\nServer name: ${name}\n\x1d\n`);
  const timeouts = Array.from(
    { length: lost },
    () => "curl: (28) Connection timed out after 3001 milliseconds\n\x1c\n",
  );
  return { [address]: [...bodies, ...timeouts].join("") };
}
