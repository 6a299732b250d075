import { type Applied, ofKind, on, type Resource } from "../applied.ts";
import type { Remarking } from "../remarking.ts";

/**
 * The TCP MD5 password of a peer: key `password` of a Secret in Cilium's namespace for them. If there is no such Secret
 * the password is empty, and the session times out. Undefined: the Secret has no such key, which stops the agent before
 * it has made any peer of the instance.
 */
export function* passwordFor(
  config: Resource<"CiliumBGPPeerConfig">,
  applied: Applied,
): Remarking<string | undefined> {
  const { authSecretRef } = config.spec;
  if (authSecretRef === undefined) return "";
  const { secretsNamespace } = applied.values;
  const secrets = ofKind(applied, "Secret").filter(({ name }) => name === authSecretRef);
  const secret = secrets.find(({ namespace }) => namespace === secretsNamespace);
  if (!secret) {
    const elsewhere = secrets[0] ? `, only in \`${secrets[0].namespace}\`` : "";
    const missing = `there is no Secret \`${authSecretRef}\` in namespace \`${secretsNamespace}\`${elsewhere}`;
    yield on(config, `${missing}: its sessions have no password`);
    return "";
  }
  const password = passwordIn(secret);
  if (password === undefined || password === "") {
    yield on(
      secret,
      "it has no key `password`: Cilium's agent stops there, and makes no peer of the instance",
    );
    return undefined;
  }
  if (/[\r\n]$/.test(password)) yield on(secret, "the password ends with a line break, which counts");
  if (Buffer.byteLength(password) > LONGEST_PASSWORD)
    yield on(secret, `the password is longer than ${LONGEST_PASSWORD} bytes, and Linux takes no longer one`);
  return password;
}

/** TCP_MD5SIG_MAXKEYLEN of Linux. */
const LONGEST_PASSWORD = 80;

/** `stringData` is written over `data`. */
function passwordIn({ data, stringData }: Resource<"Secret">): string | undefined {
  const encoded = data?.["password"];
  return (
    stringData?.["password"] ??
    (encoded === undefined ? undefined : Buffer.from(encoded, "base64").toString())
  );
}
