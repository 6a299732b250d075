import { expect, it } from "vitest";
import { PASSWORD_FORM } from "../../src/plan/password-rule.ts";
import type { CheckId } from "../../src/rehearsal/report/report.ts";
import { describeLive } from "../live/requirements.ts";
import { complaints, edited, failedChecks, rehearsed, type Tree, treeOf } from "./rehearsed.ts";
import { withSettledLab } from "./settled-lab.ts";

const tree = treeOf("authenticated");
const PLACE = "@BGP_MD5_WEST_1@";
const frr = (before: string | RegExp, after: string, of = tree) => edited(of, "tor/frr.conf", before, after);
const peers = (before: string, after: string, of = tree) =>
  edited(of, "west-1/manifests/bgp-peers.yaml", before, after);

/** A tree in which somebody has written a Secret of the name that up.sh gives it, which replaces up.sh's. */
function withSecret(entry: string, namespace = "kube-system"): Tree {
  const listed = edited(
    tree,
    "west-1/manifests/kustomization.yaml",
    "- bgp-peers.yaml",
    "- bgp-peers.yaml\n  - secret.yaml",
  );
  const metadata = `metadata: { name: bgp-md5-west-1, namespace: ${namespace} }`;
  const secret = `apiVersion: v1\nkind: Secret\n${metadata}\nstringData: { ${entry} }\n`;
  return {
    ...listed,
    artifacts: new Map([...listed.artifacts, ["west-1/manifests/secret.yaml", secret]]),
  };
}

const NO_PASSWORD = / neighbor CLUSTER-west-1 password .*\n/;
const NO_SESSION = /west-1-worker .* has no session/;

/** What was done to the tree, the tree, the checks that must fail, and words that its report must have. */
const SABOTAGES: readonly (readonly [string, Tree, readonly CheckId[], readonly RegExp[]])[] = [
  [
    "the Secret has another key",
    withSecret("pass: word"),
    ["sessions"],
    [
      NO_SESSION,
      /perhaps: west-1\/manifests\/secret\.yaml: Secret `bgp-md5-west-1`: it has no key `password`/,
    ],
  ],
  [
    "the Secret has another password",
    withSecret("password: another"),
    ["sessions", "artifacts"],
    [
      NO_SESSION,
      /authentication with 10\.20\.0\.101: md5 with a password that is not the one of up\.sh in place of md5/,
      /west-1-control-plane has no session with 10\.20\.0\.101, so that the router's silence says nothing/,
    ],
  ],
  [
    "another Secret is referred to",
    peers("bgp-md5-west-1", "bgp-md5"),
    ["sessions", "artifacts"],
    [NO_SESSION, /perhaps: .*there is no Secret `bgp-md5` in namespace `kube-system`: its sessions have no/],
  ],
  [
    "Cilium looks for Secrets elsewhere",
    edited(
      tree,
      "west-1/cilium-values.yaml",
      /^bgpControlPlane:\n/m,
      "bgpControlPlane:\n  secretsNamespace: { name: cilium-secrets }\n",
    ),
    ["sessions", "artifacts"],
    [
      NO_SESSION,
      /perhaps: .*there is no Secret `bgp-md5-west-1` in namespace `cilium-secrets`, only in `kube-s/,
    ],
  ],
  [
    "the nodes have no password",
    peers("  authSecretRef: bgp-md5-west-1\n", ""),
    ["sessions", "artifacts"],
    [NO_SESSION, /authentication with 10\.20\.0\.101: none in place of md5/],
  ],
  [
    "the router has no password",
    frr(NO_PASSWORD, ""),
    ["sessions", "authentication", "artifacts"],
    [
      NO_SESSION,
      /tor\/frr\.conf has no `@BGP_MD5_WEST_1@`, the place of the password of west-1/,
      /port 179 takes a connection from west-1 without a signature, and the inventory asks for md5/,
    ],
  ],
  [
    "neither has a password, so that the sessions come up",
    frr(NO_PASSWORD, "", peers("  authSecretRef: bgp-md5-west-1\n", "")),
    ["authentication", "artifacts"],
    [/authentication with 10\.20\.0\.101: none in place of md5/, /without a signature/],
  ],
  [
    "the router has another password",
    frr(PLACE, "another"),
    ["sessions", "artifacts"],
    [NO_SESSION, /tor\/frr\.conf has no `@BGP_MD5_WEST_1@`/],
  ],
  [
    "the password of a cluster that has none",
    frr(PLACE, "@BGP_MD5_EAST_1@"),
    ["artifacts", "config"],
    [/tor\/frr\.conf line \d+, `.*`: the inventory has no password to put in place of `@BGP_MD5_EAST_1@`/],
  ],
  [
    "the router asks a cluster for a password that has none",
    frr(
      " neighbor CLUSTER-east-1 timers",
      ` neighbor CLUSTER-east-1 password ${PLACE}\n neighbor CLUSTER-east-1 timers`,
    ),
    ["sessions"],
    [/east-1-worker .* has no session/],
  ],
  [
    "a statement with the password that FRR does not know",
    frr("password @", "passwort @"),
    ["config", "sessions"],
    [/neighbor CLUSTER-west-1 passwort @BGP_MD5_WEST_1@/],
  ],
];

describeLive("a rehearsal with passwords", { root: true, packages: ["frr", "gobgpd", "iproute2"] }, () => {
  it.concurrent.each(SABOTAGES)(
    "fails: %s",
    { timeout: 240_000 },
    async (_what, sabotaged, checks, words) => {
      const report = await rehearsed(sabotaged, { flows: 40 });
      expect(report.verdict, complaints(report)).toBe("FAIL");
      expect(failedChecks(report), complaints(report)).toEqual(expect.arrayContaining([...checks]));
      for (const word of words) expect(complaints(report)).toMatch(word);
      // The passwords of a run are 32 hexadecimal digits; nothing else in a report is.
      expect(JSON.stringify(report)).not.toMatch(/[0-9a-f]{32}/);
    },
  );

  it.concurrent(
    "has sessions with the longest password, of all characters that one may have",
    { timeout: 120_000 },
    async () => {
      const all = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).filter((character) =>
        new RegExp(PASSWORD_FORM).test(character),
      );
      const password = `${all.join("")}${all.join("")}`.slice(-80);
      const passwords = tree.plan.secrets.map((secret) => ({ ...secret, password }));
      const peers = await withSettledLab(
        tree,
        ({ handle }) =>
          handle.vtyshJson<{ readonly ipv4Unicast: { readonly peers: object } }>(
            "tor",
            "show bgp summary established json",
          ),
        passwords,
      );
      expect(Object.keys(peers.ipv4Unicast.peers).length).toBe(4);
    },
  );
});
