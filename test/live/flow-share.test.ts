import { expect, it } from "vitest";
import { flowShares, flowShift, type WeightedNextHop } from "../../src/plan/flow-share.ts";
import { openSandbox, type Sandbox } from "../../src/rehearsal/lab/sandbox.ts";
import { describeLive } from "./requirements.ts";

const FLOWS = 20_000;
/** Five standard deviations of a share, at most. */
const ERROR = 5 * Math.sqrt(0.25 / FLOWS);

const A = { name: "192.0.2.1", weight: 1 };
const B = { name: "192.0.2.2", weight: 1 };
const C = { name: "192.0.2.3", weight: 1 };
const D = { name: "192.0.2.4", weight: 1 };

describeLive("flow shares of this machine's kernel", { root: true, packages: ["iproute2"] }, () => {
  it.each([
    ["the last of four is gone", [A, B, C, D], [A, B, C]],
    ["the second of four is gone", [A, B, C, D], [A, C, D]],
    ["half of them are gone, in another order than that of their addresses", [D, B, A, C], [B, C]],
    ["one counts three times", [A, { ...B, weight: 3 }, C], [A, C]],
    ["one comes back at the end", [A, B, C], [A, B, C, D]],
  ])("are as computed when %s", { timeout: 60_000 }, async (_, before, after) => {
    const sandbox = await openSandbox("f10w5a", 60);
    try {
      await setUp(sandbox);
      const [old, now] = [await nextHopsOfFlows(sandbox, before), await nextHopsOfFlows(sandbox, after)];
      for (const { name, share } of flowShares(before)) near(old.filter((one) => one === name).length, share);
      const left = new Set(after.map(({ name }) => name));
      const shift = flowShift(before, after);
      near(old.filter((one, flow) => one !== now[flow]).length, shift.moved);
      near(old.filter((one) => !left.has(one)).length, shift.forced);
    } finally {
      await sandbox.close();
    }
  });
});

function near(count: number, share: number): void {
  expect(Math.abs(count / FLOWS - share), `${count} of ${FLOWS}, and not ${share}`).toBeLessThan(ERROR);
}

async function setUp(sandbox: Sandbox): Promise<void> {
  await batch(sandbox, [
    "link add lab type bridge",
    "addr add 192.0.2.254/24 dev lab",
    "link set lab up",
    ...[A, B, C, D].map(({ name }, index) => `nexthop add id ${index + 1} via ${name} dev lab onlink`),
  ]);
  const { status } = await sandbox.run(["sysctl", "-qw", "net.ipv4.fib_multipath_hash_policy=1"]);
  expect(status).toBe(0);
}

/** Which next hop the kernel takes for each of many flows, which differ in their ports. */
async function nextHopsOfFlows(
  sandbox: Sandbox,
  hops: readonly WeightedNextHop[],
): Promise<readonly string[]> {
  const ids = hops.map(({ name, weight }) => `${name.split(".")[3]},${weight}`);
  await batch(sandbox, [
    `nexthop replace id 100 group ${ids.join("/")}`,
    "route replace 172.30.0.10/32 nhid 100",
  ]);
  const asked = Array.from(
    { length: FLOWS },
    (_, flow) => `route get 172.30.0.10 ipproto tcp sport ${10_000 + flow} dport 80`,
  );
  const said = await batch(sandbox, asked);
  return [...said.matchAll(/^172\.30\.0\.10 via (\S+)/gm)].map(([, via = ""]) => via);
}

async function batch(sandbox: Sandbox, lines: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await sandbox.run(["ip", "-batch", "-"], { input: lines.join("\n") });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}
