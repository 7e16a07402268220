/** Restart policy and limits: as an update asks for them, and what of it an engine left as it was. */
import type { ActionRequest } from './action-types.ts';
import type { Details } from './types.ts';

type Update = Omit<ActionRequest & { verb: 'update' }, 'verb'>;

/** Microseconds; what a quota is a part of. */
const period = 100_000;

/** The body of an update. Podman knows cores as quota and period only, and takes -1 for no limit. */
export function updateBody({ restartPolicy, memory, memorySwap, cpus, pids }: Update, podman: boolean): object {
  const unlimited = podman && memory === 0;
  const swap = memorySwap ?? (unlimited ? -1 : undefined);
  return {
    ...(restartPolicy ? { RestartPolicy: { Name: restartPolicy.name, MaximumRetryCount: restartPolicy.maximum } } : {}),
    ...(memory === undefined ? {} : { Memory: unlimited ? -1 : memory }),
    ...(swap === undefined ? {} : { MemorySwap: swap }),
    ...(cpus === undefined ? {} : podman ? { CpuPeriod: period, CpuQuota: cpus === 0 ? -1 : Math.round(cpus * period) } : { NanoCpus: Math.round(cpus * 1e9) }),
    ...(pids === undefined ? {} : { PidsLimit: pids }),
  };
}

const limit = (value: number | null) => Math.max(0, value ?? 0);

/** What was asked for and does not hold, a sentence each. */
export function notTaken({ restartPolicy, memory, memorySwap, cpus, pids }: Update, { limits, restartPolicy: policy }: Details): readonly string[] {
  const said: string[] = [];
  const check = (what: string, wanted: number | undefined, holds: number | null, unit = '') => {
    if (wanted !== undefined && Math.abs(limit(wanted) - limit(holds)) > 1e-4) said.push(`the engine left the limit of ${what} at ${limit(holds) === 0 ? 'none' : `${limit(holds)}${unit}`}`);
  };
  check('memory', memory, limits.memory, ' bytes');
  if (memorySwap !== 0) check('memory and swap', memorySwap, limits.memorySwap, ' bytes');
  check('CPUs', cpus, limits.cpus);
  check('processes', pids, limits.pids);
  if (restartPolicy && (restartPolicy.name !== policy.name || restartPolicy.maximum !== policy.maximum)) said.push(`the engine left the restart policy at ${policy.name}`);
  return said;
}
