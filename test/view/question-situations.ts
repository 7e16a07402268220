/** Every kind of question, and what was done, for the goldens. */
import { ask, askFor } from '../app/ask.ts';
import type { App } from '../app/driver.ts';
import type { Given } from '../app/fake-engine.ts';

interface Situation {
  readonly fleet?: readonly Given[];
  readonly act: (app: App) => Promise<void>;
}

const volume = 'f0'.repeat(32);
const fleet: readonly Given[] = [
  { name: 'db', image: 'postgres:16', state: 'exited', status: 'Exited (0) 3 hours ago', finishedAt: '2026-11-23T09:00:00Z', mounts: [{ Type: 'volume', Name: volume, Destination: '/data', RW: true }, { Type: 'volume', Name: 'pg', Destination: '/var/lib/postgresql', RW: true }] },
  { name: 'job-\u001b[31m日本', state: 'created', status: 'Created' },
  { name: 'prod-api', image: 'shop/api:2.4.1', labels: { 'whalewatch.protect': 'true' } },
  {
    name: 'shop-web-1', image: 'registry.example.com:5000/shop/web:2.4.1', status: 'Up 2 hours (healthy)', labels: { 'com.docker.compose.project': 'shop' }, stopTimeout: 90, hostConfig: { AutoRemove: true, Memory: 536_870_912 },
    ports: { '80/tcp': [{ HostIp: '0.0.0.0', HostPort: '8080' }], '443/tcp': [{ HostIp: '0.0.0.0', HostPort: '8443' }] }, mounts: [{ Type: 'volume', Name: volume, Destination: '/cache', RW: true }],
  },
];

const about = (key: string, ...more: readonly string[]): Situation => ({ fleet, act: async (app) => {
  await app.press('G');
  await app.pass(400);
  await ask(app, key);
  await app.press(...more);
} });
const named = (command: string, ...more: readonly string[]): Situation => ({ fleet, act: async (app) => {
  await app.press('G');
  await app.pass(400);
  await askFor(app, command);
  await app.press(...more);
} });

export const questionSituations: Readonly<Record<string, Situation>> = {
  'a stop asked about': about('s'),
  'a restart asked about': about('r'),
  'a pause asked about': about('p'),
  'a kill asked about': about('K', 'j', 'j', 'j'),
  'a timeout typed': about('s', 't', '3', '0'),
  'a removal asked about': about('d'),
  'a forced removal asked about': about('d', 'f', 'v', 'y', 's', 'h', 'enter'),
  'a rename asked about': named(':rename', '-', '2'),
  'limits asked about': named(':limits', ' ', 'c', 'p', 'u', '=', '1', 'enter'),
  'a prune asked about': named(':prune'),
  'a protected one asked about': { fleet, act: async (app) => {
    await app.press('G', 'k');
    await app.pass(400);
    await ask(app, 's');
    await app.press('y');
  } },
  'many asked about': { fleet, act: async (app) => {
    await app.press('g', 'space', 'space', 'space', 'space');
    await ask(app, 's');
  } },
  'asked about without an answer': { fleet, act: async (app) => {
    app.engine.fail('unreachable', 'nobody listens on /fake.sock (ECONNREFUSED)');
    await app.pass(12_000);
    await app.press('G');
    await ask(app, 's');
    await app.press('y');
  } },
  'not yet to be answered': { fleet, act: async (app) => {
    await app.press('G', 's');
  } },
  'what came of many': { fleet: ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ name })), act: async (app) => {
    app.engine.actions.holdActions();
    await app.press('g', ...'abcdef'.split('').map(() => 'space'));
    await ask(app, 's');
    await app.press('y');
    await app.pass(200);
    app.engine.actions.act('a').fail('status', 'cannot stop container: a: permission denied', 500);
    app.engine.actions.act('b').fail('timeout', 'no answer within 70 s');
    app.engine.actions.act('c').already();
    await app.pass(200);
  } },
  'what is under way in its row': { fleet: [{ name: 'api' }, { name: 'web' }], act: async (app) => {
    app.engine.actions.holdActions();
    await app.press('g');
    await ask(app, 's');
    await app.press('y');
    await app.pass(200);
    await app.press('j');
    await ask(app, 'r');
    await app.press('y');
    await app.pass(200);
    app.engine.actions.act('web').fail('timeout', 'no answer within 70 s');
    await app.pass(200);
  } },
  'quitting meanwhile': { fleet: [{ name: 'web' }], act: async (app) => {
    app.engine.actions.holdActions();
    await ask(app, 's');
    await app.press('y');
    await app.pass(200);
    await app.press('q');
    await app.pass(200);
  } },
};
