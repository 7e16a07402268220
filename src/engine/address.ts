/** What an engine's address says: how to reach it. Forms as the docker CLI takes them; what it would take wrongly is refused with the right form. */

/** TLS for one engine; certificates and keys as PEM text, null when there are none. */
export interface Tls {
  /** False only when a context or DOCKER_TLS says so: the engine's certificate is then not looked at. */
  readonly verify: boolean;
  readonly ca: string | null;
  readonly cert: string | null;
  readonly key: string | null;
}

export interface TcpRoute {
  readonly host: string;
  readonly port: number;
  /** In front of every path: empty or `/base`. */
  readonly base: string;
  readonly tls: Tls | null;
}

export interface SshRoute {
  readonly host: string;
  readonly user: string | null;
  readonly port: number | null;
  /** The engine's socket at the far end; null for its usual one. */
  readonly path: string | null;
}

/** How to reach an engine. `address` is as a person would type it. */
export type Route =
  | { readonly address: string; readonly socketPath: string }
  | { readonly address: string; readonly tcp: TcpRoute }
  | { readonly address: string; readonly ssh: SshRoute };

/** An address or a choice of engine that cannot be used; the message says why in one sentence, and the nearest right form. */
export class AddressError extends Error {
  override readonly name = 'AddressError';
}

export const usualSocket = '/var/run/docker.sock';
/** What the system allows a socket's path, bytes. */
export const longestPath = 107;

/** The route a text means; `source` is where it stands, for the error (`--host`, `DOCKER_HOST`). TLS is not an address's business. */
export function routeOf(text: string, source: string): Route {
  const value = text.trim();
  if (value === '') throw new AddressError(`${source} is empty; give an address such as unix://${usualSocket}.`);
  if (value.includes('\0')) throw new AddressError(`${source} holds a zero byte; give an address such as unix://${usualSocket}.`);
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(value) ?? [];
  switch (scheme.toLowerCase()) {
    case 'unix': return unix(rest, source);
    case 'tcp': return tcp(value, source);
    case 'ssh': return ssh(value, source);
    default: throw new AddressError(refusal(value, scheme.toLowerCase(), source));
  }
}

function unix(path: string, source: string): Route {
  const socketPath = path === '' ? usualSocket : path;
  const bytes = Buffer.byteLength(socketPath);
  if (bytes > longestPath) throw new AddressError(`${source} names a socket path of ${bytes} bytes, and the system allows ${longestPath}; use a shorter path or a link to it.`);
  return { address: `unix://${socketPath}`, socketPath };
}

function parsedUrl(value: string, source: string): URL {
  // the URL class knows the parts of http only; the scheme's own port is ours to say
  const url = URL.canParse(value.replace(/^[a-z]+:/i, 'http:')) ? new URL(value.replace(/^[a-z]+:/i, 'http:')) : null;
  if (!url || url.hostname === '') throw new AddressError(`${source} is ${hidden(value)}, which has no host in it; write tcp://host:2376 or ssh://user@host.`);
  if (url.password !== '') throw new AddressError(`${source} holds a password, which would stand in every process list; leave it out of ${hidden(value)}.`);
  if (url.search !== '' || url.hash !== '') throw new AddressError(`${source} is ${hidden(value)}; an engine's address ends with its port or path, without ? and #.`);
  return url;
}

/** The address without a password in it. */
const hidden = (value: string) => value.replace(/(:\/\/[^/@]*):[^/@]*@/, '$1:…@');
const bare = (host: string) => host.replace(/^\[(.*)\]$/, '$1');
/** The port as written: the URL class drops an http port that is the usual one. */
const portOf = (value: string) => Number(/^[a-z]+:\/\/[^/]*:(\d+)(?:\/|$)/i.exec(value)?.[1] ?? '0') || null;

function tcp(value: string, source: string): Route {
  const url = parsedUrl(value, source);
  if (url.username !== '') throw new AddressError(`${source} is ${hidden(value)}; an engine over TCP knows no users: leave “${url.username}@” out.`);
  const base = url.pathname.replace(/\/+$/, '');
  const port = portOf(value) ?? 2375;
  return { address: `tcp://${url.hostname}:${port}${base}`, tcp: { host: bare(url.hostname), port, base, tls: null } };
}

function ssh(value: string, source: string): Route {
  const url = parsedUrl(value, source);
  const user = userOf(url, value, source);
  const host = bare(url.hostname);
  if (host.startsWith('-') || user?.startsWith('-')) throw new AddressError(`${source} is ${value}; neither user nor host may begin with a dash.`);
  const path = url.pathname.replace(/^\/$/, '');
  const port = portOf(value);
  return { address: `ssh://${user === null ? '' : `${user}@`}${url.hostname}${port === null ? '' : `:${port}`}${path}`, ssh: { host, user, port, path: path === '' ? null : path } };
}

function userOf(url: URL, value: string, source: string): string | null {
  try {
    return url.username === '' ? null : decodeURIComponent(url.username);
  } catch {
    throw new AddressError(`${source} is ${value}; a percent sign in the user is written %25.`);
  }
}

function refusal(value: string, scheme: string, source: string): string {
  const here = `give a socket on this machine such as unix://${usualSocket}, tcp://host:2376 or ssh://user@host`;
  switch (scheme) {
    case 'http': case 'https':
      return `${source} is ${hidden(value)}; write tcp:// in place of ${scheme}://${scheme === 'https' ? ', with --tlsverify' : ''}.`;
    case 'npipe': return `${source} is ${value}, a Windows pipe, which is not supported; ${here}.`;
    case 'fd': return `${source} is ${value}, a form only the engine itself understands; ${here}.`;
    case '': break;
    default: return `${source} is ${hidden(value)}, and “${scheme}” is no kind of address that is known here; ${here}.`;
  }
  if (/^unix:/i.test(value)) return `${source} is ${value}; two slashes are missing: write unix://${value.slice('unix:'.length)}.`;
  if (value.startsWith('/')) return `${source} is a bare path; write unix://${value}.`;
  if (value.includes('/') && value.endsWith('.sock')) return `${source} is a bare path; write unix:// and the full path in front of ${value}.`;
  if (/^[\w.-]+:\d+/.test(value)) return `${source} is ${value}, without its kind; write tcp://${value}.`;
  return `${source} is ${hidden(value)}, which is no address; ${here}.`;
}
