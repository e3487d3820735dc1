import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";

/** Answers one request; `attempt` counts the requests of this server from one. */
export type Behaviour = (
  request: IncomingMessage,
  response: ServerResponse,
  attempt: number,
) => void;

/** A server on loopback that behaves as it is told. */
export interface TestServer {
  readonly url: string;
  /** Requests seen so far. */
  readonly requests: readonly IncomingMessage[];
  close(): Promise<void>;
}

export async function serve(behaviour: Behaviour): Promise<TestServer> {
  const requests: IncomingMessage[] = [];
  const server: Server = createServer((request, response) => {
    requests.push(request);
    response.on("error", () => {});
    behaviour(request, response, requests.length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/registry.xml`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Starts one that speaks TLS, and counts who connects. */
export async function serveWithTls(
  cert: Buffer,
  key: Buffer,
  behaviour: Behaviour,
): Promise<TestServer & { readonly connections: () => number }> {
  const requests: IncomingMessage[] = [];
  let connections = 0;
  const server = createTlsServer({ cert, key }, (request, response) => {
    requests.push(request);
    behaviour(request, response, requests.length);
  });
  server.on("connection", () => connections++);
  server.on("tlsClientError", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}/registry.xml`,
    requests,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
