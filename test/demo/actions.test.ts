import { afterEach, expect, test } from 'vitest';
import { startDemo } from '../../src/demo/server.ts';
import type { Demo } from '../../src/demo/server.ts';
import type { Recipe } from '../../src/demo/recipe.ts';
import { ask } from './ask.ts';

let demo: Demo | null = null;
afterEach(() => demo?.close());

async function start(fleet: readonly Recipe[]): Promise<Demo> {
  demo = await startDemo({ fleet });
  return demo;
}

const said = ({ status, body }: { status: number; body: Buffer }) => `${status} ${body.toString().trim()}`;

test('a prune takes what does not run, by its filters', async () => {
  const { fleet, socketPath } = await start([
    { name: 'old', state: 'exited', created: 7200, finished: 7000, labels: { keep: 'no' } }, { name: 'new', state: 'exited' }, { name: 'kept', state: 'created', labels: { keep: 'yes' } },
    { name: 'runs' }, { name: 'loops', state: 'restarting', restart: { name: 'always', maximum: 0 }, habit: 'crashing' },
  ]);
  const prune = async (filters: object) => {
    const answer = await ask({ socketPath }, `/v1.51/containers/prune?filters=${encodeURIComponent(JSON.stringify(filters))}`, 'POST');
    return answer.status === 200 ? (JSON.parse(answer.body.toString()) as { ContainersDeleted: string[] | null }).ContainersDeleted : said(answer);
  };
  const ids = new Map([...fleet.containers.values()].map(({ name, id }) => [name, id]));
  expect(await prune({ bogus: ['x'] })).toBe('400 {"message":"invalid filter \'bogus\'"}');
  expect(await prune({ until: ['x'] })).toBe('400 {"message":"failed to parse value as time or duration: \\"x\\""}');
  expect(await prune({ label: ['keep=maybe'] })).toBeNull();
  expect(await prune({ until: ['1h'] })).toEqual([ids.get('old')]);
  expect(await prune({ 'label!': ['keep=yes'] })).toEqual([ids.get('new')]);
  expect(await prune({})).toEqual([ids.get('kept')]);
  expect([...fleet.containers.values()].map(({ name }) => name)).toEqual(['runs', 'loops']);
});

test('an update wants JSON, and is checked before anything changes', async () => {
  const { fleet, socketPath } = await start([{ name: 'api', restart: { name: 'always', maximum: 0 } }]);
  const update = async (body: string, type?: string) => said(await ask({ socketPath }, '/v1.51/containers/api/update', 'POST', body, type));
  expect(await update('{}', 'text/plain')).toBe('400 {"message":"unsupported Content-Type header (text/plain): must be \'application/json\'"}');
  expect(await update('{"Mem')).toBe('400 {"message":"invalid JSON: unexpected EOF"}');
  expect(await update('{"Memory":1000}')).toBe('400 {"message":"Minimum memory limit allowed is 6MB"}');
  expect(await update('{"Memory":67108864,"MemorySwap":1048576}')).toBe('400 {"message":"Minimum memoryswap limit should be larger than memory limit, see usage"}');
  expect(await update('{"Memory":67108864}')).toContain('409 {"message":"Cannot update container ');
  expect(await update('{"NanoCpus":9000000000}')).toBe('400 {"message":"Range of CPUs is from 0.01 to 8.00, as there are only 8 CPUs available"}');
  expect(await update('{"RestartPolicy":{"Name":"always","MaximumRetryCount":3}}')).toContain('400 ');
  const [api] = [...fleet.containers.values()];
  expect(api).toMatchObject({ restart: { name: 'always' }, limits: { memory: 0, memorySwap: 0, nanoCpus: 0, pids: null } });
  expect(await update('{"Memory":67108864,"MemorySwap":-1,"NanoCpus":500000000,"PidsLimit":-1}')).toBe('200 {"Warnings":null}');
  expect(await update('{"Memory":0,"NanoCpus":0}')).toBe('200 {"Warnings":null}');
  expect(api).toMatchObject({ restart: { name: 'always' }, limits: { memory: 67108864, memorySwap: -1, nanoCpus: 500000000, pids: 0 } });
});

test('a new name is the container\'s everywhere, and the old one free', async () => {
  const running = await start([{ name: 'api' }, { name: 'db' }]);
  const rename = async (from: string, to: string) => said(await ask(running, `/v1.51/containers/${from}/rename?name=${encodeURIComponent(to)}`, 'POST'));
  expect(await rename('api', 'db')).toMatch(/^409 .*Conflict\. The container name \\"\/db\\" is already in use by container \\"[0-9a-f]{64}\\"\. You have to remove \(or rename\)/);
  expect(await rename('api', 'x')).toContain('400 {"message":"Error when allocating new name: Invalid container name (/x), only');
  expect(await rename('api', 'api')).toContain('400 {"message":"Renaming a container with the same name');
  expect(await rename('api', '')).toContain('400 {"message":"Neither old nor new names may be empty"}');
  expect(await rename('api', '/web')).toBe('204 ');
  expect((await ask(running, '/v1.51/containers/api/json')).status).toBe(404);
  expect((JSON.parse((await ask(running, '/v1.51/containers/web/json')).body.toString()) as { Name: string }).Name).toBe('/web');
  expect((await ask(running, '/v1.51/containers/json')).body.toString()).toContain('"Names":["/web"]');
  expect(await rename('db', 'api')).toBe('204 ');
  expect(running.fleet.events.past.at(-2)).toMatchObject({ action: 'rename', name: 'web' });
});

test('a signal: the engine\'s words for a bad one and for one that comes too late; a stubborn container minds KILL alone', async () => {
  const running = await start([{ name: 'api', habit: 'stubborn' }]);
  const kill = async (signal: string, of = 'api') => said(await ask(running, `/v1.51/containers/${of}/kill?signal=${signal}`, 'POST'));
  expect(await kill('BOGUS')).toBe('400 {"message":"cannot kill container: api: invalid signal: BOGUS"}');
  expect(await kill('65')).toBe('400 {"message":"cannot kill container: api: the linux daemon does not support signal 65"}');
  expect(await kill('TERM', 'nobody')).toBe('404 {"message":"cannot kill container: nobody: No such container: nobody"}');
  expect(await kill('SIGTERM')).toBe('204 ');
  const [api] = [...running.fleet.containers.values()];
  expect(api?.state).toBe('running');
  expect(await kill('KILL')).toBe('204 ');
  expect(api).toMatchObject({ state: 'exited', exitCode: 137 });
  expect(await kill('KILL')).toBe(`409 {"message":"cannot kill container: api: container ${api?.id} is not running"}`);
});
