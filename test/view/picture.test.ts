import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EngineOffer } from '../../src/model/engine-state.ts';
import { busySample } from '../app/busy-container.ts';
import { type App, openApp } from '../app/driver.ts';
import { type TestClock, testClock } from '../app/manual-clock.ts';
import { type FakeEngine, fakeEngine, type Given } from '../app/fake-engine.ts';
import type { LogLine } from '../../src/engine/types.ts';
import { line, stampAt } from '../model/lines.ts';
import { questionSituations } from './question-situations.ts';
import { cellsOf, golden } from './picture-text.ts';

const attachable: Given = { name: 'shop-api-1', openStdin: true, stdinOnce: true, labels: { 'com.docker.compose.project': 'shop' } };

/** A container attached to that has written something. */
async function attach(app: App): Promise<void> {
  await app.press('a');
  await app.pass(100);
  app.engine.attached('shop-api-1').say('ready', '\u001b[33mwaiting\u001b[0m for input');
  await app.pass(100);
}

const sizes = [[160, 45], [80, 24], [40, 10]] as const;
const fleet: readonly Given[] = [
  { name: 'shop-api-1', image: 'registry.example.com:5000/shop/api:2.4.1', status: 'Up 2 hours (healthy)', labels: { 'com.docker.compose.project': 'shop' }, env: ['DB_PASSWORD=hunter2', 'LANG=C.UTF-8'] },
  { name: 'shop-db-1', image: 'postgres:16', status: 'Up 12 days (unhealthy)' },
  { name: 'shop-migrate-1', state: 'exited', status: 'Exited (0) 3 hours ago', finishedAt: '2026-11-23T09:00:00Z' },
  { name: 'report', state: 'exited', status: 'Exited (137) 5 minutes ago', exitCode: 137, finishedAt: '2026-11-23T11:55:00Z' },
  { name: 'payments', state: 'restarting', status: 'Restarting (1) 4 seconds ago' },
  { name: 'legacy', state: 'paused', status: 'Up 3 days (Paused)' },
  { name: 'new', state: 'created', status: 'Created' },
];

const inProject = (project: string, service: string) => ({ labels: { 'com.docker.compose.project': project, 'com.docker.compose.service': service } });
/** Two compose projects, one of them not well, and what belongs to none. */
const shop: readonly Given[] = [
  ...['1', '2', '3'].map((number) => ({ name: `shop-api-${number}`, image: 'registry.example.com:5000/shop/api:2.4.1', status: number === '2' ? 'Up 4 minutes (unhealthy)' : 'Up 2 hours (healthy)', ...inProject('shop', 'api') })),
  { name: 'shop-db-1', image: 'postgres:16', status: 'Up 12 days', ...inProject('shop', 'db') },
  { name: 'shop-migrate-1', image: 'shop/api:2.4.1', state: 'exited', status: 'Exited (0) 3 hours ago', ...inProject('shop', 'migrate') },
  { name: 'blog_web_1', image: 'ghost:5', ...inProject('blog', 'web') },
  { name: 'report', state: 'exited', status: 'Exited (137) 5 minutes ago', exitCode: 137 },
  { name: '日本語-🐳', image: 'レジストリ/アプリ:最新', ...inProject('日本\u001b[31m', 'ア') },
];

/** An engine of two containers with a hostile name, and one that is gone. */
function others(): readonly FakeEngine[] {
  const build: FakeEngine = { ...fakeEngine({ name: 'runner-1' }, { name: 'shop-api-1', state: 'exited', status: 'Exited (1) 2 hours ago', exitCode: 1 }), address: 'ssh://ci@build\u001b[31m-日本-with-a-long-name.example.org' };
  const gone: FakeEngine = { ...fakeEngine(), address: 'tcp://10.0.0.7:2375' };
  gone.fail('unreachable', 'nobody listens on 10.0.0.7:2375 (ECONNREFUSED)', 'Is Docker running?');
  return [build, gone];
}

const offers: readonly EngineOffer[] = [
  { kind: 'context', name: 'prod', address: 'tcp://prod.example.org:2376', problem: null, answer: { product: 'Docker', version: '29.0.1', api: '1.51' } },
  { kind: 'context', name: 'torn…', address: '', problem: '/home/me/.docker/contexts/meta/torn/meta.json is not a context', answer: null },
  { kind: 'context', name: 'over-ssh', address: 'ssh://me@far', problem: null, answer: null },
  { kind: 'demo', name: 'demo', address: '', problem: null, answer: null },
];

/** All containers are busy, each by another share. */
function busy(engine: FakeEngine, clock: TestClock): void {
  Object.assign(engine, { sample: (id: string) => Promise.resolve(busySample(clock.now(), 1 + (id.charCodeAt(0) % 7) / 3)) });
}

/** One situation, from a program just opened. */
const situations: Readonly<Record<string, { fleet?: readonly Given[]; act: (app: App) => Promise<void>; prepare?: (engine: FakeEngine, clock: TestClock) => void; others?: () => readonly FakeEngine[]; offers?: readonly EngineOffer[] }>> = {
  ...questionSituations,
  live: { act: async (app) => {
    await app.press('g', 'j', 'j', 'j', 'j');
    await app.pass(400);
    app.engine.stream('shop-api-1').say('GET /cart 200 12ms', '\u001b[31mred\u001b[0m and plain', 'a tab\there, a bell\u0007, an \u001b]0;title\u0007 escape');
    await app.pass(100);
  } },
  raw: { act: async (app) => {
    await app.press('2', '[');
    await app.pass(100);
  } },
  help: { act: (app) => app.press('?') },
  palette: { act: async (app) => {
    await app.press(':');
    await app.type('sort');
  } },
  'filter without match': { act: async (app) => {
    await app.press('/');
    await app.type('nothing');
  } },
  'search in the log': { act: async (app) => {
    app.engine.stream('legacy').say('needle one', 'hay', 'two needles in a needle stack', 'hay');
    await app.pass(100);
    await app.press('3', '/');
    await app.type('needle');
    await app.press('enter', 'n', 't');
  } },
  opening: { fleet: [], prepare: (engine) => engine.hang(), act: (app) => app.pass(500) },
  stats: { prepare: busy, act: async (app) => {
    await app.press('g', '2', ']');
    await app.pass(150_000);
    await app.hear({ kind: 'focus', focused: false });
    await app.pass(130_000);
    await app.hear({ kind: 'focus', focused: true });
    await app.pass(60_000);
  } },
  'stats, the whole screen': { prepare: busy, act: async (app) => {
    await app.press('g', '2', ']', 'z');
    await app.pass(320_000);
  } },
  'every kind of line': { fleet: [{ name: 'job' }], act: async (app) => {
    const target = app.state().containers.selected!;
    const say = (...lines: LogLine[]) => app.loop.post({ type: 'logs/received', target, lines, at: app.state().now });
    say(line('to stdout', stampAt(1)), line('to stderr', stampAt(2), 'stderr'), { ...line(`cut at the limit ${'y'.repeat(200)}`, stampAt(3)), broken: true }, line('and its rest', stampAt(3)));
    say(line('error grabbing logs: unexpected end', '', 'engine'), line(''), line('\u001b[1;32mgreen\u001b[0m \u001b[8mhidden\u001b[0m \u001b[41mon red\u001b[0m'));
    app.loop.post({ type: 'logs/gap', target, why: 'lines are missing here: the engine has or sends them no more', at: app.state().now });
    say(line('after the gap', stampAt(9)));
    await app.pass(100);
    await app.press('3', 't');
  } },
  'the oldest lines dropped': { fleet: [{ name: 'job' }], act: async (app) => {
    app.engine.stream('job').say(...Array.from({ length: 20 }, (_, at) => `long ago ${at} ${'x'.repeat(60_000)}`));
    await app.pass(100);
    await app.press('3', 'g');
  } },
  'exit and restart in the log': { fleet: [{ name: 'job' }], act: async (app) => {
    app.engine.stream('job').say('working');
    app.engine.set({ name: 'job', state: 'exited', status: 'Exited (137) 1 second ago', exitCode: 137, finishedAt: '2026-11-23T12:00:00Z' });
    app.engine.stream('job').end();
    await app.pass(3000);
    app.engine.set({ name: 'job', startedAt: '2026-11-23T12:00:05Z', finishedAt: '2026-11-23T12:00:00Z' });
    await app.pass(3000);
    app.engine.stream('job').say('working again');
    await app.pass(100);
  } },
  'wide characters': { fleet: [{ name: '日本語-🐳', image: 'レジストリ/アプリ:最新' }, { name: 'café', state: 'exited', status: 'Exited (0) 1 hour ago' }, { name: `${'長'.repeat(30)}-1` }], act: async (app) => {
    await app.press('j');
    await app.pass(400);
    app.engine.stream('日本語-🐳').say('日本語ログ 🐳 한국어 café', `${'漢'.repeat(100)}`, 'e\u0301 combining, \u200bzero width, \u202ebidi\u202c');
    await app.pass(100);
    await app.press('3', 'w');
  } },
  empty: { fleet: [], act: (app) => app.settled() },
  unreachable: { fleet: [], prepare: (engine) => engine.fail('unreachable'), act: (app) => app.pass(500) },
  'nothing at the socket': { fleet: [], prepare: (engine) => engine.fail('unreachable', 'nothing at /var/run/docker.sock (ENOENT)', 'Is Docker running? Start it (systemctl start docker), or name another engine with --host.'), act: (app) => app.pass(500) },
  stale: { act: async (app) => {
    app.engine.fail('timeout');
    await app.pass(12_000);
  } },
  'several engines': { others, act: async (app) => {
    await app.press('G');
    await app.pass(9000);
  } },
  groups: { fleet: shop, act: async (app) => {
    await app.press('o', 'g', 'j', 'j');
    await app.pass(400);
  } },
  'folded groups': { fleet: shop, act: async (app) => {
    await app.press('o', 'Z', 'G', 'l', 'j', 'space', 'g', 'space');
    await app.pass(400);
  } },
  'filter with terms': { fleet: shop, act: async (app) => {
    await app.press('/');
    await app.type('api !health:unhealthy project:shop');
    await app.press('enter');
    await app.pass(400);
  } },
  'filter with a mistake': { fleet: shop, act: async (app) => {
    await app.press('/');
    await app.type('shop status:nonsense');
  } },
  'saved filters': { fleet: shop, act: async (app) => {
    for (const [text, name] of [['api', 'the API'], ['!status:running', 'what has ended'], ['日本', '日本\u001b[31m']] as const) {
      await app.press('/', 'ctrl-u');
      await app.type(text);
      await app.press('enter', ':');
      await app.type('save filter');
      await app.press('enter');
      await app.type(name);
      await app.press('enter');
    }
    await app.press(':');
    await app.type('filters');
    await app.press('enter', 'j');
  } },
  'the columns': { act: async (app) => {
    await app.press('c', 'j', 'j', 'J', 'J', 'space', 's');
  } },
  'may input go in': { fleet: [attachable], act: async (app) => {
    await attach(app);
    await app.press('I');
  } },
  'output of a command': { fleet: [attachable], act: async (app) => {
    await app.press('!');
    await app.type('-u root ls -la /srv | sort');
    await app.press('enter');
    const session = app.engine.session('shop-api-1');
    session.say(`total 12\n${'a long name '.repeat(20)}\n\u001b[34mapi\u001b[0m 日本\n`);
    session.say('ls: cannot open \u202e/srv/secret: Permission denied\n', 'stderr');
    session.end(2);
    await app.pass(100);
  } },
  'entering lines': { fleet: [attachable], act: async (app) => {
    await attach(app);
    await app.press('I');
    await app.pass(1000);
    await app.press('y');
    await app.type('select 1;');
    await app.press('enter');
    app.engine.attached('shop-api-1').say('1');
    app.engine.session('shop-api-1').say('next \u001b[31mquery: ');
    await app.pass(100);
    await app.type('select 日本 from a long line that goes on and on');
  } },
  'the events': { act: async (app) => {
    app.engine.event('health_status', 'shop-db-1', { health: 'unhealthy' });
    app.engine.event('kill', 'shop-api-1', { signal: 15 });
    app.engine.event('die', 'shop-api-1', { exitCode: 143 });
    app.engine.event('start', 'shop-api-1');
    app.engine.event('oom', 'report');
    app.engine.event('die', 'report', { exitCode: 137 });
    app.engine.event('die', 'payments', { exitCode: 1 });
    app.engine.event('start', 'payments');
    app.engine.event('rename', 'legacy', { oldName: 'le\u001b[31mgacy-日本' });
    app.engine.event('destroy', 'a-name-that-is-much-longer-than-any-column-has-room-for');
    await app.pass(1000);
    await app.press('v', 'k', 'k');
  } },
  'rows that changed': { act: async (app) => {
    app.engine.event('start', 'shop-api-1');
    app.engine.event('oom', 'report');
    app.engine.event('die', 'report', { exitCode: 137 });
    app.engine.event('die', 'payments', { exitCode: 1 });
    app.engine.event('start', 'payments');
    await app.pass(1000);
  } },
  'the engines': { others, offers, act: async (app) => {
    await app.press(':');
    await app.type('engines');
    await app.press('enter', 'j', 'j');
    await app.pass(9000);
  } },
};

async function shown(name: string, columns: number, rows: number, ascii: 'no' | 'symbols' | 'strict' = 'no') {
  const { fleet: given = fleet, act, prepare, others: more, offers: some = [] } = situations[name]!;
  const engine = fakeEngine(...given);
  const clock = testClock();
  prepare?.(engine, clock);
  const app = await openApp([], { engine, clock, others: more?.() ?? [], offers: some, columns, rows, settings: { ascii } });
  await act(app);
  return app;
}

describe('goldens, reviewed by eye', () => {
  for (const name of Object.keys(situations)) {
    for (const [columns, rows] of sizes) {
      test(`${name} at ${columns}x${rows}`, async () => {
        const app = await shown(name, columns, rows);
        await expect(golden(app.painted.at(-1)!)).toMatchFileSnapshot(`golden/${name.replaceAll(/[^a-z]+/g, '-')}-${columns}x${rows}.txt`);
      });
    }
  }

  test('live at 100x30: names have more than 17 columns before images and projects have any', async () => {
    const app = await shown('live', 100, 30);
    await expect(golden(app.painted.at(-1)!)).toMatchFileSnapshot('golden/live-100x30.txt');
  });

  test.each(sizes.flatMap(([columns, rows]) => ['live', 'stats', 'every kind of line', 'wide characters', 'a kill asked about', 'a forced removal asked about', 'what came of many', 'what is under way in its row'].map((name) => [name, columns, rows] as const)))('%s in ASCII at %ix%i', async (name, columns, rows) => {
    const app = await shown(name, columns, rows, 'symbols');
    await expect(golden(app.painted.at(-1)!)).toMatchFileSnapshot(`golden/${name.replaceAll(/[^a-z]+/g, '-')}-ascii-${columns}x${rows}.txt`);
  });

  test('strict ASCII has nothing beyond ASCII, whatever is shown', async () => {
    for (const name of Object.keys(situations)) {
      for (const [columns, rows] of sizes) {
        const app = await shown(name, columns, rows, 'strict');
        expect(app.screen(), name).toMatch(/^[\n -~]*$/);
      }
    }
  });
});

describe('every picture', () => {
  test('keeps to its panes and holds no control character, at any size and in any situation', async () => {
    const names = Object.keys(situations);
    await fc.assert(fc.asyncProperty(fc.constantFrom(...names), fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 60 }), async (name, columns, rows) => {
      const app = await shown(name, 160, 45);
      await app.hear({ kind: 'resize', size: { columns, rows } });
      const text = cellsOf(app.painted.at(-1)!).flatMap((line) => line.map((cell) => cell.text)).join('');
      expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e]/u);
      expect(app.ended).toBeNull();
    }), { numRuns: 40 });
  });
});
