import { describe, expect, test } from 'vitest';
import { masked } from '../../../src/model/secrets.ts';
import { healthDocument } from '../../../src/model/tabs/health.ts';
import { detailsOf, type Said } from '../details.ts';

const clock = { now: Date.parse('2026-11-23T12:00:00Z'), zone: 60 };
const lines = (said: Said) => healthDocument(detailsOf(said), clock).lines;
const texts = (said: Said) => lines(said).map(({ label, value }) => `${label}|${value}`);
const probe = (second: number, exitCode: number, output: string, took = 41) => ({ start: `2026-11-23T11:00:0${second}.000Z`, end: new Date(Date.parse(`2026-11-23T11:00:0${second}.000Z`) + took).toISOString(), exitCode, output });
const health = (...probes: readonly ReturnType<typeof probe>[]) => ({ state: { health: { status: 'unhealthy', failingStreak: 2, probes } } });

describe('the health of a container', () => {
  test('is its check, its plan and its probes, newest first, with all that they wrote', () => {
    const said: Said = { ...health(probe(1, 0, 'fine'), probe(2, 1, 'one\r\ntwo\n', 2345)), healthcheck: ['CMD-SHELL', 'curl -f http://h'], healthPlan: { interval: 5, timeout: 0.5, startPeriod: 90, retries: 0 } };
    expect(texts(said)).toEqual([
      'Health|unhealthy, 2 failed in a row', 'Check|curl -f http://h', 'Plan|every 5s, at most 500 ms long, unhealthy after 3 failures, none count in the first 1m 30s', '|',
      '12:00:02|exit 1, 2.3 s', '|one', '|two', '12:00:01|exit 0, 41 ms', '|fine',
    ]);
    expect(lines(said).map(({ tone }) => tone).filter((tone) => tone !== 'dim')).toEqual(['bad', 'normal', 'normal', 'bad', 'good']);
  });

  test('masks what is secret in the check and in the output, also over lines', () => {
    const key = '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----';
    const all = lines({ ...health(probe(1, 1, `password=hunter2\n${key}\nend`)), healthcheck: ['CMD', 'redis-cli', '-a', 'hunter2', 'ping'] });
    expect(all.map(({ value }) => value).join('\n')).not.toMatch(/hunter2|MIIE/);
    expect(all.filter(({ secret }) => secret !== null).map(({ value, secret }) => [value, secret])).toEqual([
      [`redis-cli -a ${masked} ping`, 'redis-cli -a hunter2 ping'], [`password=${masked}`, 'password=hunter2'], [masked, '-----BEGIN PRIVATE KEY-----'], [masked, 'MIIE'], [masked, '-----END PRIVATE KEY-----'],
    ]);
    expect(all[all.length - 1]).toMatchObject({ value: 'end', secret: null });
  });

  test('a probe stays known by its beginning', () => {
    const [newer, older] = lines(health(probe(1, 0, ''), probe(2, 0, ''))).slice(-2);
    expect([newer?.key, older?.key]).toEqual(['2026-11-23T11:00:02.000Z', '2026-11-23T11:00:01.000Z']);
  });

  test('times that are none are told as they are, without how long it took', () => {
    expect(texts({ state: { health: { status: 'x', failingStreak: 0, probes: [{ start: 'soon', end: '', exitCode: 3, output: '' }] } } })).toContain('soon|exit 3');
  });

  test('none yet, or none at all, is told', () => {
    expect(texts({ state: { health: { status: 'starting', failingStreak: 0, probes: [] } } })).toContain('|No probe has ended yet.');
    expect(texts({})).toEqual(['|This container has no health check.']);
    expect(texts({ healthcheck: ['NONE'] })).toEqual(['|This container has no health check.']);
    expect(texts({ healthcheck: ['CMD', 'x'] })).toEqual(['|The health check has not run: the container does not run.']);
  });
});
