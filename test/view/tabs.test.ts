import { describe, expect, test } from 'vitest';
import type { FileChange } from '../../src/engine/figure-types.ts';
import { inspectTabs } from '../../src/model/inspect-tabs.ts';
import { openApp } from '../app/driver.ts';
import type { Given } from '../app/fake-engine.ts';
import { golden } from './picture-text.ts';

const probe = (second: string, exitCode: number, output: string) => ({ Start: `2026-11-23T11:58:${second}.100Z`, End: `2026-11-23T11:58:${second}.141Z`, ExitCode: exitCode, Output: output });
const web: Given = {
  name: 'shop-api-1', image: 'registry.example.com:5000/shop/api:2.4.1', status: 'Up 2 hours (unhealthy)', command: ['node', 'server.js', '--port', '8080', '--db-password', 'hunter2'],
  env: ['PATH=/usr/local/bin:/usr/bin:/bin', 'DB_PASSWORD=hunter2', 'DATABASE_URL=postgres://shop:hunter2@db/shop', 'LANG=C.UTF-8', 'JAVA_OPTS=-Xmx1g -Ddb.password=hunter2', `LONG=${'a long value '.repeat(20)}`, 'WORDS=日本語 and \u001b[31mred\u001b[0m'],
  labels: { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'api', 'org.opencontainers.image.authors': 'somebody', config: '{"db":{"password":"hunter2"}}' },
  mounts: [{ Type: 'volume', Name: 'shop_data', Source: '/var/lib/docker/volumes/shop_data/_data', Destination: '/data', RW: true }, { Type: 'bind', Source: '/etc/localtime', Destination: '/etc/localtime', RW: false }], hostConfig: { Tmpfs: { '/run': 'size=64m' } },
  networks: { shop_default: { IPAddress: '172.18.0.4', GlobalIPv6Address: '', Gateway: '172.18.0.1', MacAddress: '02:42:ac:12:00:04', Aliases: ['api', 'shop-api-1'] }, edge: { IPAddress: '10.9.0.2', Gateway: '10.9.0.1', MacAddress: '02:42:0a:09:00:02', Aliases: null } },
  ports: { '8080/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }], '9229/tcp': null },
  health: { Status: 'unhealthy', FailingStreak: 2, Log: [probe('01', 0, 'ok\n'), probe('31', 1, 'connect to postgres://shop:hunter2@db/shop: refused\nretry in 5 s\n'), probe('51', 1, '')] },
  healthcheck: { Test: ['CMD-SHELL', 'curl -fu probe:hunter2 http://localhost:8080/health'], Interval: 30e9, Timeout: 5e9, Retries: 2 },
};
const processes = {
  titles: ['PID', 'PPID', 'USER', '%CPU', 'RSS', 'ELAPSED', 'COMMAND'],
  rows: [['4211', '4190', 'node', '12.1', '418204', '02:14:09', 'node server.js --port 8080 --db-password hunter2'], ['4260', '4211', 'node', '0.0', '9120', '02:14:08', 'node worker.js'], ['9981', '4211', 'root', '1.5', '1380', '00:03', 'sleep 5']],
};
const changes: readonly FileChange[] = [
  { kind: 'changed', path: '/etc' }, { kind: 'deleted', path: '/etc/motd' }, { kind: 'changed', path: '/var/cache' }, ...Array.from({ length: 5 }, (_, at): FileChange => ({ kind: 'added', path: `/var/cache/app/part-${at}` })), { kind: 'added', path: '/tmp/日本語' },
];

async function shown(tab: string, columns: number, rows: number, ascii: 'no' | 'symbols' = 'no') {
  const app = await openApp([web, { name: 'shop-db-1' }], { columns, rows, settings: { ascii } });
  app.engine.figures.processes('shop-api-1', processes);
  app.engine.figures.changes('shop-api-1', changes);
  await app.press(':');
  await app.type(tab);
  await app.press('enter');
  await app.pass(200);
  expect(app.screen()).not.toContain('hunter2');
  return golden(app.painted.at(-1)!);
}

const others = inspectTabs.map(({ id }) => id).filter((id) => id !== 'stats');

describe('tabs, reviewed by eye', () => {
  test.each(others)('%s at 160x45', async (tab) => {
    await expect(await shown(tab, 160, 45)).toMatchFileSnapshot(`golden/tab-${tab}-160x45.txt`);
  });

  test.each(['summary', 'raw', 'changes', 'processes', 'env'].flatMap((tab) => [[tab, 80, 24], [tab, 40, 10]] as const))('%s at %ix%i', async (tab, columns, rows) => {
    await expect(await shown(tab, columns, rows)).toMatchFileSnapshot(`golden/tab-${tab}-${columns}x${rows}.txt`);
  });

  test.each(['summary', 'raw', 'changes', 'health'])('%s in ASCII at 80x24', async (tab) => {
    await expect(await shown(tab, 80, 24, 'symbols')).toMatchFileSnapshot(`golden/tab-${tab}-ascii-80x24.txt`);
  });
});
