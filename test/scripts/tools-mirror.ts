import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A mirror on this machine of the places from where install-tools.sh takes its files. */
export interface ToolsMirror {
  readonly address: string;
  /** What it has, by path. */
  readonly files: Map<string, Buffer>;
  /** How many times the transfer of a file breaks off in the middle before it is whole. */
  readonly brokenOff: Map<string, number>;
  /** The paths that it was asked for. */
  readonly requests: string[];
  /** A file, and beside it its sum as the projects write it: a bare one for kubectl, one with the file's name elsewhere. */
  publish(path: string, body: Buffer, suffix: ".sha256" | ".sha256sum"): void;
  close(): void;
}

export async function openMirror(): Promise<ToolsMirror> {
  const files = new Map<string, Buffer>();
  const brokenOff = new Map<string, number>();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    const body = files.get(path);
    const times = brokenOff.get(path) ?? 0;
    requests.push(path);
    if (!body) {
      response.writeHead(404).end("<html>no such file</html>");
    } else if (times > 0) {
      brokenOff.set(path, times - 1);
      response.writeHead(200, { "content-length": body.length });
      response.write(body.subarray(0, body.length / 2), () => response.destroy());
    } else {
      response.writeHead(200, { "content-length": body.length }).end(body);
    }
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files,
    brokenOff,
    requests,
    publish(path, body, suffix) {
      files.set(path, body);
      const rest = suffix === ".sha256" ? "" : `  ${path.slice(path.lastIndexOf("/") + 1)}\n`;
      files.set(`${path}${suffix}`, Buffer.from(`${sha256(body)}${rest}`));
    },
    close: () => server.close(),
  };
}

/** SHA-256 in hexadecimal digits. */
export function sha256(body: string | Buffer): string {
  return createHash("sha256").update(body).digest("hex");
}
