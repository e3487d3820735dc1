import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
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
