import { describe, expect, it } from "vitest";
import { refusedLines } from "../../src/rehearsal/frr/refused-lines.ts";
import { makeLab } from "../../src/rehearsal/make-lab.ts";
import { GOLDEN_INVENTORIES } from "../golden/inventories.ts";
import { treeOf } from "./rehearsed.ts";

describe("FRR is started", () => {
  it.each(GOLDEN_INVENTORIES.map(({ name }) => name))("with what gen writes for %s", (name) => {
    const { plan, artifacts } = treeOf(name);
    expect(makeLab(plan, artifacts).lab.routers.flatMap(refusedLines)).toEqual([]);
  });

  it.each([
    "",
    "# touch /tmp/x; `id` $(id)",
    "bgpd=yes",
    '  bgpd="yes"\t# why not',
    "bgpd=",
    "ospfd=0",
    "ospfd_instances=1,2",
    "nosuchd=no",
    "vtysh_enable=yes",
    'frr_profile="datacenter"',
    "MAX_FDS=1024",
    'watchfrr_options="--timeout 20 -l 3"',
    'bgpd_options="   -A 127.0.0.1 -M rpki --ecmp=4 --bgp_port 179 -Z"',
    'zebra_options="  -A 127.0.0.1 -s 90000000"',
    'ospf6d_options=" -A ::1"',
  ])("with `daemons` of `%s`", (daemons) => {
    expect(refused({ daemons })).toEqual([]);
  });

  it("with the comments and statements of frr.conf that only resemble a command", () => {
    const frrConf = "! output file /x\n# do it\nno output file\ndomainname lab\nospf\nstatic\n";
    expect(refused({ frrConf, vtyshConf: "service integrated-vtysh-config\n" })).toEqual([]);
  });
});

describe("FRR is not started", () => {
  it.each([
    ["touch /tmp/x", /^daemons line 1, `touch \/tmp\/x`: it is no plain setting/],
    ["bgpd=yes touch /tmp/x", /plain/],
    ["bgpd=yes; touch /tmp/x", /plain/],
    ["bgpd=yes#; touch /tmp/x", /plain/],
    ["bgpd=$(touch /tmp/x)", /plain/],
    ['bgpd_options="$(touch /tmp/x)"', /plain/],
    ['bgpd_options="`touch /tmp/x`"', /plain/],
    ['bgpd_options="-A 127.0.0.1; touch /tmp/x"', /plain/],
    ["bgpd_options=\"-A '127.0.0.1'\"", /plain/],
    ['bgpd_options="-A \\', /plain/],
    ["bgpd_options=(-A 127.0.0.1)", /plain/],
    ["bgpd=yes &", /plain/],
    ["bgpd=yes\r", /plain/],
    ["# nothing\rtouch /tmp/x", /plain/],
    ["bgpd=maybe", /`maybe` is not among/],
    ['all_wrap="nice"', /`all_wrap` is not among/],
    ['bgpd_wrap="/tmp/x"', /`bgpd_wrap` is not among/],
    ['frr_global_options="-M /tmp/x.so"', /`frr_global_options` is not among/],
    ["PATH=/tmp", /`PATH` is not among/],
    ["D_PATH=/tmp", /`D_PATH` is not among/],
    ['frr_profile="traditional -M /tmp/x.so"', /not among the values/],
    ['bgpd_options="-M /tmp/x.so"', /`-M \/tmp\/x\.so` is not among/],
    ['bgpd_options="-M/tmp/x.so"', /`-M\/tmp\/x\.so` is not among/],
    ['bgpd_options="-M ../x.so"', /is not among/],
    ['bgpd_options="--moduledir tmp -M x"', /`--moduledir` is not among/],
    ['bgpd_options="--moduled=tmp"', /`--moduled` is not among/],
    ['bgpd_options="-A -u"', /`-A -u` is not among/],
    ['bgpd_options="-u root"', /`-u` is not among/],
    ['bgpd_options="--log file:/etc/x"', /`--log` is not among/],
    ['bgpd_options="-i /etc/x"', /`-i` is not among/],
  ])("with `daemons` of `%s`", (daemons, words) => {
    expect(refused({ daemons })).toEqual([expect.stringMatching(words)]);
  });

  it.each([
    ["output file /dev/sda", /^frr\.conf line 2, `output file \/dev\/sda`: it is a command to vtysh/],
    [" out file /etc/x", /command to vtysh/],
    ["\toutput\tfile\t/etc/x", /command to vtysh/],
    ["do start-shell bash", /command to vtysh/],
    ["start-shell bash", /command to vtysh/],
    [`! ${" ".repeat(4093)}output file /etc/x`, /longer than a line/],
  ])("with frr.conf of `%s`, nor with such a vtysh.conf", (statement, words) => {
    const text = `hostname tor\n${statement}\n`;
    expect(refused({ frrConf: text })).toEqual([expect.stringMatching(words)]);
    expect(refused({ vtyshConf: text })).toEqual([expect.stringMatching(/^vtysh\.conf line 2, /)]);
  });
});

describe("a place of a password that no password was put into", () => {
  it.each([" neighbor CLUSTER-a password @BGP_MD5_A@", "! once @BGP_MD5_OTHER-1@", "hostname @BGP_MD5_@"])(
    "keeps FRR from being started: `%s`",
    (statement) => {
      expect(refused({ frrConf: `hostname tor\n${statement}\n` })).toEqual([
        expect.stringMatching(/^frr\.conf line 2, `.*`: the inventory has no password to put in place of `@/),
      ]);
    },
  );
});

function refused(
  files: Readonly<Partial<Record<"daemons" | "frrConf" | "vtyshConf", string>>>,
): readonly string[] {
  const host = { name: "tor", legs: [], sysctls: [], routes: [] };
  return refusedLines({ ...host, daemons: "", frrConf: "", vtyshConf: "", ...files });
}
