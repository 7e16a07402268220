import { describe, expect, test } from 'vitest';
import { decodeDetails } from '../../src/engine/decode.ts';
import { summaryLines } from '../../src/model/details-lines.ts';
import { jsonLines } from '../../src/model/json-lines.ts';
import { captures } from '../engine/captures.ts';

const attempt = { what: 'inspect', where: 'test', path: '/test' };
const clock = { now: Date.parse('2026-11-23T04:00:00Z'), skew: 0, zone: 0 };
const shown = (body: string) => summaryLines(decodeDetails(attempt, body), clock).map(({ label, value }) => `${label.padEnd(12)}${value}`).join('\n');
const all = captures('inspect-').filter(({ bytes }) => bytes.length > 0);

describe('the summary', () => {
  test.each(all.map(({ engine, name, bytes }) => [`${engine} ${name}`, bytes.toString('utf8')] as const))('%s: every section, nothing undefined, no control character', (_, body) => {
    const text = shown(body);
    for (const label of ['State', 'Health', 'Restarts', 'Image', 'Command', 'Created', 'Id', 'Ports', 'Networks', 'Mounts', 'Limits', 'Log driver', 'Env']) expect(text).toMatch(new RegExp(`^${label}`, 'm'));
    expect(text).not.toMatch(/undefined|null|NaN|Invalid|\[object/);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  test.each(all.filter(({ name }) => name === 'inspect-secret').map(({ engine, bytes }) => [engine, bytes.toString('utf8')] as const))('%s: secrets are masked, in the summary and in raw JSON', (_, body) => {
    expect(shown(body)).not.toMatch(/hunter2|t0ps3cret|pa55/);
    expect(jsonLines(body).map(({ value }) => value).join('\n')).not.toMatch(/hunter2|t0ps3cret|pa55/);
    expect(shown(body)).toMatch(/PASSWORD=••••••••/);
  });

  test('states in words', () => {
    const of = (name: string) => shown(all.find((one) => one.name === name && one.engine.startsWith('docker-20'))!.bytes.toString('utf8'));
    expect(of('inspect-exited')).toMatch(/State +exited 3 at/);
    expect(of('inspect-paused')).toMatch(/State +paused, started/);
    expect(of('inspect-created')).toMatch(/State +.*(created|never)/);
    expect(of('inspect-unhealthy')).toMatch(/Health +unhealthy[^]*last probe/);
    expect(of('inspect-restarting')).toMatch(/Restarts +\d+ \(policy always\)/);
    expect(of('inspect-none')).toMatch(/Log driver +none/);
  });
});
