import { describe, expect, test } from 'vitest';
import type { Container } from '../../src/engine/types.ts';
import { parseFilter, type Term } from '../../src/model/filter-terms.ts';
import { after, container, listed, opened } from './state.ts';

const given: readonly Container[] = [
  container('shop-api-1', { image: 'registry.example.com:5000/shop/api:2.4.1', project: 'shop', service: 'api', health: 'healthy', labels: { 'com.example.env': 'prod', DB_PASSWORD: 'hunter2' }, networks: [{ name: 'front', ip: '' }, { name: 'back', ip: '' }], ports: [{ ip: null, hostPort: 8080, port: 80, protocol: 'tcp' }] }),
  container('shop-db-1', { image: 'postgres:16', project: 'shop', service: 'db', health: 'unhealthy', networks: [{ name: 'back', ip: '' }], ports: [{ ip: null, hostPort: null, port: 5432, protocol: 'tcp' }] }),
  container('report', { image: 'batch:9', state: 'exited', exitCode: 137, labels: { 'com.example.env': 'prod-eu' } }),
  container('Nightly', { image: 'batch:9', state: 'exited', exitCode: 0, project: 'Jobs and more' }),
];
const rows = after(opened(), listed(given)).containers.listed!;

function terms(text: string): readonly Term[] {
  const query = parseFilter(text);
  if ('problem' in query) throw new Error(query.problem);
  return query.terms;
}
const kept = (text: string) => rows.filter((row) => terms(text).every((term) => term.test(row, false) !== term.negated)).map(({ name }) => name).join(' ');
const problem = (text: string) => {
  const query = parseFilter(text);
  return 'problem' in query ? query.problem : null;
};

describe('what a filter keeps', () => {
  test.each([
    ['shop', 'shop-api-1 shop-db-1'], ['shop api', 'shop-api-1'], ['!shop', 'report Nightly'], ['SHOP', ''], ['Nightly', 'Nightly'], ['nightly', 'Nightly'],
    ['status:running', 'shop-api-1 shop-db-1'], ['status:run', 'shop-api-1 shop-db-1'], ['state:exited', 'report Nightly'], ['stat:exited', 'report Nightly'], ['status:exited,paused', 'report Nightly'], ['status:stopped', 'report Nightly'], ['!status:exited', 'shop-api-1 shop-db-1'],
    ['health:healthy', 'shop-api-1'], ['health:un', 'shop-db-1'], ['health:healthy,unhealthy', 'shop-api-1 shop-db-1'],
    ['label:com.example.env', 'shop-api-1 report'], ['label:env=prod', 'shop-api-1 report'], ['label:~env=prod$', 'shop-api-1'],
    ['image:postgres', 'shop-db-1'], ['image:postgres,batch', 'shop-db-1 report Nightly'], ['batch:9', 'report Nightly'], ['project:shop', 'shop-api-1 shop-db-1'], ['project:"Jobs and"', 'Nightly'], ['service:db', 'shop-db-1'], ['project:!shop', 'report Nightly'], ['!project:!shop', 'shop-api-1 shop-db-1'], ['project:!~^shop$', 'report Nightly'], ['project:!"Jobs and"', 'shop-api-1 shop-db-1 report'], ['postgres:!16', ''],
    ['network:front', 'shop-api-1'], ['net:back', 'shop-api-1 shop-db-1'], ['!network:back', 'report Nightly'], ['name:report', 'report'], ['id:rep', 'report'], ['id:port', ''],
    ['port:8080', 'shop-api-1'], ['port:80', 'shop-api-1'], ['port:543', ''], ['exit:137', 'report'], ['exit:>0', 'report'], ['exit:0', 'Nightly'], ['exit:!=0', 'report'], ['!exit:0', 'shop-api-1 shop-db-1 report'],
    ['~^shop-.*-1$', 'shop-api-1 shop-db-1'], ['name:~^r', 'report'], ['!~shop', 'report Nightly'], ['project:shop !health:healthy', 'shop-db-1'],
    ['"shop-d"', 'shop-db-1'], ['"Jobs and more"', 'Nightly'], ['', 'shop-api-1 shop-db-1 report Nightly'], ['   ', 'shop-api-1 shop-db-1 report Nightly'], ['"unfinished', ''],
  ])('%s: %s', (text, wanted) => {
    expect(kept(text)).toBe(wanted);
  });

  test('what is still being typed hides nothing', () => {
    for (const text of ['status:', 'status:!', '!', '!status:', 'port:', 'exit:', '~', '"', 'label:', 'image:,']) expect([text, kept(text).split(' ').length]).toEqual([text, 4]);
  });

  test.each([
    ['status:nonsense', /^no such status: nonsense \(created, running/], ['health:ill', /^no such health: ill \(healthy/], ['port:http', /port: a number/], ['exit:never', /exit: a code/], ['~[', /not a regular expression/], ['name:~(', /not a regular expression/], ['shop ~(?=x)', /can take forever/],
  ])('%s is no filter, and why is said', (text, why) => {
    expect(problem(text)).toMatch(why);
  });

  test('secret values of labels cannot be guessed', () => {
    expect(kept('label:DB_PASSWORD')).toBe('shop-api-1');
    for (const guess of ['label:hunter2', 'label:~hunter', 'label:DB_PASSWORD=h', 'hunter2']) expect(kept(guess)).toBe('');
  });

  test('whatever is typed is taken in or refused, and quickly', () => {
    for (const text of ['!!!', '::::', '"""', '!"a', '~~', 'a:b:c', 'status:~', '~"a b"', 'label:"a=b c"', '!status:"running"x', `${'a'.repeat(10_000)}:`, '"'.repeat(1001)]) expect(parseFilter(text)).toBeTypeOf('object');
  });
});

describe('where it is found', () => {
  const places = (text: string, within: string) => terms(text).flatMap((term) => term.ranges(within).map(([from, to]) => within.slice(from, to)));
  test.each([['shop', 'my-Shop-shop', ['Shop', 'shop']], ['image:api', 'shop/api:2', ['api']], ['!shop', 'shop', []], ['~s.o', 'shop', ['sho']], ['exit:1', 'exit 1', []], ['status:run', 'running', ['run']]] as const)('%s in %s', (text, within, wanted) => {
    expect(places(text, within)).toEqual(wanted);
  });
});
