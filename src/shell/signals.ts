/** What signals do: to the background and back, ctrl-c to who has the terminal, and the end. */
import type { Clock } from '../app/clock.ts';
import type { Terminal } from '../app/ports.ts';
import type { Foreground } from './foreground.ts';

/** The process that hears signals: `process` or a stand-in. */
export interface Signalled {
  readonly pid: number;
  on(signal: NodeJS.Signals, heard: () => void): unknown;
  off(signal: NodeJS.Signals, heard: () => void): unknown;
  kill(pid: number, signal: NodeJS.Signals): unknown;
}

/** What signals act on. `end` ends the program with an exit code. */
export interface SignalOptions {
  readonly self: Signalled;
  readonly terminal: Pick<Terminal, 'leave' | 'enter'>;
  readonly foreground: Foreground;
  readonly after: Clock['after'];
  readonly end: (code: number) => void;
  /** Hears that the process is about to stop for a while. */
  readonly suspending: () => void;
}

/** How long a program that has the terminal may take to stop, milliseconds. */
const leaving = 100;

/** Listens to signals from now on; the returned function goes to the background as ctrl-z does. */
export function heedSignals({ self, terminal, foreground, after, end, suspending }: SignalOptions): () => void {
  let callOff = () => undefined as void;
  /** Stops this process, or its whole group as the terminal would; where no shell could bring it back, the system ignores that and the screen returns. */
  const pause = (group: boolean) => {
    suspending();
    terminal.leave();
    self.off('SIGTSTP', stopped);
    self.kill(group ? 0 : self.pid, 'SIGTSTP');
    // runs once the process goes on: in the foreground again
    after(0, () => {
      self.on('SIGTSTP', stopped);
      if (!foreground.given) terminal.enter();
    });
  };
  const stopped = () => {
    if (!foreground.given) return pause(false);
    // the program that has the terminal leaves its screen first: the shell writes as soon as this process has stopped
    callOff();
    callOff = after(leaving, () => pause(false));
  };
  /** ctrl-c and ctrl-\ are for the program that has the terminal. */
  const interrupt = (code: number) => () => (foreground.given ? foreground.interrupt() : end(code));
  self.on('SIGTSTP', stopped);
  self.on('SIGINT', interrupt(130));
  self.on('SIGQUIT', interrupt(131));
  self.on('SIGTERM', () => end(143));
  self.on('SIGHUP', () => end(129));
  return () => pause(true);
}
