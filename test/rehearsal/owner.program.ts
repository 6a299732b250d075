import { startFrr } from "../../src/rehearsal/lab/frr.ts";
import { openSandbox } from "../../src/rehearsal/lab/sandbox.ts";
import { wire } from "../../src/rehearsal/lab/wiring.ts";

// Does what gen does: opens a sandbox, starts a router in it, and then works on, or ends and keeps it.
// The names of files, folders and namespaces have the run in them, so that one that is left would be found.
const [run = "", manner = ""] = process.argv.slice(2);

const sandbox = await openSandbox(run, 600);
const router = {
  name: `router-${run}`,
  legs: [{ network: "net", address: "10.9.0.1/24" }],
  sysctls: [],
  routes: [],
  frrConf: `log file /var/log/frr/${run}.log\nrouter bgp 65001\n`,
  daemons: "bgpd=yes\n",
  vtyshConf: "",
};
await wire(sandbox, { networks: [{ name: "net", gateway: "10.9.0.254/24" }] }, [router]);
const { daemons } = await startFrr(sandbox, router);
if (manner === "keep") await sandbox.keep();
console.log(daemons.join(" "));
if (manner === "work") setInterval(() => {}, 1000);
