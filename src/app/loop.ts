/** The loop: messages in, state on, jobs kept up, pictures out. */
import type { Engine } from '../engine/types.ts';
import { jobs } from '../model/jobs.ts';
import { createMerger } from './merge.ts';
import type { Message } from '../model/message.ts';
import type { Requests, State } from '../model/state.ts';
import { engineAt } from '../model/slices/engines.ts';
import { update } from '../model/update.ts';
import { pictureOf } from '../view/picture.ts';
import type { Clock } from './clock.ts';
import type { Input, Terminal } from './ports.ts';
import type { Context } from './perform/context.ts';
import { createRunner } from './runner.ts';

/** Between pictures that no key asked for, milliseconds: 30 a second. */
const framePause = 33;
/** Until the first picture when no list has come, milliseconds. */
const firstPause = 50;

/** What the loop asks of the process around it. */
export interface Shell {
  /** Ends the program with an exit code; called once. */
  readonly quit: (code: number) => void;
  /** To the background (`ctrl-z`), and back. */
  readonly suspend: () => void;
  /** Gives the terminal to an ssh that may ask its questions there, and takes it back. */
  readonly login: (engine: string) => Promise<void>;
  /** Finds an engine that was asked for. Rejects with the sentence that says why it cannot be watched. */
  readonly open: Context['open'];
  /** Makes a new file. Rejects with the sentence that says why it cannot, which is so when there is one already. */
  readonly create: Context['create'];
  /** Puts text on the clipboard; resolves to the sentence that says where it is. */
  readonly copy: Context['copy'];
  /** Gives the terminal to a shell command with text on its standard input, and takes it back. */
  readonly pipe: Context['pipe'];
  /** Gives the terminal away raw, and takes it back. */
  readonly lend: Context['lend'];
  /** Keeps what the user has chosen for the next start. */
  readonly remember: Context['remember'];
  /** Which engines could be watched. */
  readonly offers: Context['offers'];
  /** A bug: the program ends with its story. */
  readonly crash: (error: unknown) => void;
}

export interface Loop {
  readonly post: (message: Message) => void;
  readonly state: () => State;
  /** Ends every job; nothing happens any more. */
  readonly stop: () => void;
}

/** Whether somebody waits for what a message brings: who pressed a key, who searches, who is back from a session, and who sees no list yet. */
function isAwaited({ type }: Message, before: State): boolean {
  return type.startsWith('input/') || type === 'terminal/resized' || type === 'logs/scanned' || type === 'session/ended' || (type === 'list/received' && before.containers.listed === null);
}

/** Starts the program's loop on a state, the engines it watches and a terminal. */
export function startLoop(options: { state: State; engines: readonly Engine[]; terminal: Terminal; clock: Clock; shell: Shell }): Loop {
  const { terminal, clock, shell } = options;
  const engines = new Map<string, Engine>(options.engines.map((engine) => [engine.address, engine]));
  let state = options.state;
  let stopped = false;
  let paced = 0;
  let due: (() => void) | null = null;
  let pressed = false;

  const guarded = (act: () => void) => {
    if (stopped) return;
    try {
      act();
    } catch (error) {
      stop();
      shell.crash(error);
    }
  };
  const runner = createRunner({
    clock,
    state: () => state,
    post: (message) => post(message),
    engine: (address) => {
      const engine = engines.get(address);
      if (!engine) throw new Error(`no engine is known at ${address}`);
      return engine;
    },
    inputs: new Map(),
    merger: createMerger(clock, (message) => post(message)),
    open: shell.open,
    offers: shell.offers,
    remember: shell.remember,
    create: shell.create,
    copy: shell.copy,
    pipe: shell.pipe,
    lend: shell.lend,
    adopt: (engine) => {
      if (engines.has(engine.address)) engine.close();
      else engines.set(engine.address, engine);
    },
  }, (error) => guarded(() => {
    throw error;
  }));

  const paint = () => guarded(() => {
    due?.();
    due = null;
    terminal.paint(pictureOf(state));
  });
  /** A key is answered as soon as the keys that came with it are heard; everything else at the pace of frames, which keys do not slow down. */
  const paintSoon = (urgent: boolean) => {
    if (urgent) {
      if (!pressed) queueMicrotask(() => {
        pressed = false;
        paint();
      });
      pressed = true;
    } else {
      due ??= clock.after(Math.max(0, paced + framePause - clock.now()), () => {
        paced = clock.now();
        paint();
      });
    }
  };
  const logIn = (engine: string) => {
    shell.login(engine).then(() => post({ type: 'engine/retried', engine, at: clock.now() }), (error: unknown) => guarded(() => {
      throw error;
    }));
  };
  const answer = (before: Requests, now: Requests) => {
    if (now.redraw !== before.redraw) terminal.redraw();
    if (now.bells !== before.bells) terminal.ring();
    if (now.login && now.login !== before.login) logIn(now.login.engine);
    if (now.suspend !== before.suspend) shell.suspend();
    if (now.quit) {
      stop();
      shell.quit(0);
    }
  };
  const closeDropped = () => {
    for (const [address, engine] of engines) {
      if (engineAt(state, address)) continue;
      engine.close();
      engines.delete(address);
    }
  };
  const post = (message: Message) => guarded(() => {
    const before = state;
    state = update(state, message);
    if (state === before) return;
    runner.want(jobs(state));
    if (state.engines !== before.engines) closeDropped();
    paintSoon(isAwaited(message, before));
    answer(before.requests, state.requests);
  });
  const stop = () => {
    if (stopped) return;
    stopped = true;
    due?.();
    runner.want([]);
    for (const engine of engines.values()) engine.close();
  };

  terminal.listen((input: Input) => {
    if (stopped) return;
    switch (input.kind) {
      case 'key': return post({ type: 'input/key', name: input.name, text: input.text, at: clock.now() });
      case 'paste': return post({ type: 'input/pasted', text: input.text, at: clock.now() });
      case 'focus': return post({ type: 'terminal/focused', focused: input.focused });
      case 'resize': return post({ type: 'terminal/resized', size: input.size });
      case 'closed':
        stop();
        return shell.quit(129);
    }
  });
  runner.want(jobs(state));
  // an engine that answers at once is spared the picture of an empty list
  due = clock.after(firstPause, paint);
  return { post, state: () => state, stop };
}
