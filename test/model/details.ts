/** Details of a container, for tests: what is not said is made up. */
import type { Details } from '../../src/engine/types.ts';

/** Changes to details, and to their state. */
export type Said = Partial<Omit<Details, 'state'>> & { readonly state?: Partial<Details['state']> };

export function detailsOf({ state = {}, ...rest }: Said = {}): Details {
  return {
    id: 'a'.repeat(64), name: 'web', image: 'shop/web:1', imageId: 'sha256:0123456789abcdef', created: '2026-11-20T12:00:00Z', platform: null, tty: false, openStdin: false, stdinOnce: false,
    state: {
      status: 'running', running: true, paused: false, restarting: false, oomKilled: false, dead: false, pid: 42, exitCode: 0, error: '', startedAt: '2026-11-23T10:00:00Z', finishedAt: null, health: null, ...state,
    },
    restarts: 0, restartPolicy: { name: 'no', maximum: 0 }, entrypoint: [], command: ['run'], workingDir: '', user: '', hostname: 'web', env: [], labels: {}, healthcheck: [], healthPlan: { interval: 0, timeout: 0, startPeriod: 0, retries: 0 }, ports: [], networks: [],
    networkMode: 'bridge', mounts: [], tmpfs: {}, limits: { memory: 0, memorySwap: 0, cpus: 0, cpuShares: 0, cpuset: '', pids: null }, log: { driver: 'json-file', options: {} }, autoRemove: false, privileged: false,
    stopSignal: '', stopTimeout: null, text: '{}', ...rest,
  };
}
