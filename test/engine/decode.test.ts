import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeDetails, decodeList, decodeVersion } from '../../src/engine/decode.ts';
import { EngineError } from '../../src/engine/errors.ts';
import type { Failure } from '../../src/engine/types.ts';
import { bodyOf } from './answers.ts';
import { capture, captures, engines, synthetic } from './captures.ts';
import { anyValue, damaged } from './damaged.ts';

const attempt = { what: 'list containers', where: 'unix:///run/x.sock', path: '/run/x.sock' };

function failure(decode: () => unknown): Failure {
  try {
    decode();
  } catch (error) {
    expect(error).toBeInstanceOf(EngineError);
    return (error as EngineError).failure;
  }
  throw new Error('it was decoded');
}

describe('a list', () => {
  test.each(captures('list-').map(({ engine, name, bytes }) => [`${engine} ${name}`, bytes.toString()] as const))('%s: as many containers as the engine sent', (_, body) => {
    const containers = decodeList(attempt, body);
    expect(containers).toHaveLength((JSON.parse(body) as unknown[]).length);
    expect(new Set(containers.map(({ id }) => id)).size).toBe(containers.length);
  });

  test('a thousand and twelve of them', () => {
    expect(decodeList(attempt, capture('docker-28', 'list-1012-containers').toString())).toHaveLength(1012);
  });

  test('an empty list is one; nothing else is', () => {
    expect(decodeList(attempt, '[]')).toEqual([]);
    expect(decodeList(attempt, ' [ ]\n')).toEqual([]);
  });

  const hint = 'Is it a Docker engine that listens there?';
  test.each([
    ['cut short', synthetic('list-truncated.json').toString(), 'bad answer: it is no JSON, or was cut short'],
    ['null', synthetic('list-null.json').toString(), 'bad answer: a list was expected, not null'],
    ['an object', synthetic('list-wrong-shape.json').toString(), 'bad answer: a list was expected, not this object'],
    ['empty', '', 'bad answer: it is empty'],
    ['blank', ' \r\n', 'bad answer: it is empty'],
    ['HTML', '<html><body>hello', 'bad answer: it is no JSON, or was cut short'],
    ['a number', '7', 'bad answer: a list was expected, not a number'],
    ['a text', '"[]"', 'bad answer: a list was expected, not a string'],
    ['a message that is no error', '{"message":"hello"}', 'bad answer: a list was expected, not this object'],
  ])('a body that is %s is a failure, never an empty list', (_, body, why) => {
    expect(failure(() => decodeList(attempt, body))).toEqual({ kind: 'protocol', what: 'list containers', where: 'unix:///run/x.sock', why, hint, status: null });
  });

  test('an error inside a 200 says what it says', () => {
    expect(failure(() => decodeList(attempt, bodyOf(synthetic('error-200-with-error-json.http'))))).toMatchObject({ kind: 'status', status: 500, why: 'container is stopped' });
    expect(bodyOf(capture('podman-5.8', 'stats-exited'))).toContain('"response":500');
  });

  test('rows that are none stand as such beside the good ones', () => {
    expect(decodeList(attempt, '[null,{"Id":"a"},7]').map(({ id }) => id)).toEqual(['?0', 'a', '?2']);
    expect(decodeList(attempt, synthetic('list-garbage-fields.json').toString())).toHaveLength(2);
  });

  test('any body is a list of as many rows, or an EngineError', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), damaged([{ Id: 'a' }, { Id: 'b' }]).map((value) => JSON.stringify(value))), (body) => {
      let wanted: unknown;
      try {
        wanted = JSON.parse(body);
      } catch {
        wanted = undefined;
      }
      if (Array.isArray(wanted)) expect(decodeList(attempt, body)).toHaveLength(wanted.length);
      else expect(['protocol', 'status']).toContain(failure(() => decodeList(attempt, body)).kind);
    }));
  });
});

describe('the details', () => {
  test.each(captures('inspect-').map(({ engine, name, bytes }) => [`${engine} ${name}`, bytes.toString()] as const))('%s', (_, body) => {
    expect(decodeDetails(attempt, body)).toMatchObject({ id: (JSON.parse(body) as { Id: string }).Id, text: body });
  });

  test.each([
    ['[]', 'bad answer: a container was expected, not a list'], ['{}', 'bad answer: a container was expected, not this object'], ['{"Id":7}', 'bad answer: a container was expected, not this object'],
    ['null', 'bad answer: a container was expected, not null'], ['', 'bad answer: it is empty'], ['{"Id":"a"', 'bad answer: it is no JSON, or was cut short'],
  ])('%j are none', (body, why) => {
    expect(failure(() => decodeDetails(attempt, body))).toMatchObject({ kind: 'protocol', why });
  });

  test('any body gives details or an EngineError', () => {
    fc.assert(fc.property(anyValue, (value) => {
      const id = (value as { Id?: unknown } | null)?.Id;
      if (typeof id === 'string' && id !== '') expect(decodeDetails(attempt, JSON.stringify(value)).id).toBe(id);
      else failure(() => decodeDetails(attempt, JSON.stringify(value)));
    }));
  });
});

describe('the version', () => {
  test.each(engines)('%s', (engine) => {
    const [product, version, api] = engine.split('-');
    const decoded = decodeVersion(attempt, capture(engine, 'version').toString(), false);
    expect(decoded).toMatchObject({ product: product === 'podman' ? 'Podman' : 'Docker', apiVersion: api!.replace('api', '') });
    expect(decoded.version.startsWith(version!)).toBe(true);
  });

  test('podman behind a proxy is known from before, and has then the version it says', () => {
    expect(decodeVersion(attempt, '{"Version":"5.0.0"}', true)).toEqual({ product: 'Podman', version: '5.0.0', apiVersion: '' });
    expect(decodeVersion(attempt, '{"Version":"1","Components":[null,{"Name":"Conmon","Version":"2"},{"Name":"Podman Engine","Version":"5.1.0"}]}', false).version).toBe('5.1.0');
  });

  test.each(['[]', '{}', 'null', '{"Version":""}', '', '<html>'])('%j is none', (body) => {
    expect(failure(() => decodeVersion(attempt, body, false)).kind).toBe('protocol');
  });
});
