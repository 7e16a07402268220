/** Processes one can type to: that of a container, and those of execs. */

import { Refusal } from './answer.ts';
import type { DemoContainer } from './container.ts';
import type { Fleet } from './fleet.ts';
import { type DemoProcess, roomIn, startProcess, type Wanted } from './process.ts';
import { longId } from './random.ts';

/** A container's own process, for one run. */
export interface Console {
  readonly process: DemoProcess;
  listen(hear: (error: boolean, text: string) => void): () => void;
}

export interface ExecConfig {
  readonly Cmd?: readonly string[];
  readonly Tty?: boolean;
  readonly AttachStdin?: boolean;
  readonly AttachStdout?: boolean;
  readonly AttachStderr?: boolean;
  readonly User?: string;
  readonly WorkingDir?: string;
  readonly ConsoleSize?: readonly [number, number];
}

export interface Exec {
  readonly id: string;
  readonly container: DemoContainer;
  readonly config: ExecConfig;
  /** Its container's start: it does not outlive it. */
  readonly run: number | null;
  process: DemoProcess | null;
  exitCode: number | null;
  begun: boolean;
}

export interface Consoles {
  /** The process of a container that runs. */
  of(container: DemoContainer): Console;
  createExec(container: DemoContainer, config: ExecConfig): Exec;
  exec(id: string): Exec;
  /** Starts it; `ended` comes after all that it said. */
  start(exec: Exec, write: (error: boolean, text: string) => void, ended: () => void): void;
  /** Whether it runs now. */
  runs(exec: Exec): boolean;
}

/** What cannot be entered in that state. */
export function checkEnterable({ state, id, pid }: DemoContainer): void {
  if (state === 'paused') throw new Refusal(409, `Container ${id} is paused, unpause the container before exec`);
  if (state === 'restarting') throw new Refusal(409, `Container ${id} is restarting, wait until the container is running`);
  if (pid === 0) throw new Refusal(409, `container ${id} is not running`);
}

/** The consoles of a fleet. */
export function createConsoles(fleet: Fleet): Consoles {
  const consoles = new Map<string, Console & { readonly run: number | null }>();
  const execs = new Map<string, Exec>();

  function open(container: DemoContainer): Console & { readonly run: number | null } {
    const { recipe, id, started: run } = container;
    const tty = recipe.tty ?? false;
    const listeners = new Set<(error: boolean, text: string) => void>();
    const wanted = (command: readonly string[]): Wanted => ({ command, tty, user: '', workingDir: '', size: [0, 0] });
    // what is not known to the shell gives back what it reads
    const given = wanted(recipe.command ?? ['sh']);
    const own = roomIn(container, given);
    const [room, asked] = typeof own === 'string' ? [roomIn(container, wanted(['cat'])), wanted(['cat'])] : [own, given];
    if (typeof room === 'string') throw new Error(room);
    const write = (error: boolean, text: string) => {
      if (container.started !== run || container.pid === 0) return;
      container.log.write(error, tty ? text.replaceAll('\r\n', '\n') : text, true);
      for (const hear of listeners) hear(error, text);
    };
    const made = startProcess(room, asked, fleet.clock, write, (code) => {
      if (container.started === run && fleet.containers.has(id)) fleet.exit(id, code);
    });
    return {
      run,
      process: {
        ...made,
        feed: (bytes) => {
          // it has somebody to listen to now
          container.log.hush();
          made.feed(bytes);
        },
      },
      listen(hear) {
        listeners.add(hear);
        return () => listeners.delete(hear);
      },
    };
  }

  const runs = ({ process, exitCode, container, run }: Exec) => process !== null && exitCode === null && container.started === run && container.pid !== 0;

  return {
    runs,
    of(container) {
      const known = consoles.get(container.id);
      if (known?.run === container.started) return known;
      known?.process.kill();
      const made = open(container);
      consoles.set(container.id, made);
      return made;
    },
    createExec(container, config) {
      checkEnterable(container);
      if ((config.Cmd ?? []).length === 0) throw new Refusal(400, 'No exec command specified');
      const made: Exec = { id: longId(`exec ${execs.size} ${container.id} ${fleet.now()}`), container, config, run: container.started, process: null, exitCode: null, begun: false };
      execs.set(made.id, made);
      return made;
    },
    exec(id) {
      const found = execs.get(id);
      if (!found || !fleet.containers.has(found.container.id)) throw new Refusal(404, `No such exec instance: ${id}`);
      return found;
    },
    start(exec, write, ended) {
      const { container, config: { Cmd: command = [], Tty: tty = false, User: user = '', WorkingDir: workingDir = '', ConsoleSize: size = [0, 0] } } = exec;
      exec.begun = true;
      const wanted: Wanted = { command, tty, user, workingDir, size };
      const room = roomIn(container, wanted);
      const over = (code: number) => {
        exec.exitCode = code;
        ended();
      };
      if (typeof room === 'string') {
        write(false, `${room}\r\n`);
        over(room.includes('no such file') || room.includes('not found') ? 127 : 126);
        return;
      }
      exec.process = startProcess(room, wanted, fleet.clock, write, over);
      if (!exec.config.AttachStdin) exec.process.endInput();
    },
  };
}
