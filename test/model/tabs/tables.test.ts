import { describe, expect, test } from 'vitest';
import type { Document } from '../../../src/model/document.ts';
import { masked } from '../../../src/model/secrets.ts';
import { envDocument, labelsDocument, mountsDocument, networksDocument } from '../../../src/model/tabs/tables.ts';
import { detailsOf } from '../details.ts';

const texts = (document: Document) => document.lines.map(({ label, value }) => `${label}|${value}`);

describe('environment and labels', () => {
  test('stand by name, values under one another, secrets masked and beneath', () => {
    const document = envDocument(detailsOf({ env: ['ZED=1', 'DB_PASSWORD=hunter2', 'EMPTY', 'A=b=c'] }));
    expect(texts(document)).toEqual(['A|b=c', `DB_PASSWORD|${masked}`, 'EMPTY|', 'ZED|1']);
    expect(document.labelWidth).toBe('DB_PASSWORD'.length + 2);
    expect(document.lines[1]).toMatchObject({ secret: 'hunter2', key: 'DB_PASSWORD' });
    expect(document.lines[0]).toMatchObject({ secret: null });
  });

  test('are copied with their lines, and nothing that acts', () => {
    const [line, secret] = envDocument(detailsOf({ env: ['TEXT=one\n\ttwo\u001b[31m', 'TOKEN=a\nb'] })).lines;
    expect(line).toMatchObject({ value: 'one⏎ two', copied: 'one\n    two' });
    expect(secret).toMatchObject({ value: masked, secret: 'a⏎b', clear: 'a\nb' });
    expect(secret).not.toHaveProperty('copied');
  });

  test('a long value is whole', () => {
    expect(labelsDocument(detailsOf({ labels: { a: 'x'.repeat(20_000) } })).lines[0]?.value).toHaveLength(20_000);
  });

  test('a very long name moves no other value', () => {
    expect(labelsDocument(detailsOf({ labels: { ['x'.repeat(300)]: '1', a: '2' } })).labelWidth).toBe(42);
  });

  test('none is told', () => {
    expect(texts(envDocument(detailsOf()))[0]).toContain('No environment');
    expect(texts(labelsDocument(detailsOf()))[0]).toContain('no labels');
  });
});

describe('mounts', () => {
  test('stand by their place, also what is kept in memory', () => {
    const document = mountsDocument(detailsOf({
      mounts: [{ type: 'volume', name: 'data', source: '/vol/data', target: '/var', writable: true }, { type: 'bind', name: '', source: '/etc', target: '/etc', writable: false }, { type: 'tmpfs', name: '', source: '', target: '/tmp', writable: true }],
      tmpfs: { '/scratch': 'ro,size=1m', '/tmp': '' },
    }));
    expect(document.heading).toBe('TARGET    TYPE    MODE  VOLUME  SOURCE');
    expect(texts(document)).toEqual([
      '/etc      |bind    ro            /etc', '/scratch  |tmpfs   ro            ro,size=1m', '/tmp      |tmpfs   rw', '/var      |volume  rw    data    /vol/data',
    ]);
    expect(document.lines.map(({ copied }) => copied)).toEqual(['/etc', 'ro,size=1m', '/tmp', '/vol/data']);
  });

  test('none is told', () => expect(texts(mountsDocument(detailsOf()))[0]).toContain('Nothing is mounted'));
});

describe('networks', () => {
  const network = (name: string, ip: string, aliases: readonly string[] = []) => ({ name, ip, ipv6: '', gateway: '10.0.0.1', mac: '', aliases });

  test('stand by name, without columns that nobody fills, and the ports below', () => {
    const document = networksDocument(detailsOf({ networks: [network('shop', '10.0.0.2', ['web', 'api']), network('back', '')], ports: [{ ip: '127.0.0.1', hostPort: 8080, port: 80, protocol: 'tcp' }, { ip: null, hostPort: null, port: 81, protocol: 'udp' }] }));
    expect(document.heading).toBe('NETWORK  ADDRESS     GATEWAY   ALIASES');
    expect(texts(document)).toEqual(['back     |no address  10.0.0.1', 'shop     |10.0.0.2    10.0.0.1  web, api', '|', 'Ports  |127.0.0.1:8080 → 80/tcp', '       |81/udp (not published)']);
  });

  test('none is told, with the mode', () => {
    expect(texts(networksDocument(detailsOf({ networkMode: 'host' })))[0]).toContain('mode host');
    expect(texts(networksDocument(detailsOf({ networkMode: '' })))[0]).toContain('on no network');
  });

  test('wide characters keep the columns', () => {
    expect(texts(networksDocument(detailsOf({ networks: [network('日本', '1.2.3.4'), network('a', '5.6.7.8')] })))).toEqual(['a        |5.6.7.8  10.0.0.1', '日本     |1.2.3.4  10.0.0.1']);
  });
});

test('no text of the engine reaches a table unclean', () => {
  const evil = 'x\u001b[2J\u0007\u202ey';
  const details = detailsOf({
    env: [`${evil}=${evil}`], labels: { [evil]: evil }, mounts: [{ type: evil, name: evil, source: evil, target: evil, writable: true }], tmpfs: { [`${evil}2`]: evil }, networkMode: evil,
    networks: [{ name: evil, ip: evil, ipv6: evil, gateway: evil, mac: evil, aliases: [evil] }], ports: [{ ip: evil, hostPort: 1, port: 1, protocol: evil }],
  });
  for (const document of [envDocument(details), labelsDocument(details), mountsDocument(details), networksDocument(details)]) {
    for (const { label, value, copied = '' } of document.lines) expect(label + value + copied + (document.heading ?? '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  }
});
