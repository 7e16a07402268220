/** Where the benches run: a real engine of their own, and the demo engine in its own process. */
import { execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { noEngine, startOwnEngine } from '../test/own-engine.ts';
import { childrenOf, usage } from './tools.ts';

export interface Stage {
  readonly address: string;
  /** CPU seconds of the engine itself so far. */
  cpu(): number;
  /** And of the containerd that works for it. */
  wholeCpu(): number;
  /** The docker CLI on this engine; returns what it printed. */
  docker(...args: string[]): string;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** Starts the engine again with the same containers. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** A real Docker engine with nothing in it but a busybox image; null when this machine has none. */
export async function realEngine(): Promise<Stage | null> {
  if (noEngine() !== null) return null;
  const own = await startOwnEngine();
  return {
    address: own.address,
    cpu: () => usage(own.pid()).cpu,
    wholeCpu: () => [own.pid(), ...childrenOf(own.pid())].reduce((sum, pid) => sum + usage(pid).cpu, 0),
    kill: () => own.kill(),
    restart: () => own.restart(),
    docker: (...args) => execFileSync('docker', ['-H', own.address, ...args], { encoding: 'utf8', maxBuffer: 1e9 }).trim(),
    close: () => own.stop(),
  };
}

/** The demo engine as a process of its own. */
export async function demoEngine(...args: string[]): Promise<{ address: string; cpu: () => number; close: () => void }> {
  const child = spawn(process.execPath, ['dist/demo-engine.js', ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [address] = await new Promise<string[]>((done) => createInterface(child.stdout).once('line', (line) => done([line])));
  return { address: address ?? '', cpu: () => usage(child.pid ?? 0).cpu, close: () => child.kill() };
}

/** Starts sleeping containers until there are `count`, `from` of them being there. */
export function sleepers(stage: Stage, count: number, from = 0): void {
  for (let at = from; at < count; at++) stage.docker('run', '-d', '--name', `quiet-${String(at).padStart(3, '0')}`, 'busybox', 'sleep', '1000000');
}

/** A container that writes `lines` numbered lines of 100 bytes as fast as it can once `go` is called, and then sleeps. */
export function writer(stage: Stage, name: string, lines: number): { go: () => void; remove: () => void } {
  const print = `awk 'BEGIN { p = sprintf("%089d", 0); for (i = 1; i <= ${lines}; i++) printf "%09d %s\\n", i, p }'`;
  stage.docker('run', '-d', '--name', name, 'busybox', 'sh', '-c', `while [ ! -e /go ]; do sleep 0.02; done; ${print}; exec sleep 1000000`);
  return { go: () => stage.docker('exec', name, 'touch', '/go'), remove: () => stage.docker('rm', '-f', name) };
}

/** A container that writes about `rate` numbered lines a second until it is removed, also when the engine was started again. */
export function ticker(stage: Stage, name: string, rate: number): void {
  const tenth = Math.max(1, Math.round(rate / 10));
  const script = `n=0; p=$(printf '%089d' 0); while :; do i=0; while [ $i -lt ${tenth} ]; do n=$((n+1)); i=$((i+1)); echo "$n $p"; done; sleep 0.1; done`;
  stage.docker('run', '-d', '--restart', 'always', '--name', name, 'busybox', 'sh', '-c', script);
}
