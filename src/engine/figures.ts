/** What a container uses, runs and has changed. */
import type { Asker } from './asking.ts';
import { decodeDetails, json, misshapen } from './decode.ts';
import { type Attempt, EngineError, engineError, fromInside } from './errors.ts';
import { asFields, list, number, text, texts } from './fields.ts';
import type { FileChange, Figures, Processes, Sample, Sizes } from './figure-types.ts';
import { sampleFrom } from './sample.ts';
import { shortened } from './shorten.ts';
import { listByStretches } from './stretches.ts';
import type { Answer } from './transport.ts';
import { takeTurns } from './turns.ts';

/** How many times the usual deadlines an engine may walk through file systems. */
const walk = 6;
/** Changed files that are kept. */
const mostChanges = 100_000;
const kinds: readonly FileChange['kind'][] = ['changed', 'added', 'deleted'];
/** No `comm`: a name with a space in it would move every column behind it. */
const columns = { Docker: '-eo pid,ppid,user,pcpu,pmem,rss,etime,args', Podman: 'pid,ppid,user,pcpu,rss,etime,args' };
const never = new AbortController().signal;

/** A body that is parsed in one go. */
const short = async (attempt: Attempt, { bytes }: Answer) => (await shortened(attempt, bytes, takeTurns())).toString('utf8');

/** The figures of an engine. They may take their time, and hold no other call up. */
export function openFigures({ ask, server, requests }: Asker): Figures {
  const get = (what: string, path: string, signal: AbortSignal, patience = 1) => ask(what, path, signal, patience, true);
  const of = (id: string) => `/containers/${encodeURIComponent(id)}`;
  const isPodman = () => server()?.product === 'Podman';

  /** Bytes of memory of the engine's machine, asked for once (`/info` is dear): what engines write as the limit of a container that has none. null where it cannot be had. */
  let machine: Promise<number | null> | null = null;
  const machineMemory = () => machine ??= get('ask about the machine', '/info', never).then(
    async ({ answer, attempt }) => number(asFields(json(attempt, await short(attempt, answer))) ?? {}, 'MemTotal') || null,
  ).catch((error: unknown) => {
    if (!(error instanceof EngineError)) throw error;
    if (error.failure.kind !== 'status') machine = null;
    return null;
  });

  /** A limit as large as the machine is none. */
  const limited = async (sample: Sample): Promise<Sample> => {
    const { memory } = sample;
    if (!memory || memory.limit === null || memory.limit < (await machineMemory() ?? Infinity)) return sample;
    return { ...sample, memory: { ...memory, limit: null } };
  };

  /** Podman has no reading of what does not run, but an empty body or an error inside a 200: null then, `otherwise` thrown for one that runs. */
  const nullIfOver = async (id: string, signal: AbortSignal, otherwise: Error): Promise<null> => {
    const { answer, attempt } = await get('inspect the container', `${of(id)}/json`, signal);
    const { running } = decodeDetails(attempt, await short(attempt, answer)).state;
    if (running) throw otherwise;
    return null;
  };

  const sample: Figures['sample'] = async (id, signal) => {
    // engines before 1.41 know no one-shot and take a second longer
    const { answer, attempt } = await get('read the figures', `${of(id)}/stats?stream=false&one-shot=true`, signal);
    const body = await short(attempt, answer);
    if (body.trim() === '') return nullIfOver(id, signal, engineError(attempt, 'protocol', 'bad answer: it is empty'));
    const value = json(attempt, body);
    const inside = fromInside(attempt, value);
    if (inside) return nullIfOver(id, signal, inside);
    const found = asFields(value);
    if (!found || Number.isNaN(Date.parse(text(found, 'read')))) throw misshapen(attempt, value, 'a reading');
    const reading = sampleFrom(found, isPodman());
    const whole = reading && await limited(reading);
    signal.throwIfAborted();
    return whole;
  };

  const top = async (id: string, args: string, signal: AbortSignal): Promise<Processes> => {
    const { answer, attempt } = await get('list its processes', `${of(id)}/top${args === '' ? '' : `?ps_args=${encodeURIComponent(args)}`}`, signal);
    const body = await short(attempt, answer);
    if (body.trim() === '') throw engineError(attempt, 'protocol', 'the engine sent nothing', 'Podman does so for a container that is paused or does not run.');
    const value = json(attempt, body);
    const found = asFields(value);
    if (!found || !Array.isArray(found['Titles'])) throw misshapen(attempt, value, 'a list of processes');
    signal.throwIfAborted();
    return processesFrom(texts(found, 'Titles'), list(found, 'Processes'));
  };

  /** Whether this engine's ps was found to know none of our columns. */
  let plain = false;
  const processes: Figures['processes'] = async (id, signal) => {
    if (plain) return top(id, '', signal);
    try {
      return await top(id, isPodman() ? columns.Podman : columns.Docker, signal);
    } catch (error) {
      if (!(error instanceof EngineError) || error.failure.status !== 500) throw error;
      const found = await top(id, '', signal);
      plain = true;
      return found;
    }
  };

  const changes: Figures['changes'] = async (id, signal) => {
    const { answer, attempt } = await get('list what it changed', `${of(id)}/changes`, signal, walk);
    // how an engine writes that nothing was changed
    const entries = answer.bytes.length < 16 && answer.body.trim() === 'null' ? [] : await listByStretches(attempt, answer.bytes, '{"', changeFrom);
    signal.throwIfAborted();
    if (entries.length > mostChanges) throw engineError(attempt, 'protocol', `${entries.length.toLocaleString('en')} files were changed, of which at most ${mostChanges.toLocaleString('en')} can be shown`, 'The docker command line shows them all: docker diff.');
    return entries;
  };

  const sizes: Figures['sizes'] = async (signal) => {
    const { answer, attempt } = await get('ask for the sizes', '/containers/json?all=1&size=1', signal, walk);
    const entries = await listByStretches(attempt, answer.bytes, '{"Id":"', sizesFrom);
    signal.throwIfAborted();
    return new Map(entries);
  };

  return { sample, processes, changes, sizes, requests };
}

/** A row of podman 4.3 comes in one piece, as do its titles. */
function processesFrom(titles: readonly string[], rows: readonly unknown[]): Processes {
  const words = (line: string, most: number) => {
    const parts = line.trim().split(/\s+/);
    return parts.length <= most ? parts : [...parts.slice(0, most - 1), parts.slice(most - 1).join(' ')];
  };
  const inOne = titles.length === 1 && /\s/.test(titles[0] ?? '');
  const split = inOne ? words(titles[0] ?? '', Infinity) : titles;
  const cells = (row: unknown): readonly string[] => {
    const found = (Array.isArray(row) ? row : [row]).map((cell) => (typeof cell === 'string' ? cell : '?'));
    return inOne && found.length === 1 ? words(found[0] ?? '', split.length) : found;
  };
  return { titles: split, rows: rows.map(cells) };
}

function changeFrom(entry: unknown): FileChange {
  const of = asFields(entry) ?? {};
  return { kind: kinds[number(of, 'Kind', 0)] ?? 'changed', path: text(of, 'Path', '?') };
}

/** An own size of zero is left out by Docker. */
function sizesFrom(entry: unknown): readonly [string, Sizes] {
  const of = asFields(entry) ?? {};
  const all = number(of, 'SizeRootFs', -1);
  const own = number(of, 'SizeRw', all < 0 ? -1 : 0);
  return [text(of, 'Id'), { own: own < 0 ? null : own, all: all < 0 ? null : all }];
}
