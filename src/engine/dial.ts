/** From a route to a connection: what `http.request` has to be told to reach the engine. */
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import type { Route, TcpRoute } from './address.ts';
import { openSsh } from './ssh.ts';

/** How connections to one engine are made. */
export interface Dial {
  /** Where Node connects by itself; empty when `connect` does it. */
  readonly target: { readonly socketPath?: string; readonly host?: string; readonly port?: number; readonly servername: '' };
  /** Opens a connection that Node's HTTP cannot open by itself. */
  readonly connect: (() => Duplex) | null;
  /** In front of every path. */
  readonly base: string;
  /** The `Host` header. */
  readonly host: string;
  /** The far end in an error's words: a path, `host:port`, `user@host`. */
  readonly at: string;
}

function tls({ host, port, tls: given }: TcpRoute): () => Duplex {
  const { ca = null, cert = null, key = null, verify = true } = given ?? {};
  return () => connectTls({
    host, port, rejectUnauthorized: verify, ...(isIP(host) ? {} : { servername: host }),
    ...(ca === null ? {} : { ca }), ...(cert === null ? {} : { cert }), ...(key === null ? {} : { key }),
  });
}

/** The dial of a route. */
export function dialOf(route: Route): Dial {
  // no server name, said outright: left to find one for TLS, Node compiles its pattern for IPv6 addresses, which a cold start can do without
  const servername = '';
  if ('socketPath' in route) return { target: { socketPath: route.socketPath, servername }, connect: null, base: '', host: 'docker', at: route.socketPath };
  if ('ssh' in route) {
    const { user, host } = route.ssh;
    return { target: { servername }, connect: () => openSsh(route.ssh), base: '', host: 'docker', at: `${user === null ? '' : `${user}@`}${host}` };
  }
  const { host, port, base } = route.tcp;
  const at = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  return { target: { host, port, servername }, connect: route.tcp.tls ? tls(route.tcp) : null, base, host: at, at };
}
