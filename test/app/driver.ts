/** The whole program but for wire and terminal: the real loop, jobs, model and view on a fake engine, a screen of text and a clock a test turns. */
import { expect } from 'vitest';
import type { Input, Terminal } from '../../src/app/ports.ts';
import { type Loop, type Shell, startLoop } from '../../src/app/loop.ts';
import type { EngineOffer } from '../../src/model/engine-state.ts';
import type { Remembered } from '../../src/model/remembered.ts';
import { usualList } from '../../src/model/list-state.ts';
import { initialState, type Settings, type State } from '../../src/model/state.ts';
import type { Picture } from '../../src/view/cells.ts';
import { pictureText } from '../view/picture-text.ts';
import { type FakeEngine, fakeEngine, type Given } from './fake-engine.ts';
import { type FakeLoan, fakeLoan } from './fake-loan.ts';
import { type TestClock, testClock } from './manual-clock.ts';
import { usualDetachKeys } from '../../src/model/detach-keys.ts';

export interface App {
  readonly engine: FakeEngine;
  readonly loop: Loop;
  readonly clock: TestClock;
  /** Pictures painted so far. */
  readonly painted: Picture[];
  /** What terminal and process were asked for, in order: `redraw`, `suspend`. */
  readonly asked: string[];
  /** What was put on the clipboard, in order. */
  readonly copied: string[];
  /** Shell commands the terminal was given to, each with all that it was given to read. */
  readonly piped: { readonly command: string; readonly text: string }[];
  /** The terminal while it is lent. */
  readonly lent: FakeLoan;
  /** What was to be remembered, in order. */
  readonly remembered: Remembered[];
  /** How the program ended; null while it runs. */
  readonly ended: { code: number } | { crash: unknown } | null;
  state(): State;
  /** The screen as text. */
  screen(): string;
  /** Presses keys by name, one after the other: `j`, `ctrl-d`, `enter`. */
  press(...names: string[]): Promise<void>;
  /** Types text into a prompt. */
  type(text: string): Promise<void>;
  /** Searches in the pane that has the keyboard. */
  search(text: string): Promise<void>;
  hear(input: Input): Promise<void>;
  /** Lets milliseconds pass. */
  pass(milliseconds: number): Promise<void>;
  /** The whole process stands still for so long. */
  stall(milliseconds: number): void;
  /** Nothing queued, no picture due now, every job waiting on the clock or on the engine. */
  settled(): Promise<void>;
  pane(id: string): { shows(text: string | RegExp): void; lacks(text: string | RegExp): void };
}

const usual: Settings = { interval: 2000, logBudget: 1024 * 1024, readOnly: false, protect: [], self: null, showSecrets: false, alert: 'off', detachKeys: usualDetachKeys, pager: 'less -R', ascii: 'no', list: usualList };

/** Opens the program on containers, settled. */
export async function openApp(fleet: readonly Given[], options: { columns?: number; rows?: number; settings?: Partial<Settings>; clock?: TestClock; engine?: FakeEngine; others?: readonly FakeEngine[]; found?: Shell['open']; create?: Shell['create']; copy?: Shell['copy']; pipe?: Shell['pipe']; remember?: Shell['remember']; kept?: Remembered; offers?: readonly EngineOffer[] } = {}): Promise<App> {
  const { columns = 160, rows = 45 } = options;
  const { clock = testClock() } = options;
  const engine = options.engine ?? fakeEngine(...fleet);
  const engines = [engine, ...(options.others ?? [])];
  const painted: Picture[] = [];
  const asked: string[] = [];
  const copied: string[] = [];
  const piped: App['piped'] = [];
  const remembered: Remembered[] = [];
  const lent = fakeLoan({ columns, rows });
  let heard: (input: Input) => void = () => undefined;
  let ended: App['ended'] = null;
  const terminal: Terminal = {
    size: { columns, rows },
    listen: (receive) => {
      heard = receive;
    },
    paint: (picture) => painted.push(picture),
    redraw: () => asked.push('redraw'), ring: () => asked.push('ring'), copy: () => true, leave: () => undefined, enter: () => undefined,
  };
  const loop = startLoop({
    state: initialState({
      settings: { ...usual, ...options.settings }, size: { columns, rows }, now: clock.now(), zone: 0, remembered: options.kept ?? {},
      engines: engines.map(({ address }) => ({ address, context: null, why: '--host', demo: false, insecure: null })),
    }),
    engines, terminal, clock,
    shell: {
      quit: (code) => {
        ended = { code };
      },
      suspend: () => asked.push('suspend'),
      open: options.found ?? (() => Promise.resolve({
        engine: { ...fakeEngine({ name: 'made-up' }), address: 'unix:///demo.sock' },
        choice: { address: 'unix:///demo.sock', context: null, why: '--demo', demo: true, insecure: null },
      })),
      login: (address) => {
        asked.push(`login ${address}`);
        return Promise.resolve();
      },
      create: options.create ?? (() => Promise.reject(new Error('no files here'))),
      copy: (text) => {
        copied.push(text);
        return options.copy?.(text) ?? Promise.resolve('Copied.');
      },
      remember: (value) => {
        remembered.push(value);
        return options.remember?.(value) ?? Promise.resolve();
      },
      pipe: (command, parts) => {
        piped.push({ command, text: [...parts()].join('') });
        return options.pipe?.(command, parts) ?? Promise.resolve(`${command} ended.`);
      },
      lend: lent.lend,
      offers: () => Promise.resolve(options.offers ?? []),
      crash: (error) => {
        ended = { crash: error };
      },
    },
  });
  const app: App = {
    engine, loop, clock, painted, asked, copied, piped, remembered, lent,
    get ended() {
      return ended;
    },
    state: () => loop.state(),
    screen: () => pictureText(painted.at(-1)),
    press: async (...names) => {
      for (const name of names) {
        heard({ kind: 'key', name, text: name.length === 1 ? name : name === 'space' ? ' ' : '' });
        await app.settled();
      }
    },
    type: async (text) => {
      for (const letter of text) await app.press(letter);
    },
    search: async (text) => {
      await app.press('/');
      await app.type(text);
      await app.press('enter');
    },
    hear: async (input) => {
      heard(input);
      await app.settled();
    },
    pass: async (milliseconds) => {
      for (let left = milliseconds; left > 0; left -= 10) {
        clock.pass(Math.min(10, left));
        await app.settled();
      }
    },
    stall: clock.stall,
    settled: async () => {
      // all that is under way without clock or engine is under way in microtasks: once they have run, everything waits
      await new Promise((done) => setImmediate(done));
      clock.pass(0);
      await new Promise((done) => setImmediate(done));
    },
    pane: (id) => {
      const pane = painted.at(-1)?.panes.find((one) => one.id === id);
      const text = pane ? pane.rows.map(({ spans }) => spans.map((span) => span.text).join('')).join('\n') : `no pane ${id}`;
      return {
        shows: (wanted) => expect(text).toMatch(wanted),
        lacks: (unwanted) => expect(text).not.toMatch(unwanted),
      };
    },
  };
  await app.pass(100);
  return app;
}
