/** Limits and restart policy as people type them: `memory=512m cpus=1.5 pids=100 restart=on-failure:3`. */
import type { ActionRequest, RestartPolicy } from '../engine/action-types.ts';
import type { Facts } from './action-state.ts';

type Update = Omit<Extract<ActionRequest, { verb: 'update' }>, 'verb'>;

const units: readonly (readonly [string, number])[] = [['g', 1024 ** 3], ['m', 1024 ** 2], ['k', 1024]];

/** Bytes in the largest unit that keeps them exact: `512m`. */
export function sizeWord(bytes: number): string {
  const unit = units.find(([, size]) => bytes !== 0 && bytes % size === 0);
  return unit ? `${bytes / unit[1]}${unit[0]}` : String(bytes);
}

function size(text: string): number | null {
  const [, digits = '', letter = ''] = /^(\d+(?:\.\d+)?)([bkmg]?)(?:i?b)?$/i.exec(text) ?? [];
  const unit = units.find(([name]) => name === letter.toLowerCase())?.[1] ?? 1;
  const bytes = Math.round(Number(digits) * unit);
  return digits === '' || !Number.isSafeInteger(bytes) ? null : bytes;
}

const policies = ['no', 'always', 'unless-stopped', 'on-failure'];

function policy(text: string): RestartPolicy | null {
  const [, name = '', tries = '0'] = /^([a-z-]+)(?::(\d{1,6}))?$/.exec(text) ?? [];
  return policies.includes(name) && (tries === '0' || name === 'on-failure') ? { name, maximum: Number(tries) } : null;
}

const policyWord = ({ name, maximum }: RestartPolicy) => (name === 'on-failure' && maximum > 0 ? `${name}:${maximum}` : name);

/** One setting: what is typed for it becomes part of the request, or is wrong; and how it stands at present. */
interface Setting {
  readonly help: string;
  readonly read: (text: string) => Update | null;
  readonly present: (facts: Facts) => string;
}

const number = (text: string, pattern: RegExp) => (pattern.test(text) ? Number(text) : null);

const settings: Readonly<Record<string, Setting>> = {
  memory: {
    help: 'a size such as 512m or 2g (0: no limit)', present: ({ limits }) => sizeWord(limits.memory),
    read: (text) => {
      const memory = size(text);
      return memory === null ? null : { memory };
    },
  },
  swap: {
    help: 'memory and swap together, such as 1g (-1: no limit)', present: ({ limits }) => sizeWord(limits.memorySwap),
    read: (text) => {
      const memorySwap = text === '-1' ? -1 : size(text);
      return memorySwap === null ? null : { memorySwap };
    },
  },
  cpus: {
    help: 'a number of cores such as 1.5 (0: no limit)', present: ({ limits }) => String(limits.cpus),
    read: (text) => {
      const cpus = number(text, /^\d{1,5}(\.\d{1,9})?$/);
      return cpus === null ? null : { cpus };
    },
  },
  pids: {
    help: 'a number of processes such as 100 (0: no limit)', present: ({ limits }) => String(limits.pids ?? 0),
    read: (text) => {
      const pids = number(text, /^\d{1,9}$/);
      return pids === null ? null : { pids };
    },
  },
  restart: {
    help: 'no, always, unless-stopped, on-failure or on-failure:3', present: ({ restartPolicy }) => policyWord(restartPolicy),
    read: (text) => {
      const restartPolicy = policy(text);
      return restartPolicy && { restartPolicy };
    },
  },
};

/** The limits and the policy of a container as they are typed; swap only where it is limited, since most leave it alone. */
export function limitsText(facts: Facts): string {
  return Object.entries(settings).filter(([name]) => name !== 'swap' || facts.limits.memorySwap !== 0).map(([name, { present }]) => `${name}=${present(facts)}`).join(' ');
}

/** What was typed as a request that changes what it names, or the sentence that says what is wrong. What stays as it is for `facts` is left out. */
export function readLimits(typed: string, facts: Facts | null): { readonly request: Extract<ActionRequest, { verb: 'update' }> } | { readonly problem: string } {
  const names = Object.keys(settings).join(', ');
  const given = new Map<string, string>();
  let update: Update = {};
  for (const word of typed.trim().split(/\s+/).filter((one) => one !== '')) {
    const [, name = '', text = ''] = /^([^=]+)=(.*)$/.exec(word) ?? [];
    const setting = Object.hasOwn(settings, name) ? settings[name] : undefined;
    if (!setting) return { problem: name === '' ? `“${word}” is not understood: write name=value, with ${names}.` : `There is no “${name}” to set: there are ${names}.` };
    if (given.has(name)) return { problem: `${name} is given twice.` };
    given.set(name, text);
    const read = setting.read(text);
    if (!read) return { problem: `${name}=${text} cannot be: ${name} is ${setting.help}.` };
    const same = facts && JSON.stringify(setting.read(setting.present(facts))) === JSON.stringify(read);
    if (!same) update = { ...update, ...read };
  }
  if (given.size === 0) return { problem: `Nothing is given to change: write name=value, with ${names}.` };
  return Object.keys(update).length === 0 ? { problem: 'Nothing is changed yet: these are the present values.' } : { request: { verb: 'update', ...update } };
}

/** What an update changes, a line for each setting: `memory: 512m → 1g`; of several containers only what it will be. 0 and -1 are no limit. */
export function changesOf(update: Update, facts: Facts | null): readonly string[] {
  const { memory, memorySwap, cpus, pids, restartPolicy } = update;
  const next: Readonly<Record<string, string | undefined>> = {
    memory: memory === undefined ? undefined : sizeWord(memory), swap: memorySwap === undefined ? undefined : sizeWord(memorySwap), cpus: cpus?.toString(), pids: pids?.toString(),
    restart: restartPolicy && policyWord(restartPolicy),
  };
  const shown = (word: string) => (word === '0' || word === '-1' ? 'no limit' : word);
  return Object.entries(settings).flatMap(([name, { present }]) => {
    const word = next[name];
    return word === undefined ? [] : [`${name}: ${facts ? `${shown(present(facts))} → ` : ''}${shown(word)}`];
  });
}
