import { describe, expect, test } from 'vitest';
import { isMark, textOf } from '../../../src/model/chunk.ts';
import { lineAt } from '../../../src/model/log-store.ts';
import { stepShown } from '../../../src/model/sieve.ts';
import { type App, openApp } from '../../app/driver.ts';
import { type FakeEngine, fakeEngine } from '../../app/fake-engine.ts';

const texts = (app: App) => {
  const { store } = app.state().logs;
  const out: string[] = [];
  for (let at = stepShown(store, null, -Infinity, 1); at !== null; at = stepShown(store, null, at, 1)) {
    const entry = lineAt(store, at)!;
    if (!isMark(entry)) out.push(textOf(entry));
    else if (entry.stream === 'gap') out.push('···');
  }
  return out;
};

/** Everything that was said, in its order, by containers one of which says much more than the others. */
async function spoken(engine: FakeEngine): Promise<string[]> {
  const all: string[] = [];
  const first = await openApp([], { engine });
  const say = (name: string, count: number) => {
    for (let at = 0; at < count; at++) {
      all.push(`${name} ${all.length}`);
      engine.stream(name).say(all.at(-1) as string);
    }
  };
  await first.press('enter');
  // one log is read at a time: all of them as one
  await first.press('1', 'space', 'space', 'space', 'enter');
  await first.pass(500);
  for (let round = 0; round < 40; round++) {
    say('busy', 100);
    say('calm', 2);
    if (round % 10 === 0) say('quiet', 1);
  }
  await first.pass(2000);
  first.loop.stop();
  return all;
}

const given = [{ name: 'busy' }, { name: 'calm' }, { name: 'quiet' }] as const;

async function opened(engine: FakeEngine, marks = 3): Promise<App> {
  const app = await openApp([], { engine, settings: { logBudget: 4 * 1024 * 1024 } });
  for (let at = 0; at < marks; at++) await app.press('space');
  await app.press('enter');
  await app.pass(1000);
  return app;
}

async function toStart(app: App): Promise<void> {
  for (let at = 0; at < 12; at++) {
    await app.press('g');
    await app.pass(100);
  }
}

describe('the past of several logs as one', () => {
  test('begins where all of them are there, and going up loads every line once', async () => {
    const engine = fakeEngine(...given);
    const all = await spoken(engine);
    const app = await opened(engine);
    expect(all.slice(-texts(app).length)).toEqual(texts(app));
    expect(texts(app).length).toBeGreaterThanOrEqual(300);
    await toStart(app);
    expect(texts(app)).toEqual(all);
    app.pane('logs').shows('this is where the log begins');
  });

  test('one that joins later is there as far as the others are shown, or they begin with it', async () => {
    const engine = fakeEngine(...given);
    const all = await spoken(engine);
    const app = await opened(engine);
    await app.press('1', 'g', 'space');
    await app.pass(500);
    // busy went and comes back
    await app.press('g', 'space', '3');
    await app.pass(1000);
    expect(new Set(all.slice(-texts(app).length))).toEqual(new Set(texts(app)));
    await toStart(app);
    expect(texts(app)).toEqual(all);
  });

  test('one that writes meanwhile has all its lines', async () => {
    const engine = fakeEngine(...given);
    const all = await spoken(engine);
    const app = await opened(engine);
    engine.stream('quiet').say('new 1');
    engine.stream('busy').say('new 2');
    await app.pass(500);
    await toStart(app);
    engine.stream('calm').say('new 3');
    await app.pass(500);
    expect(texts(app)).toEqual([...all, 'new 1', 'new 2', 'new 3']);
  });

  test('two that say little are whole at once', async () => {
    const engine = fakeEngine(...given);
    const all = await spoken(engine);
    const app = await openApp([], { engine });
    await app.press('j', 'space', 'space', 'enter');
    await app.pass(1000);
    expect(texts(app)).toEqual(all.filter((text) => !text.startsWith('busy')));
  });
});
