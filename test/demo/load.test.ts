import { afterEach, describe, expect, test } from 'vitest';
import { usageOf } from '../../src/demo/load.ts';
import { type Demo, startDemo } from '../../src/demo/server.ts';
import { ask, testClock } from './ask.ts';

let demo: Demo;
afterEach(() => demo.close());

const body = async (path: string) => JSON.parse((await ask(demo, `/v1.51/containers/${path}`)).body.toString()) as Record<string, never>;
const counters = (name: string) => {
  const container = demo.fleet.find(name);
  if (typeof container === 'string') throw new Error(`no ${name}`);
  return usageOf(container, demo.fleet.now());
};

describe('the demo\'s load', () => {
  test('counters never fall, and move by less than a core a second', async () => {
    const clock = testClock();
    demo = await startDemo({ clock });
    for (const name of ['shop-api-1', 'shop-db-1', 'image-fetcher']) {
      let last = counters(name);
      for (let second = 0; second < 300; second++) {
        clock.pass(1000);
        const next = counters(name);
        expect(next.cpu - last.cpu).toBeGreaterThanOrEqual(0);
        expect(next.cpu - last.cpu).toBeLessThan(2e9);
        for (const key of ['received', 'sent', 'read', 'written'] as const) expect(next[key]).toBeGreaterThanOrEqual(last[key]);
        expect(next.memory).toBeGreaterThan(0);
        last = next;
      }
    }
  });

  test('a paused container stands still and goes on where it stood', async () => {
    const clock = testClock();
    demo = await startDemo({ clock, fleet: [{ name: 'a', load: { cores: 0.5, memory: 10 } }] });
    clock.pass(2000);
    demo.fleet.pause('a');
    const { cpu } = counters('a');
    clock.pass(60_000);
    expect(counters('a').cpu).toBe(cpu);
    demo.fleet.unpause('a');
    clock.pass(1000);
    expect(counters('a').cpu - cpu).toBe(500_000_000);
  });

  test('what does not run sends Docker\'s zeros, and has no processes', async () => {
    demo = await startDemo();
    expect(await body('shop-migrate-1/stats?stream=0')).toMatchObject({ read: '0001-01-01T00:00:00Z', memory_stats: {} });
    expect((await ask(demo, '/v1.51/containers/shop-migrate-1/top')).status).toBe(409);
  });

  test('top knows columns by name and refuses strange ones as ps does', async () => {
    demo = await startDemo();
    expect(await body('shop-web-1/top?ps_args=-eo%20pid,args')).toMatchObject({ Titles: ['PID', 'COMMAND'], Processes: expect.arrayContaining([[expect.any(String), '/docker-entrypoint.sh nginx -g daemon off;']]) as unknown });
    expect(await body('shop-web-1/top')).toMatchObject({ Titles: ['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD'] });
    expect((await ask(demo, '/v1.51/containers/shop-web-1/top?ps_args=-eo%20pid,bogus')).status).toBe(500);
  });

  test('sizes only when they are asked for', async () => {
    demo = await startDemo();
    expect((await ask(demo, '/v1.51/containers/json?all=1')).body.toString()).not.toContain('SizeRootFs');
    expect((await ask(demo, '/v1.51/containers/json?all=1&size=1')).body.toString()).toContain('"SizeRootFs":');
  });
});
