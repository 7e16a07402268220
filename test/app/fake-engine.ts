/** An engine without wire: it answers at once, hangs or fails as a test says, and notes what it was asked. */
import { fakeActions, type FakeActions } from './fake-actions.ts';
import { fakeFigures, type GivenFigures } from './fake-figures.ts';
import { type FakeSessions, fakeSessions } from './fake-sessions.ts';
import { decodeDetails, decodeList } from '../../src/engine/decode.ts';
import { engineError } from '../../src/engine/errors.ts';
import type { EngineEvent } from '../../src/engine/event-types.ts';
import type { Container, Engine, ErrorKind, LogLine, LogRequest } from '../../src/engine/types.ts';

const attempt = { what: 'ask', where: 'unix:///fake.sock', path: '/fake.sock' };

/** What a test says of a container; the rest is made up. */
export interface Given {
  readonly name: string;
  /** Made of its name when absent. */
  readonly id?: string;
  readonly state?: string;
  readonly status?: string;
  readonly image?: string;
  readonly tty?: boolean;
  readonly openStdin?: boolean;
  readonly stdinOnce?: boolean;
  readonly exitCode?: number;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly env?: readonly string[];
  readonly restarts?: number;
  readonly stopTimeout?: number;
  readonly stopSignal?: string;
  readonly hostConfig?: object;
  readonly mounts?: readonly object[];
  readonly ports?: object;
  readonly networks?: object;
  readonly health?: object;
  readonly healthcheck?: object;
  readonly command?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
}

export interface OpenStream {
  readonly id: string;
  /** What a log was asked for with; null for an attach. */
  readonly request: LogRequest | null;
  say(...texts: string[]): void;
  /** Ends it: properly, or cut. */
  end(complete?: boolean): void;
}

export interface FakeEngine extends Engine, FakeSessions {
  /** Every call so far, such as `list` or `logs web`. */
  readonly calls: string[];
  readonly streams: OpenStream[];
  /** Replaces the fleet. */
  set(...containers: Given[]): void;
  /** From now on calls fail so; null: they work again. Streams that are open are cut. */
  fail(kind: ErrorKind | null, why?: string, hint?: string): void;
  /** From now on calls wait; `wake` lets them go on. */
  hang(): void;
  wake(): void;
  /** Something happens, told by the event feed: to `web`, a second after the one before, unless said otherwise. */
  event(action: string, name?: string, more?: Partial<EngineEvent>): void;
  /** Says what containers use, run and have changed. */
  readonly figures: GivenFigures;
  /** Notes what is done to containers, and says what comes of it. */
  readonly actions: FakeActions;
  /** The one open log stream of a container. What it says is kept, and sent to whoever reads the log. */
  stream(name: string): OpenStream & { readonly request: LogRequest };
  /** The one open attach to a container. */
  attached(name: string): OpenStream;
  /** How often a call was made. */
  count(call: string): number;
}

/** The id of a container that was not given one. */
export const idOf = (name: string) => name.padEnd(12, '0').repeat(6).slice(0, 64);

function listed({ name, id = idOf(name), state = 'running', status = state === 'running' ? 'Up 2 hours' : 'Exited (0) 1 hour ago', image = 'shop/app:1', labels = {} }: Given): object {
  return { Id: id, Names: [`/${name}`], Image: image, Command: 'run', Created: 1_795_000_000, State: state, Status: status, Ports: [], Labels: labels };
}

function inspected({ name, id = idOf(name), restarts = 0, stopTimeout, stopSignal, hostConfig = {}, mounts = [], ports = {}, networks = {}, health, healthcheck, command = ['run'], state = 'running', image = 'shop/app:1', tty = false, openStdin = false, stdinOnce = false, exitCode = 0, startedAt = '2026-11-23T10:00:00Z', finishedAt = '0001-01-01T00:00:00Z', env = [], labels = {} }: Given): object {
  return {
    Id: id, Name: `/${name}`, Image: 'sha256:0123456789abcdef', Created: '2026-11-20T10:00:00Z', RestartCount: restarts,
    State: { Status: state, Running: ['running', 'paused', 'restarting'].includes(state), Paused: state === 'paused', Restarting: state === 'restarting', OOMKilled: false, Dead: false, Pid: 42, ExitCode: exitCode, Error: '', StartedAt: startedAt, FinishedAt: finishedAt, Health: health },
    Config: { Image: image, Tty: tty, OpenStdin: openStdin, StdinOnce: stdinOnce, Env: env, Labels: labels, Cmd: command, StopTimeout: stopTimeout, StopSignal: stopSignal, Healthcheck: healthcheck }, HostConfig: { LogConfig: { Type: 'json-file' }, RestartPolicy: { Name: 'no' }, ...hostConfig }, NetworkSettings: { Networks: networks, Ports: ports }, Mounts: mounts,
  };
}

export function fakeEngine(...fleet: Given[]): FakeEngine {
  let containers = fleet;
  let failure: (() => Error) | null = null;
  let waiting: (() => void)[] | null = null;
  let listener: ((event: EngineEvent) => void) | null = null;
  let stamp = Date.parse('2026-11-23T11:00:00Z');
  let happened = Date.parse('2026-11-23T12:00:00Z');
  const calls: string[] = [];
  const streams: OpenStream[] = [];
  const history = new Map<string, LogLine[]>();
  const idIn = ({ name, id = idOf(name) }: Given) => id;
  const nameOf = (id: string) => containers.find((one) => idIn(one) === id)?.name;

  const gate = async (call: string, signal: AbortSignal) => {
    calls.push(call);
    if (waiting) {
      await new Promise<void>((resolve, reject) => {
        waiting?.push(resolve);
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      });
    }
    signal.throwIfAborted();
    if (failure) throw failure();
  };
  const known = (id: string): Given => {
    const found = containers.find((one) => idIn(one) === id || one.name === id);
    if (!found) throw Object.assign(engineError(attempt, 'status', 'no such container'), { failure: { kind: 'status', what: 'ask', where: 'fake', why: 'no such container', hint: '', status: 404 } });
    return found;
  };
  const lineOf = (text: string): LogLine => {
    stamp += 10;
    const head = `${new Date(stamp).toISOString().replace('Z', '000000Z')} `;
    return { stream: 'stdout', raw: head + text, body: head.length, broken: false };
  };
  const isLog = (stream: OpenStream): stream is OpenStream & { readonly request: LogRequest } => stream.request !== null;
  const one = <Kind extends OpenStream>(name: string, open: readonly Kind[]): Kind => {
    const found = open.filter(({ id }) => id === idOf(name));
    if (found.length !== 1) throw new Error(`${found.length} streams of ${name} are open`);
    return found[0] as Kind;
  };
  /** The lines of the past that a log is asked for. */
  const past = (id: string, { tail = Infinity, since, until }: LogRequest): LogLine[] => {
    const timeOf = ({ raw, body }: LogLine) => Date.parse(raw.slice(0, body - 1));
    const [from, to] = [Math.round(Number(since ?? '0') * 1000), until === undefined ? Infinity : Math.round(Number(until) * 1000)];
    const tailed = tail === 0 ? [] : (history.get(id) ?? []).slice(-tail);
    return tailed.filter((line) => timeOf(line) >= from && timeOf(line) <= to);
  };
  /** Resolves when ended or cut, rejects when its signal is aborted. */
  const held = (signal: AbortSignal, opened: (end: (complete: boolean) => void) => void) => new Promise<{ complete: boolean }>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    opened((complete) => resolve({ complete }));
  });
  /** Opens a stream that a test holds. */
  const opened = (id: string, request: LogRequest | null, say: OpenStream['say'], signal: AbortSignal) => held(signal, (over) => {
    const leave = () => streams.includes(stream) && streams.splice(streams.indexOf(stream), 1);
    const stream: OpenStream = {
      id, request, say,
      end: (complete = true) => {
        leave();
        over(complete);
      },
    };
    streams.push(stream);
    signal.addEventListener('abort', leave, { once: true });
  });

  const note = (call: string) => void calls.push(call.replace(/[0-9a-z-]{64}/, (id) => nameOf(id) ?? 'gone'));

  /** What every call for one container goes through first. */
  const entered = async (call: string, id: string, signal: AbortSignal) => {
    await gate(`${call} ${nameOf(id) ?? 'gone'}`, signal);
    known(id);
  };
  const { given: figures, ...asked } = fakeFigures(gate, (id) => nameOf(id) ?? 'gone', () => containers.map(idIn));

  const { given: actions, ...acted } = fakeActions(note, idOf);

  return {
    ...acted, actions, ...fakeSessions(entered, idOf), ...asked, figures, requests: () => calls.length,
    address: 'unix:///fake.sock', calls, streams,
    set: (...next) => {
      containers = next;
    },
    fail: (kind, why = 'the test says so', hint = '') => {
      failure = kind && (() => engineError(attempt, kind, why, hint));
      if (kind) for (const stream of streams.splice(0)) stream.end(false);
    },
    hang: () => {
      waiting = [];
    },
    wake: () => {
      const all = waiting ?? [];
      waiting = null;
      for (const go of all) go();
    },
    event: (action, name = 'web', more = {}) => {
      happened += 1000;
      const at = more.at ?? happened;
      listener?.({ action, id: idOf(name), name, image: 'shop/app:1', at, stamp: `${at}000000`, exitCode: action === 'die' ? 0 : null, signal: null, health: '', oldName: '', ...more });
    },
    stream: (name) => one(name, streams.filter(isLog)),
    attached: (name) => one(name, streams.filter((stream) => !isLog(stream))),
    count: (call) => calls.filter((made) => made === call).length,
    connect: async (signal) => {
      await gate('connect', signal);
      return { product: 'Docker', version: '28.5.2', api: '1.51' };
    },
    list: async (signal) => {
      await gate('list', signal);
      return { containers: decodeList(attempt, JSON.stringify(containers.map(listed))) as Container[], skew: 0 };
    },
    inspect: async (id, signal) => {
      await gate(`inspect ${nameOf(id) ?? 'gone'}`, signal);
      return decodeDetails(attempt, JSON.stringify(inspected(known(id))));
    },
    logs: async (id, request, receive, signal) => {
      await entered('logs', id, signal);
      const lines = past(id, request);
      if (lines.length > 0) receive(lines);
      if (!request.follow) return { complete: true };
      return opened(id, request, (...texts) => {
        const said = texts.map(lineOf);
        history.set(id, [...(history.get(id) ?? []), ...said]);
        receive(said);
      }, signal);
    },
    attach: async (id, _request, receive, signal) => {
      await entered('attach', id, signal);
      return opened(id, null, (...texts) => receive(texts.map((raw) => ({ stream: 'stdout', raw, body: 0, broken: false }))), signal);
    },
    events: async (receive, signal) => {
      await gate('events', signal);
      listener = receive;
      await held(signal, () => undefined);
    },
    close: () => calls.push('close'),
  };
}
