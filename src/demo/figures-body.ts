/** What a container uses, runs and has changed, as Docker 28 on cgroup v2 tells it: `stats`, `top` and `changes`. */

import { Refusal } from './answer.ts';
import { timeText } from './clock.ts';
import type { DemoContainer } from './container.ts';
import type { Fleet } from './fleet.ts';
import { usageOf } from './load.ts';
import { commandLine } from './network-body.ts';

const zeroTime = '0001-01-01T00:00:00Z';
const cores = 8;
/** Of the machine: bytes of memory, and nanoseconds all cores had when the fleet came up. */
const machine = { memory: 33_554_432_000, uptime: 3_600e9 };

const throttling = { periods: 0, throttled_periods: 0, throttled_time: 0 };
const noCpu = { cpu_usage: { total_usage: 0, usage_in_kernelmode: 0, usage_in_usermode: 0 }, throttling_data: throttling };
const blkio = (bytes: readonly object[] | null) => {
  const rest = { io_serviced_recursive: null, io_queue_recursive: null, io_service_time_recursive: null, io_wait_time_recursive: null, io_merged_recursive: null, io_time_recursive: null, sectors_recursive: null };
  return { io_service_bytes_recursive: bytes, ...rest };
};

/** One reading; of a container that does not run, the zeros that Docker sends. */
export function statsBody(fleet: Fleet, container: DemoContainer): string {
  const { id, name } = container;
  const head = { name: `/${name}`, id };
  if (container.pid === 0) {
    return JSON.stringify({ ...head, read: zeroTime, preread: zeroTime, pids_stats: {}, blkio_stats: blkio(null), num_procs: 0, storage_stats: {}, cpu_stats: noCpu, precpu_stats: noCpu, memory_stats: {} });
  }
  const now = fleet.now();
  const { cpu, memory, cache, received, sent, read, written, pids } = usageOf(container, now);
  const op = (word: string, value: number) => ({ major: 259, minor: 0, op: word, value });
  const traffic = { rx_bytes: received, rx_packets: Math.ceil(received / 900), rx_errors: 0, rx_dropped: 0, tx_bytes: sent, tx_packets: Math.ceil(sent / 900), tx_errors: 0, tx_dropped: 0 };
  return JSON.stringify({
    ...head, read: timeText(fleet.epoch, now), preread: zeroTime,
    pids_stats: { current: pids, limit: 38_000 }, blkio_stats: blkio([op('read', read), op('write', written)]), num_procs: 0, storage_stats: {},
    cpu_stats: { cpu_usage: { total_usage: cpu, usage_in_kernelmode: Math.floor(cpu / 4), usage_in_usermode: cpu - Math.floor(cpu / 4) }, system_cpu_usage: (now + machine.uptime) * cores, online_cpus: cores, throttling_data: throttling },
    precpu_stats: noCpu,
    memory_stats: { usage: memory + cache, stats: { active_anon: 0, active_file: 0, anon: memory, file: cache, inactive_anon: memory, inactive_file: cache, pgfault: 1200, pgmajfault: 0 }, limit: container.recipe.memory ?? machine.memory },
    ...(container.network === 'none' ? {} : { networks: { eth0: traffic } }),
  });
}

/** What may be asked of ps with `-eo`, and what stands above it. */
const titles: Readonly<Record<string, string>> = { pid: 'PID', ppid: 'PPID', user: 'USER', pcpu: '%CPU', pmem: '%MEM', rss: 'RSS', etime: 'ELAPSED', args: 'COMMAND' };
const usual = ['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD'];

interface Process {
  readonly pid: number;
  readonly ppid: number;
  readonly command: string;
  /** Its part of what the container uses. */
  readonly part: number;
}

/** The first process and its children, about as many as the container has. */
function processesOf(container: DemoContainer, count: number): Process[] {
  const command = commandLine(container).join(' ');
  const children = Math.min(5, Math.ceil(count / 3) - 1);
  const word = command.split(/[ /]/).find((part) => /^[a-z]/.test(part)) ?? 'worker';
  const child = (place: number) => ({ pid: container.pid + 7 * (place + 1), ppid: container.pid, command: `${word}: worker process ${place + 1}`, part: 0.6 / children });
  return [{ pid: container.pid, ppid: 900, command, part: children === 0 ? 1 : 0.4 }, ...Array.from({ length: children }, (_, place) => child(place))];
}

function elapsed(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const [days, hours] = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24];
  return `${days > 0 ? `${days}-` : ''}${days + hours > 0 ? `${two(hours)}:` : ''}${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** Its processes as ps prints them for `-ef`, or for `-eo` and a list of columns. */
export function topBody(fleet: Fleet, container: DemoContainer, query: URLSearchParams): string {
  if (container.pid === 0) throw new Refusal(409, `container ${container.id} is not running`);
  const args = query.get('ps_args') ?? '-ef';
  const asked = /^-eo ([a-z,]+)$/.exec(args)?.[1]?.split(',');
  const strange = asked?.find((column) => titles[column] === undefined);
  if (strange !== undefined) throw new Refusal(500, `ps: error: unknown user-defined format specifier "${strange}"`);
  const now = fleet.now();
  const usage = usageOf(container, now);
  const seconds = Math.max(1, (now - (container.started ?? now)) / 1e9);
  const user = container.recipe.user ?? 'root';
  const started = timeText(fleet.epoch, container.started).slice(11, 16);
  const rows = processesOf(container, usage.pids).map(({ pid, ppid, command, part }) => {
    const percent = (usage.cpu * part) / seconds / 1e7;
    const memory = usage.memory * part;
    if (asked === undefined) return [user, String(pid), String(ppid), String(Math.floor(percent)), started, '?', elapsed((usage.cpu * part) / 1e9).padStart(8, '00:'), command];
    const cells: Readonly<Record<string, string>> = {
      pid: String(pid), ppid: String(ppid), user, pcpu: percent.toFixed(1), pmem: ((100 * memory) / machine.memory).toFixed(1), rss: String(Math.floor(memory / 1024)), etime: elapsed(seconds), args: command,
    };
    return asked.map((column) => cells[column] ?? '');
  });
  return JSON.stringify({ Processes: rows, Titles: asked?.map((column) => titles[column]) ?? usual });
}

/** What differs from its image: little, unless its recipe says more. */
export function changesBody(container: DemoContainer): string {
  const usually = container.started === null ? [] : [{ Path: '/run', Kind: 0 }, { Path: `/run/${commandLine(container)[0]?.split('/').at(-1) ?? 'app'}.pid`, Kind: 1 }, { Path: '/tmp', Kind: 0 }, { Path: '/tmp/cache', Kind: 1 }];
  const kinds = { changed: 0, added: 1, deleted: 2 };
  const said = (container.recipe.changes ?? []).map(({ kind, path }) => ({ Path: path, Kind: kinds[kind] }));
  const all = [...usually, ...said];
  return all.length === 0 ? 'null' : JSON.stringify(all);
}
