import type { LabHandle } from "./lab-handle.ts";

/** A web server on a node that answers every request with the node's name, once per connection. */
export async function serveName(lab: LabHandle, node: string, address: string): Promise<void> {
  const script = `
    require("node:http")
      .createServer((_, answer) => answer.setHeader("connection", "close").end(${JSON.stringify(node)}))
      .listen(80, ${JSON.stringify(address)})`;
  await lab.start(node, [process.execPath, "-e", script]);
}

/** How often each node answers when `client` opens `connections` TCP connections to port 80, one after another. */
export async function countAnswers(
  lab: LabHandle,
  client: string,
  address: string,
  connections: number,
): Promise<ReadonlyMap<string, number>> {
  const script = `
    const ask = () => new Promise((resolve, reject) =>
      require("node:http")
        .get({ host: ${JSON.stringify(address)}, agent: false, timeout: 2000 }, (answer) =>
          answer.setEncoding("utf8").on("data", resolve))
        .on("timeout", function () { this.destroy(new Error("no answer in 2 s")); })
        .on("error", reject));
    (async () => { for (let i = 0; i < ${connections}; i++) console.log(await ask()); })();`;
  const names = (await lab.run(client, [process.execPath, "-e", script])).trim().split("\n");
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
