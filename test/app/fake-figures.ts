/** Figures of an engine without wire: what containers use, run and have changed, as a test says. */
import type { FileChange, Figures, Processes, Sample, Sizes } from '../../src/engine/figure-types.ts';

/** Sets what a container answers, by its name. Of several answers each is given once and the last from then on; an Error is what the call fails with. */
export interface GivenFigures {
  /** null: it does not run. */
  samples(name: string, ...answers: readonly (Sample | Error | null)[]): void;
  processes(name: string, ...answers: readonly (Processes | Error)[]): void;
  changes(name: string, ...answers: readonly (readonly FileChange[] | Error)[]): void;
  sizes(name: string, ...answers: readonly (Sizes | Error)[]): void;
}

export interface FakeFigures extends Omit<Figures, 'requests'> {
  readonly given: GivenFigures;
}

const nothing: Sample = { at: 0, cpu: null, memory: null, network: null, block: null, pids: null, cpuPercent: null };

/** A reading at a time of the engine's clock; what is left out is unknown. */
export const sampleAt = (at: number, parts: Partial<Sample> = {}): Sample => ({ ...nothing, ...parts, at });

/** Two readings a second apart between which a container used so many percent of a core, on a machine of four. */
export function samplesUsing(percent: number, from = 1_000_000): readonly [Sample, Sample] {
  const second = 1_000_000_000;
  const after = (seconds: number) => sampleAt(from + seconds * 1000, { cpu: { used: 50 * second + (percent / 100) * second * seconds, system: 900 * second + 4 * second * seconds, cores: 4 } });
  return [after(0), after(1)];
}

/** Containers that nothing was said of do not run, have no processes, no changes and no size. `ask` notes a call, waits and fails as the engine does. */
export function fakeFigures(ask: (call: string, signal: AbortSignal) => Promise<void>, nameOf: (id: string) => string, ids: () => readonly string[]): FakeFigures {
  const queues = { samples: new Map<string, readonly unknown[]>(), processes: new Map<string, readonly unknown[]>(), changes: new Map<string, readonly unknown[]>(), sizes: new Map<string, readonly unknown[]>() };
  const next = <Kind>(kind: keyof typeof queues, name: string, otherwise: Kind): Kind => {
    const answers = queues[kind].get(name) ?? [otherwise];
    if (answers.length > 1) queues[kind].set(name, answers.slice(1));
    const answer = answers[0];
    if (answer instanceof Error) throw answer;
    return answer as Kind;
  };
  const give = (kind: keyof typeof queues) => (name: string, ...answers: readonly unknown[]) => void queues[kind].set(name, answers);
  return {
    given: { samples: give('samples'), processes: give('processes'), changes: give('changes'), sizes: give('sizes') },
    sample: async (id, signal) => {
      await ask(`sample ${nameOf(id)}`, signal);
      return next<Sample | null>('samples', nameOf(id), null);
    },
    processes: async (id, signal) => {
      await ask(`processes ${nameOf(id)}`, signal);
      return next<Processes>('processes', nameOf(id), { titles: ['PID', 'CMD'], rows: [] });
    },
    changes: async (id, signal) => {
      await ask(`changes ${nameOf(id)}`, signal);
      return next<readonly FileChange[]>('changes', nameOf(id), []);
    },
    sizes: async (signal) => {
      await ask('sizes', signal);
      return new Map(ids().flatMap((id) => (queues.sizes.has(nameOf(id)) ? [[id, next<Sizes>('sizes', nameOf(id), { own: null, all: null })] as const] : [])));
    },
  };
}
