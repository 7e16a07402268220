/** Engines: who named them, what is known of them, and those that could be watched. */
import type { Container, EngineInfo, Failure } from '../engine/types.ts';
import type { Row } from './row.ts';

/** Which engine is watched, and who said so. */
export interface EngineChoice {
  readonly address: string;
  /** The name of its docker context; null outside contexts. */
  readonly context: string | null;
  /** Who named it: a flag, a variable, the current context, `default`, `found`, `--demo`, `:engines`. */
  readonly why: string;
  readonly demo: boolean;
  /** Why what is said to it can be read or faked on the way; null when it cannot. */
  readonly insecure: string | null;
  /** What else the docker command has to be told to reach it: `--tlsverify`. */
  readonly tls?: readonly string[];
}

export interface EngineState extends EngineChoice {
  readonly info: EngineInfo | null;
  /** As listed last; null before the first list. */
  readonly listed: readonly Row[] | null;
  /** When the last list arrived, milliseconds; null before the first. */
  readonly listedAt: number | null;
  /** Milliseconds after which the next list was to be asked for then. */
  readonly pause: number;
  /** Its clock minus ours, milliseconds. */
  readonly skew: number;
  /** The latest failure of the list; null while all is well. */
  readonly failure: Failure | null;
  readonly failingSince: number | null;
  /** When the next attempt is due, milliseconds; null when none is planned. */
  readonly retryAt: number | null;
  /** Rises each time the engine comes back, so that streams of before start anew. */
  readonly epoch: number;
  /** Rises each time it is to be tried at once. */
  readonly tries: number;
}

/** What is asked for: a context by its name, an engine by its address, or the demo engine. */
export interface EngineWish {
  readonly kind: 'context' | 'host' | 'demo';
  readonly name: string;
  /** Instead of those that are watched, not beside them. */
  readonly alone: boolean;
}

/** An engine that could be watched. */
export interface EngineOffer {
  readonly kind: EngineWish['kind'];
  /** What to ask for. */
  readonly name: string;
  /** Where it is; empty when that is not known. */
  readonly address: string;
  /** Why it cannot be watched; null when nothing is known against it. */
  readonly problem: string | null;
  /** What it said when it was asked, or why it said nothing; null while it has not been asked. */
  readonly answer: EngineInfo | Failure | null;
}

/** The state of an engine not yet asked. */
export function freshEngine(choice: EngineChoice): EngineState {
  return {
    ...choice, info: null, listed: null, listedAt: null, pause: 0, skew: 0, failure: null, failingSince: null, retryAt: null, epoch: 0, tries: 0,
  };
}

/** How an engine is named to people, in short: its context, or its address without what goes without saying. Not sanitised. */
export function engineName({ context, demo, address }: EngineChoice): string {
  if (demo) return 'demo';
  if (context !== null) return context;
  return address === 'unix:///var/run/docker.sock' ? 'local' : address.replace(/^(unix|tcp|ssh):\/\//, '').replace(/(?<=.)\/docker\.sock$/, '');
}

const plainWhys: ReadonlySet<string> = new Set(['--host', '--context', 'default', '--demo', ':engines']);

/** Who named an engine; empty where that needs no word: this command line, the engines panel or nobody. */
export const namedBy = ({ why }: EngineChoice) => (plainWhys.has(why) ? '' : why);

/** The sentence that warns of an insecure engine. */
export function insecureText(engine: EngineChoice, named: boolean): string {
  return `${named ? engineName(engine) : 'This engine'} is INSECURE: ${engine.insecure ?? ''}.`;
}

/** A row of an engine, field by field: spread, five thousand of them take 50 ms in place of 1. */
function rowOf(container: Container, engine: string, where: string): Row {
  const { id, name, image, command, created, state, status, health, exitCode, age, ports, networks, restarts, labels, project, service } = container;
  return { id, name, image, command, created, state, status, health, exitCode, age, ports, networks, restarts, labels, project, service, container, engine, where };
}

/** Containers as rows of an engine. A container that did not change is the very same row as before. */
export function rowsOf(engine: EngineChoice, containers: readonly Container[], before: readonly Row[] = []): readonly Row[] {
  const where = engineName(engine);
  let known: Map<Container, Row> | null = null;
  return containers.map((container, at) => {
    // most lists come in the order of the one before
    const same = before[at];
    if (same?.container === container) return same;
    known ??= new Map(before.map((row) => [row.container, row]));
    return known.get(container) ?? rowOf(container, engine.address, where);
  });
}
