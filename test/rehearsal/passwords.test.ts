import { describe, expect, it } from "vitest";
import { PASSWORD_FORM } from "../../src/plan/password-rule.ts";
import { makeLab } from "../../src/rehearsal/make-lab.ts";
import { randomPasswords, withoutPasswords } from "../../src/rehearsal/passwords.ts";
import { treeOf } from "./rehearsed.ts";

const { plan, artifacts } = treeOf("authenticated");

describe("the passwords of a rehearsal", () => {
  it("are other ones each time, as a password may be", () => {
    const [[one], [other]] = [randomPasswords(plan), randomPasswords(plan)];
    expect(one?.password).toMatch(new RegExp(PASSWORD_FORM));
    expect(one?.password).not.toBe(other?.password);
  });

  it("come to the router and to the cluster that they are for, and to no other", () => {
    const { lab, passwords } = makeLab(plan, artifacts);
    const password = passwords[0]?.password ?? "";
    expect(lab.routers[0]?.frrConf).toContain(` neighbor CLUSTER-west-1 password ${password}\n`);
    expect(lab.routers[0]?.frrConf).not.toContain("@");
    const peers = lab.nodes.map(({ name, speakers }) => [name, speakers[0]?.peers[0]?.password]);
    expect(peers).toEqual([
      ["west-1-control-plane", password],
      ["west-1-worker", password],
      ["east-1-control-plane", ""],
      ["east-1-worker", ""],
    ]);
  });

  it("are taken literally: nothing in them is a pattern of a replacement", () => {
    const odd = randomPasswords(plan).map((secret) => ({ ...secret, password: "$&$1$$" }));
    const { lab } = makeLab(plan, artifacts, odd);
    expect(lab.routers[0]?.frrConf).toContain(" password $&$1$$\n");
  });

  it("are in nothing that is shown", () => {
    const passwords = randomPasswords(plan);
    const word = passwords[0]?.password ?? "";
    const report = { a: [`x ${word} y ${word}`, 1, undefined], b: { c: word, d: null, e: true } };
    expect(withoutPasswords(report, passwords)).toEqual({
      a: ["x @BGP_MD5_WEST_1@ y @BGP_MD5_WEST_1@", 1, undefined],
      b: { c: "@BGP_MD5_WEST_1@", d: null, e: true },
    });
  });
});
