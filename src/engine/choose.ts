/** Which engine is meant, found as the docker CLI finds it (its `cli/command/cli.go` and `opts`; field guide 1.1-1.3). */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AddressError, longestPath, type Route, routeOf, type Tls, usualSocket } from './address.ts';
import { contextNamed, contextTls, pemIn } from './contexts.ts';
import { configFolder, readDockerConfig } from './docker-config.ts';
import type { Wanted } from './types.ts';

/** Who named the engine: a flag, the engines panel, the environment, the current context of `config.json`, or nobody: then Docker's own socket or the first other one found. */
export type Why = '--demo' | ':engines' | '--host' | '--context' | 'DOCKER_HOST' | 'DOCKER_CONTEXT' | 'current context' | 'default' | 'found';

/** An engine to watch. */
export interface Address {
  readonly route: Route;
  readonly why: Why;
  /** The name of its context; null outside contexts. */
  readonly context: string | null;
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
  /** A version to speak without asking (DOCKER_API_VERSION); null to settle it with the engine. */
  readonly apiVersion: string | null;
  /** Why what is said to it can be read or faked on the way; null when it cannot. */
  readonly insecure: string | null;
  /** What was wrong on the way to it, as sentences. */
  readonly warnings: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

const said = (env: Environment, name: string) => env[name] !== undefined && env[name] !== '';

/** TLS as `--tls*`, DOCKER_TLS, DOCKER_TLS_VERIFY and DOCKER_CERT_PATH have it, for engines outside contexts; null for none. */
function wantedTls(wanted: Wanted, env: Environment, folder: string): Tls | null {
  const verify = wanted.tlsVerify || said(env, 'DOCKER_TLS_VERIFY');
  const named = wanted.tlsCaCert ?? wanted.tlsCert ?? wanted.tlsKey;
  if (!verify && !said(env, 'DOCKER_TLS')) {
    if (named !== null) throw new AddressError('--tlscacert, --tlscert and --tlskey do nothing without --tlsverify; add it.');
    return null;
  }
  const certificates = env['DOCKER_CERT_PATH'] || folder;
  const one = (flag: string, given: string | null, file: string) => {
    const path = given ?? join(certificates, file);
    const pem = pemIn(path, given === null ? 'TLS' : flag);
    if (pem === null && (given !== null || (verify && file === 'ca.pem'))) {
      throw new AddressError(`${given === null ? 'TLS is asked for' : flag}, and ${path} is not there; name the file with ${flag}, or its folder with DOCKER_CERT_PATH.`);
    }
    return pem;
  };
  return { verify, ca: one('--tlscacert', wanted.tlsCaCert, 'ca.pem'), cert: one('--tlscert', wanted.tlsCert, 'cert.pem'), key: one('--tlskey', wanted.tlsKey, 'key.pem') };
}

const withTls = (route: Route, tls: Tls | null): Route => ('tcp' in route ? { ...route, tcp: { ...route.tcp, tls } } : route);
const loopback = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

function insecurity(route: Route): string | null {
  if (!('tcp' in route)) return null;
  const { tls, host } = route.tcp;
  if (tls) return tls.verify ? null : 'its certificate is not verified';
  return loopback.test(host) ? null : 'plain TCP: anyone on the way can read and change what is said';
}

/** Rootless Docker, then podman as this user and as root, then the sockets of desktop programs. */
export function otherSockets(env: Environment): readonly string[] {
  const runtime = env['XDG_RUNTIME_DIR'];
  const home = env['HOME'];
  const own = runtime === undefined || runtime === '' ? [] : [`${runtime}/docker.sock`, `${runtime}/podman/podman.sock`];
  const desktop = ['.docker/run', '.docker/desktop', '.orbstack/run', '.rd', '.lima/default/sock', '.lima/docker/sock', '.colima/default', '.colima/docker', '.colima'];
  const atHome = home === undefined || home === '' ? [] : [...desktop.map((path) => `${home}/${path}/docker.sock`), `${home}/.local/share/containers/podman/machine/podman.sock`];
  return [...own, '/run/podman/podman.sock', ...atHome].filter((path) => Buffer.byteLength(path) <= longestPath);
}

/** `DOCKER_CUSTOM_HEADERS`: comma-separated `name=value`, in quotes where a comma is meant. */
function customHeaders(value: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [part] of value.matchAll(/(?:"(?:[^"]|"")*"|[^,])+/g)) {
    const pair = part.trim().replace(/^"(.*)"$/s, '$1').replaceAll('""', '"');
    const at = pair.indexOf('=');
    const name = pair.slice(0, at).trim();
    if (at < 1 || !/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw new AddressError(`DOCKER_CUSTOM_HEADERS holds “${pair}”, which is no name=value.`);
    headers[name] = pair.slice(at + 1);
  }
  return headers;
}

function named(wanted: Wanted, env: Environment, current: string): { context: string; why: Why } | null {
  if (wanted.host !== null) return null;
  if (wanted.context !== null) return { context: wanted.context, why: '--context' };
  if (said(env, 'DOCKER_HOST')) return null;
  if (said(env, 'DOCKER_CONTEXT')) return { context: env['DOCKER_CONTEXT'] ?? '', why: 'DOCKER_CONTEXT' };
  return current === '' ? null : { context: current, why: 'current context' };
}

/** The route outside contexts: `--host`, DOCKER_HOST, TLS on this machine, Docker's usual socket, the first other one that exists. */
function defaultRoute(wanted: Wanted, env: Environment, tls: Tls | null, exists: (path: string) => boolean, search: boolean): { route: Route; why: Why } {
  if (wanted.host !== null) return { route: withTls(routeOf(wanted.host, '--host'), tls), why: '--host' };
  if (said(env, 'DOCKER_HOST')) return { route: withTls(routeOf(env['DOCKER_HOST'] ?? '', 'DOCKER_HOST'), tls), why: 'DOCKER_HOST' };
  if (tls) return { route: withTls(routeOf('tcp://localhost:2376', 'TLS'), tls), why: 'default' };
  const found = !search || exists(usualSocket) ? undefined : otherSockets(env).find((path) => exists(path));
  return found === undefined ? { route: routeOf(`unix://${usualSocket}`, 'default'), why: 'default' } : { route: routeOf(`unix://${found}`, 'found'), why: 'found' };
}

/** The engine to watch. Throws AddressError for conflicts, missing contexts and wrong forms; never falls back to another engine than the one named. */
export function chooseEngine(wanted: Wanted, env: Environment, exists: (path: string) => boolean = existsSync): Address {
  if (wanted.host !== null && wanted.context !== null) throw new AddressError('--host and --context exclude each other: both name the engine.');
  const folder = configFolder(env);
  const config = readDockerConfig(folder);
  const common = {
    headers: said(env, 'DOCKER_CUSTOM_HEADERS') ? customHeaders(env['DOCKER_CUSTOM_HEADERS'] ?? '') : config.headers,
    apiVersion: apiVersion(env['DOCKER_API_VERSION'] ?? ''), warnings: config.warning === null ? [] : [config.warning],
  };
  const by = named(wanted, env, config.currentContext);
  if (by && by.context !== 'default') {
    const context = contextNamed(folder, by.context, by.why === 'current context' ? `${join(folder, 'config.json')}` : by.why);
    const route = withTls(routeOf(context.host, `the context “${context.name}”`), contextTls(context));
    return { ...common, route, why: by.why, context: context.name, insecure: insecurity(route) };
  }
  const { route, why } = defaultRoute(wanted, env, wantedTls(wanted, env, folder), exists, by === null);
  const warnings = why === 'DOCKER_HOST' && said(env, 'DOCKER_CONTEXT') ? [...common.warnings, 'DOCKER_HOST is set and wins over DOCKER_CONTEXT, as it does for the docker CLI.'] : common.warnings;
  return { ...common, warnings, route, why: by && why === 'default' ? by.why : why, context: by ? 'default' : null, insecure: insecurity(route) };
}

function apiVersion(value: string): string | null {
  const version = value.trim().replace(/^v/, '');
  if (version === '') return null;
  if (!/^\d{1,4}\.\d{1,4}$/.test(version)) throw new AddressError(`DOCKER_API_VERSION is “${value}”, which is no version such as 1.51.`);
  return version;
}
