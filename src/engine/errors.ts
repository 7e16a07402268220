/** The one error of this folder, and how Node's error codes and an engine's answers become one. */
import { SshError } from './ssh.ts';
import type { ErrorKind, Failure } from './types.ts';

/** Why a call to an engine failed; `failure` is the same as plain data. */
export class EngineError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, cause?: unknown) {
    super(`cannot ${failure.what} at ${failure.where}: ${failure.why}`, { cause });
    this.name = 'EngineError';
    this.failure = failure;
  }
}

/** The failure an EngineError tells of. Anything else, such as a bug or an abort, is thrown again. */
export function failureOf(error: unknown): Failure {
  if (error instanceof EngineError) return error.failure;
  throw error;
}

/** What was tried and where: the first half of every failure. */
export interface Attempt {
  readonly what: string;
  /** The address as a person would type it. */
  readonly where: string;
  /** The far end in short: the socket's path, `host:port` or `user@host`. */
  readonly path: string;
}

/** An EngineError with everything but the reason already known. */
export function engineError(attempt: Attempt, kind: ErrorKind, why: string, hint = '', cause?: unknown): EngineError {
  return new EngineError({ kind, what: attempt.what, where: attempt.where, why, hint, status: null }, cause);
}

const startIt = 'Is Docker running? Start it (systemctl start docker), or name another engine with --host.';
const askForGroup = 'Your user may not open this socket: join the group that owns it (usually docker), then log in again.';
const willRetry = 'The engine may be restarting.';
const busy = 'The engine is busy or hung; it is asked again.';

const wantsCertificate = 'Give it one with --tlscert and --tlskey, DOCKER_CERT_PATH or a context.';
const wantsClient = (path: string) => `${path} wants a client certificate that it knows`;
const unknownSigner = (path: string) => `the certificate of ${path} is signed by nobody who is known here`;
const wantsSigner = 'Name the CA that signed it with --tlscacert, DOCKER_CERT_PATH or a context.';

type Reason = readonly [kind: ErrorKind, why: (path: string) => string, hint: string];

const reasons: Readonly<Record<string, Reason>> = {
  ENOENT: ['unreachable', (path) => `nothing at ${path}`, startIt],
  ENOTDIR: ['unreachable', (path) => `nothing at ${path}`, startIt],
  ECONNREFUSED: ['unreachable', (path) => `nobody listens on ${path}`, startIt],
  EACCES: ['denied', (path) => `no permission to open ${path}`, askForGroup],
  EPERM: ['denied', (path) => `no permission to open ${path}`, askForGroup],
  EAGAIN: ['timeout', (path) => `too many connections wait at ${path}`, busy],
  ECONNRESET: ['unreachable', () => 'the engine broke the connection off', willRetry],
  EPIPE: ['unreachable', () => 'the engine closed the connection', willRetry],
  ENOTSOCK: ['unreachable', (path) => `${path} is no socket`, 'Give the engine\'s socket with --host unix:///path.'],
  EPROTOTYPE: ['unreachable', (path) => `${path} is a socket of another kind`, 'Give the engine\'s socket with --host unix:///path.'],
  ENAMETOOLONG: ['unreachable', () => 'the socket\'s path is too long', 'A socket\'s path may have 107 bytes.'],
  ENOTFOUND: ['unreachable', (path) => `no such host: ${path}`, 'Is the name right, and does this machine know it (DNS)?'],
  EAI_AGAIN: ['unreachable', (path) => `the name of ${path} cannot be looked up now`, 'Is the network up? It is tried again.'],
  ENETUNREACH: ['unreachable', (path) => `there is no route to ${path}`, 'Is the network up?'],
  EHOSTUNREACH: ['unreachable', (path) => `there is no route to ${path}`, 'Is that machine up?'],
  ETIMEDOUT: ['unreachable', (path) => `${path} does not answer`, 'Is that machine up, and may this one reach it (firewall)?'],
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: ['denied', wantsClient, wantsCertificate],
  // older engines say this for a missing certificate too
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: ['denied', wantsClient, wantsCertificate],
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: ['denied', (path) => `${path} does not know who signed the client certificate`, wantsCertificate],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['denied', unknownSigner, wantsSigner],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['denied', unknownSigner, wantsSigner],
  SELF_SIGNED_CERT_IN_CHAIN: ['denied', unknownSigner, wantsSigner],
  DEPTH_ZERO_SELF_SIGNED_CERT: ['denied', unknownSigner, wantsSigner],
  ERR_TLS_CERT_ALTNAME_INVALID: ['denied', (path) => `the certificate of ${path} is for another name`, 'Use the name in the certificate as the host, or have one made for this name.'],
  CERT_HAS_EXPIRED: ['denied', (path) => `the certificate of ${path} has expired`, 'Renew it, and check the clock of both machines.'],
  CERT_NOT_YET_VALID: ['denied', (path) => `the certificate of ${path} is not valid yet`, 'Check the clock of both machines.'],
  ERR_SSL_WRONG_VERSION_NUMBER: ['protocol', (path) => `${path} does not speak TLS`, 'Leave --tlsverify (DOCKER_TLS_VERIFY) out, or use the port that has TLS (usually 2376).'],
  ERR_SSL_PACKET_LENGTH_TOO_LONG: ['protocol', (path) => `${path} does not speak TLS`, 'Leave --tlsverify (DOCKER_TLS_VERIFY) out, or use the port that has TLS (usually 2376).'],
  EMFILE: ['unreachable', () => 'this process has too many open files', 'Raise the limit of open files (ulimit -n).'],
  ENFILE: ['unreachable', () => 'this machine has too many open files', 'Close programs that hold many files open.'],
};

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

/** The EngineError for an error of Node's socket or HTTP parser, by its code. */
export function fromNode(attempt: Attempt, error: unknown): EngineError {
  if (error instanceof SshError) return fromSsh(attempt, error);
  const code = codeOf(error);
  const reason = reasons[code];
  if (reason) return engineError(attempt, reason[0], `${reason[1](attempt.path)} (${code})`, reason[2], error);
  if (code.startsWith('HPE_')) return engineError(attempt, 'protocol', `the answer is not HTTP as we know it (${code})`, 'Is it a Docker engine that listens there?', error);
  const why = firstLine(error instanceof Error ? error.message : String(error));
  return engineError(attempt, 'unreachable', code && !why.includes(code) ? `${why} (${code})` : why, '', error);
}

/** What comes of a connection that never stood. */
const beforeAnything: ReadonlySet<string> = new Set([
  'ENOENT', 'ENOTDIR', 'ECONNREFUSED', 'EAGAIN', 'ENOTSOCK', 'EPROTOTYPE', 'ENAMETOOLONG', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'EMFILE', 'ENFILE',
]);

/** Whether a call that failed without an answer may have reached the engine. */
export function mayHaveArrived({ failure: { kind }, cause }: EngineError): boolean {
  return kind !== 'status' && kind !== 'denied' && !beforeAnything.has(codeOf(cause));
}

const farEnd: Readonly<Record<number, string>> = {
  255: 'Try `ssh %s docker version` by hand once: ssh may not ask anything here (host key, password).',
  127: 'Is docker installed at the far end, and in the PATH of a login without a terminal?',
};

/** The EngineError for an ssh that ended: its own last words tell the most. */
function fromSsh(attempt: Attempt, { status, message }: SshError): EngineError {
  const words = message.split(/[\r\n]+/).filter((line) => line.trim() !== '').at(-1) ?? '';
  const ended = status === null ? '' : `ssh ended with exit code ${status}${words === '' ? '' : ': '}`;
  return engineError(attempt, 'unreachable', `${ended}${firstLine(words)}`, (farEnd[status ?? 0] ?? '').replace('%s', attempt.path));
}

const longest = 500;
/** A megabyte of one line must not be scanned: what counts stands in front. */
const mostRead = 8192;

/** The first line that says something, at most 500 characters; ids in it as short as people know them, since the cause stands behind them. */
export function firstLine(text: string): string {
  const first = text.slice(0, mostRead).split(/[\r\n]+/).map((part) => part.trim()).find((part) => part !== '') ?? '';
  const line = first.replace(/\b([0-9a-f]{12})[0-9a-f]{52}\b/g, '$1');
  return line.length > longest ? `${line.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : line;
}

/** HTML without its tags; any other text as it is, so that `<none>` in a message stays. */
function withoutTags(text: string): string {
  const head = text.slice(0, mostRead);
  if (!/^\s*<[!a-z]/i.test(head)) return head;
  return head.replace(/<(?:style|script)\b[^]*?(?:<\/(?:style|script)\s*>|$)/gi, '').replace(/<[^>]*>/g, '\n');
}

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
}

/** What an engine's error body says; empty when it says nothing. Any body: Docker's and podman's JSON, text, HTML. */
export function messageOf(body: string): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return firstLine(withoutTags(body));
  }
  return typeof parsed === 'string' ? firstLine(parsed) : said(parsed);
}

function said(value: unknown): string {
  const fields = record(value);
  if (!fields) return '';
  for (const field of ['message', 'cause', 'error', 'errorDetail']) {
    const text = fields[field];
    if (typeof text === 'string' && text.trim() !== '') return firstLine(text);
  }
  return '';
}

const hints: Readonly<Record<number, string>> = {
  401: 'This engine, or a proxy in front of it, wants a login.',
  403: 'A proxy in front of the engine may forbid this call.',
  501: 'This container\'s log driver cannot be read back.',
};

/** The EngineError for an answer with an error status. `location` is where a redirect points: it is never followed. */
export function fromAnswer(attempt: Attempt, status: number, body: string, location?: string): EngineError {
  const redirected = status >= 300 && status < 400 && status !== 304;
  const why = redirected ? `redirected to ${firstLine(location ?? '') || 'nowhere'} (HTTP ${status}), which is not followed` : messageOf(body) || `HTTP ${status} (no message)`;
  const hint = redirected ? 'Is it a Docker engine that listens there?' : (hints[status] ?? '');
  return new EngineError({ kind: 'status', what: attempt.what, where: attempt.where, why, hint, status });
}

/** The EngineError inside a 200, as podman sends: an object with a message and a `response` of 400 or more; undefined when it is none. */
export function fromInside(attempt: Attempt, value: unknown): EngineError | undefined {
  const why = said(value);
  const status = record(value)?.['response'];
  if (why === '') return undefined;
  if (typeof status === 'number' && status >= 400) return new EngineError({ kind: 'status', what: attempt.what, where: attempt.where, why, hint: hints[status] ?? '', status });
  return undefined;
}
