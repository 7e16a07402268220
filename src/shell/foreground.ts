/** Who has the terminal: whalewatch, or for a while another program that it runs there. */
import type { ChildProcess } from 'node:child_process';
import type { Clock } from '../app/clock.ts';
import type { Borrower, Lender, Loan, Terminal } from '../app/ports.ts';

/** What is typed: `process.stdin` or a stand-in. */
export interface Typing {
  on(event: 'data', heard: (bytes: Buffer) => void): unknown;
  off(event: 'data', heard: (bytes: Buffer) => void): unknown;
  pause(): unknown;
  resume(): unknown;
  setRawMode?(raw: boolean): unknown;
}

/** What the foreground is made of. `say` writes to the terminal while the screen has left it. */
export interface ForegroundOptions {
  readonly terminal: Pick<Terminal, 'leave' | 'enter'> & Lender;
  readonly typing: Typing;
  readonly say: (text: string) => void;
  readonly after: Clock['after'];
}

/** The time another program has the terminal. */
export interface Visit {
  /** Has the terminal raw from now on, until the visit is over. */
  readonly borrow: (borrower: Borrower) => Loan;
  readonly say: (text: string) => void;
  /** The program that runs now; it is ended with whalewatch. */
  readonly runs: (child: ChildProcess) => void;
  /** Resolves at the next ctrl-c or ctrl-\, which the program hears as well. */
  readonly interrupted: () => Promise<void>;
  /** Resolves once enter is pressed. */
  readonly enterPressed: () => Promise<void>;
}

/** Gives the terminal away and takes it back. */
export interface Foreground {
  /** Whether another program has the terminal. */
  readonly given: boolean;
  /** Tells of a ctrl-c or ctrl-\ of that time. */
  interrupt(): void;
  /** Leaves the terminal to `use` until that is over, then takes it back whole. What is asked for meanwhile waits for its turn. */
  give<T>(use: (visit: Visit) => Promise<T>): Promise<T>;
  /** Ends the program that has the terminal, if there is one, and takes it back; then goes on. */
  takeBack(then: () => void): void;
}

/** How long a program may take to leave the terminal as it found it, milliseconds. */
const patience = 300;
/** How long keys are not ours after another program had them, milliseconds: of two `q` to leave a pager the second would leave whalewatch. */
const lateKeys = 50;
const goesOn = /[\r\n\x03\x04]/;

/** Makes the foreground of a terminal that is, or will be, entered. */
export function createForeground({ terminal, typing, say, after }: ForegroundOptions): Foreground {
  let uses = 0;
  let last: Promise<unknown> = Promise.resolve();
  let running: ChildProcess | undefined;
  const interrupts = new Set<() => void>();
  const interrupted = () => new Promise<void>((resolve) => interrupts.add(resolve));

  /** Hears keys, each as it is pressed, until `enough` is settled: line by line, a ctrl-d would be the end of all input. */
  async function hearKeys(heard: (bytes: Buffer) => void, enough: Promise<void>): Promise<void> {
    try {
      typing.setRawMode?.(true);
    } catch {
      // EIO: the terminal is gone, which a signal tells
    }
    typing.on('data', heard);
    typing.resume();
    await enough;
    typing.off('data', heard);
    typing.pause();
  }

  async function enterPressed(): Promise<void> {
    let pressed = () => undefined as void;
    const enough = new Promise<void>((resolve) => (pressed = resolve));
    void interrupted().then(pressed);
    await hearKeys((bytes) => goesOn.test(bytes.toString('latin1')) && pressed(), enough);
  }

  async function visitOf<T>(use: (visit: Visit) => Promise<T>): Promise<T> {
    terminal.leave();
    let loan: Loan | undefined;
    try {
      return await use({ say, interrupted, enterPressed, borrow: (borrower) => (loan = terminal.lend(borrower)), runs: (child) => (running = child) });
    } finally {
      running = undefined;
      interrupts.clear();
      loan?.giveBack();
      await hearKeys(() => undefined, new Promise((resolve) => after(lateKeys, resolve)));
      uses--;
      terminal.enter();
    }
  }

  return {
    get given() {
      return uses > 0;
    },
    interrupt: () => {
      for (const tell of interrupts) tell();
      interrupts.clear();
    },
    give: (use) => {
      const mine = uses++ === 0 ? visitOf(use) : last.then(() => visitOf(use));
      last = mine.catch(() => undefined);
      return mine;
    },
    takeBack: (then) => {
      const child = running;
      const goOn = () => {
        callOff();
        child?.off('exit', goOn);
        // a program that was ended may have left its own screen behind
        if (uses > 0) terminal.enter();
        then();
      };
      const callOff = after(child ? patience : 0, goOn);
      if (uses === 0 || !child || child.exitCode !== null || child.signalCode !== null) return goOn();
      child.on('exit', goOn);
      child.kill();
    },
  };
}
