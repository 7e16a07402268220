import { describe, expect, test } from 'vitest';
import { ours, serverOf, spokenWith } from '../../src/engine/versions.ts';
import { headersOf } from './answers.ts';
import { capture, engines } from './captures.ts';

describe('the API version to speak', () => {
  test.each([
    ['1.41', '1.41'], ['1.50', '1.50'], ['1.51', '1.51'], ['1.52', '1.51'], ['1.55', '1.51'], ['1.9', '1.9'], ['1.100', '1.51'], ['0.99', '0.99'], ['2.0', '1.51'],
  ])('with an engine of %s it is %s', (theirs, spoken) => {
    expect(ours).toBe('1.51');
    expect(spokenWith(theirs)).toBe(spoken);
  });

  test.each([undefined, '', '1', '1.', 'v1.41', '1.41.2', '1.41-dev', '-1.4', '1.99999', ' 1.41', '1.41/../..'])('%j says nothing', (theirs) => {
    expect(spokenWith(theirs)).toBeUndefined();
  });
});

describe('who answers', () => {
  test.each(engines)('%s, by the headers of its ping', (engine) => {
    const [product, version] = engine.split('-');
    for (const name of ['ping-head', 'ping-get']) {
      const headers = headersOf(capture(engine, name));
      const server = serverOf(headers);
      expect(server.product).toBe(product === 'podman' ? 'Podman' : 'Docker');
      expect(server.version?.startsWith(version!)).toBe(true);
      expect(spokenWith(headers['api-version'])).toBe(engine.endsWith('1.55') ? '1.51' : engine.split('api')[1]);
    }
  });

  test('a proxy\'s own name in front tells no version; podman is still known by its header', () => {
    expect(serverOf({ server: 'nginx/1.25' })).toEqual({ product: 'Docker', version: null });
    expect(serverOf({})).toEqual({ product: 'Docker', version: null });
    expect(serverOf({ 'server': 'nginx/1.25', 'libpod-api-version': '5.8.6' })).toEqual({ product: 'Podman', version: null });
    expect(serverOf({ 'server': 'Docker/28.5.2 (linux)', 'libpod-api-version': '5.8.6' })).toEqual({ product: 'Podman', version: null });
    expect(serverOf({ server: 'Docker/' })).toEqual({ product: 'Docker', version: null });
    expect(serverOf({ server: `Docker/${'9'.repeat(500)}` }).version).toHaveLength(60);
  });
});
