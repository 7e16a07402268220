/** `POST /containers/{id}/update`: restart policy and limits, checked as Docker does. */

import { cores } from './about.ts';
import { Refusal } from './answer.ts';
import type { DemoContainer } from './container.ts';
import type { Fleet } from './fleet.ts';

export interface Limits {
  /** Bytes; 0 is none. Swap counts memory in, and -1 is none. */
  readonly memory: number;
  readonly memorySwap: number;
  readonly nanoCpus: number;
  /** 0 is none, null never set. */
  readonly pids: number | null;
}

interface Body {
  readonly RestartPolicy?: { readonly Name?: string; readonly MaximumRetryCount?: number };
  readonly Memory?: number;
  readonly MemorySwap?: number;
  readonly NanoCpus?: number;
  readonly PidsLimit?: number | null;
}

const leastMemory = 6 * 1024 * 1024;
const policies: ReadonlySet<string> = new Set(['no', 'always', 'on-failure', 'unless-stopped']);

function read(type: string | undefined, text: string): Body {
  if (type === undefined || type === '') throw new Refusal(400, 'malformed Content-Type header (): mime: no media type');
  if (!/^application\/json\s*(;|$)/.test(type)) throw new Refusal(400, `unsupported Content-Type header (${type}): must be 'application/json'`);
  try {
    const body: unknown = JSON.parse(text === '' ? '{}' : text);
    if (typeof body !== 'object' || body === null) throw new SyntaxError('no object');
    return body;
  } catch {
    throw new Refusal(400, 'invalid JSON: unexpected EOF');
  }
}

/** Changes the container; the answer. A 0 changes nothing but the limit of processes. */
export function update(fleet: Fleet, container: DemoContainer, type: string | undefined, text: string): string {
  const { RestartPolicy, Memory = 0, MemorySwap = 0, NanoCpus = 0, PidsLimit } = read(type, text);
  const { limits } = container;
  const { Name: name = '', MaximumRetryCount: maximum = 0 } = RestartPolicy ?? {};
  if (name !== '' && !policies.has(name)) throw new Refusal(400, `invalid restart policy: unknown policy '${name}'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'`);
  if (maximum !== 0 && name !== 'on-failure') throw new Refusal(400, "invalid restart policy: maximum retry count can only be used with 'on-failure'");
  if (Memory !== 0 && Memory < leastMemory) throw new Refusal(400, 'Minimum memory limit allowed is 6MB');
  if (Memory > 0 && MemorySwap > 0 && MemorySwap < Memory) throw new Refusal(400, 'Minimum memoryswap limit should be larger than memory limit, see usage');
  if (NanoCpus < 0 || NanoCpus > cores * 1e9) throw new Refusal(400, `Range of CPUs is from 0.01 to ${cores}.00, as there are only ${cores} CPUs available`);
  if (Memory > limits.memorySwap && limits.memorySwap !== -1 && MemorySwap === 0) {
    throw new Refusal(409, `Cannot update container ${container.id}: Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time`);
  }
  fleet.update(container.id, {
    memory: Memory || limits.memory, memorySwap: MemorySwap || limits.memorySwap, nanoCpus: NanoCpus || limits.nanoCpus,
    pids: typeof PidsLimit === 'number' ? Math.max(0, PidsLimit) : limits.pids,
  }, name === '' ? container.restart : { name, maximum });
  return '{"Warnings":null}';
}
