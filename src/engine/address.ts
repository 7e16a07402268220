/** Which engine is meant: `--host`, then `DOCKER_HOST`, then the sockets engines usually listen on. */

/** Why this engine: named by `--host`, named by `DOCKER_HOST`, Docker's usual socket, or the first other socket that exists. */
export type Why = 'flag' | 'DOCKER_HOST' | 'default' | 'found';

export interface Address {
  /** As a person would type it: `unix:///var/run/docker.sock`. */
  readonly address: string;
  readonly socketPath: string;
  readonly why: Why;
}

/** What the choice depends on; nothing is read from the process here. */
export interface Surroundings {
  /** The value of `--host`, when given. */
  readonly host?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exists: (path: string) => boolean;
}

/** An address that cannot be used; the message says why in one sentence, and the nearest right form. */
export class AddressError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'AddressError';
  }
}

const usual = '/var/run/docker.sock';
const longestPath = 107;

/** The engine to talk to. Throws AddressError for a form that is wrong or not supported yet, and never falls back to another engine than the one named. */
export function resolveAddress({ host, env, exists }: Surroundings): Address {
  if (host !== undefined) return parsed(host, '--host', 'flag');
  const named = env['DOCKER_HOST'];
  if (named !== undefined && named !== '') return parsed(named, 'DOCKER_HOST', 'DOCKER_HOST');
  const context = env['DOCKER_CONTEXT'];
  if (context !== undefined && context !== '' && context !== 'default') {
    throw new AddressError(`DOCKER_CONTEXT names the context "${context}", and contexts are not supported yet; give its address with --host unix:///path/to/docker.sock.`);
  }
  if (exists(usual)) return at(usual, 'default');
  const found = otherSockets(env).find((path) => exists(path));
  return found === undefined ? at(usual, 'default') : at(found, 'found');
}

function at(socketPath: string, why: Why): Address {
  return { address: `unix://${socketPath}`, socketPath, why };
}

/** Rootless Docker, then podman as this user and as root. */
function otherSockets(env: Surroundings['env']): readonly string[] {
  const runtime = env['XDG_RUNTIME_DIR'];
  const own = runtime === undefined || runtime === '' ? [] : [`${runtime}/docker.sock`, `${runtime}/podman/podman.sock`];
  return [...own, '/run/podman/podman.sock'].filter((path) => Buffer.byteLength(path) <= longestPath);
}

function parsed(text: string, source: string, why: Why): Address {
  const value = text.trim();
  if (value === '') throw new AddressError(`${source} is empty; give an address such as unix://${usual}.`);
  if (value.includes('\0')) throw new AddressError(`${source} holds a zero byte; give an address such as unix://${usual}.`);
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(value)?.[1]?.toLowerCase();
  if (scheme === 'unix') return unix(value.slice('unix://'.length), source, why);
  throw new AddressError(refusal(value, scheme, source));
}

function unix(path: string, source: string, why: Why): Address {
  if (path === '') return at(usual, why);
  const bytes = Buffer.byteLength(path);
  if (bytes > longestPath) throw new AddressError(`${source} names a socket path of ${bytes} bytes, and the system allows ${longestPath}; use a shorter path or a link to it.`);
  return at(path, why);
}

function refusal(value: string, scheme: string | undefined, source: string): string {
  const here = `give a socket on this machine, such as unix://${usual}`;
  switch (scheme) {
    case 'tcp': case 'http': case 'https':
      return `${source} is ${value}, and engines over TCP are not supported yet; ${here}.`;
    case 'ssh':
      return `${source} is ${value}, and engines over ssh are not supported yet; forward its socket with ssh -L /tmp/docker.sock:${usual} HOST and use unix:///tmp/docker.sock.`;
    case 'npipe':
      return `${source} is ${value}, a Windows pipe, which is not supported; ${here}.`;
    case 'fd':
      return `${source} is ${value}, a form only the engine itself understands; ${here}.`;
    case undefined:
      break;
    default:
      return `${source} is ${value}, and "${scheme}" is no kind of address that is known here; ${here}.`;
  }
  if (/^unix:/i.test(value)) return `${source} is ${value}; two slashes are missing: write unix://${value.slice('unix:'.length)}.`;
  if (value.startsWith('/')) return `${source} is a bare path; write unix://${value}.`;
  if (value.includes('/') && value.endsWith('.sock')) return `${source} is a bare path; write unix:// and the full path in front of ${value}.`;
  return `${source} is ${value}, which would be an engine over TCP, and those are not supported yet; ${here}.`;
}
