/** What a container was found to be, for tests. */
import type { Facts } from '../../src/model/action-state.ts';

export type State = Facts['state'];

/** A container's state of a word: `running`, `paused`, `restarting`, `exited`. */
export function stateOf(word: string, change: Partial<State> = {}): State {
  return {
    status: word, running: ['running', 'paused', 'restarting'].includes(word), paused: word === 'paused', restarting: word === 'restarting', oomKilled: false, dead: word === 'dead', pid: 1, exitCode: 0,
    error: '', startedAt: '2026-11-23T10:00:00Z', finishedAt: null, health: null, ...change,
  };
}

/** A running container without limits. */
export function facts(change: Partial<Facts> = {}): Facts {
  return {
    id: 'a'.repeat(64), name: 'web', image: 'shop/app:1', imageId: 'sha256:1', state: stateOf('running'), restarts: 0, restartPolicy: { name: 'no', maximum: 0 },
    limits: { memory: 0, memorySwap: 0, cpus: 0, cpuShares: 0, cpuset: '', pids: null }, mounts: [], ports: [], autoRemove: false, stopTimeout: null, stopSignal: '', ...change,
  };
}
