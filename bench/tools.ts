/** What every bench needs: figures of a process, medians, one line a figure. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** CPU seconds of a process so far, and its resident memory now and at most, in MB. From /proc, so Linux only. */
export function usage(pid: number): { cpu: number; memory: number; peak: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? '0') / 1024;
  return { cpu: (Number(fields[11]) + Number(fields[12])) / 100, memory: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}

/** What a process holds at present: memory in MB, open files, how many of them are sockets, and processes of its own. */
export function held(pid: number): { memory: number; files: number; sockets: number; children: number } {
  const open = readdirSync(`/proc/${pid}/fd`).map((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`);
    } catch {
      return '';
    }
  });
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter((word) => word !== '');
  return { memory: usage(pid).memory, files: open.length, sockets: open.filter((name) => name.startsWith('socket:')).length, children: children.length };
}

/** The processes that a process has started, whichever of its threads did. */
export function childrenOf(pid: number): readonly number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter((word) => word !== '').map(Number));
}

/** The processes with `NAME=value` in their environment. */
export function marked(variable: string): readonly string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(variable);
    } catch {
      return false;
    }
  });
}

/** The value below which `part` of the values lie. */
export const quantile = (values: readonly number[], part: number) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;

export const rest = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));

/** One figure on a line of its own. */
export function say(name: string, value: string): void {
  process.stdout.write(`${name.padEnd(62)} ${value}\n`);
}

export const seconds = (since: number) => (performance.now() - since) / 1000;
