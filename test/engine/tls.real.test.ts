import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseEngine } from '../../src/engine/choose.ts';
import { openEngine } from '../../src/engine/client.ts';
import { EngineError } from '../../src/engine/errors.ts';
import type { Failure, Wanted } from '../../src/engine/types.ts';
import { makeCertificates } from '../certificates.ts';
import { dockerStage } from '../contract/docker-stage.ts';
import { freePort } from '../free-port.ts';
import { missingCommand, noEngine, type OwnEngine, startOwnEngine } from '../own-engine.ts';
import { describeReal } from '../real-engine.ts';
import { typedTo } from './typed-to.ts';

const nothing: Wanted = { host: null, context: null, tlsVerify: false, tlsCaCert: null, tlsCert: null, tlsKey: null };
const { signal } = new AbortController();

describeReal('an engine over TCP with TLS', () => {
  let folder = '';
  let port = 0;
  let own: OwnEngine;
  const at = (name: string) => join(folder, name);
  const ours = { tlsVerify: true, tlsCaCert: '', tlsCert: '', tlsKey: '' };

  /** Connects and lists, and says what came of it. */
  async function tried(wanted: Partial<Wanted>, env: Record<string, string> = {}): Promise<number | Failure> {
    const { route } = chooseEngine({ ...nothing, ...wanted }, { HOME: folder, ...env }, () => true);
    const engine = openEngine(route);
    try {
      await engine.connect(signal);
      return (await engine.list(signal)).containers.length;
    } catch (error) {
      if (error instanceof EngineError) return error.failure;
      throw error;
    } finally {
      engine.close();
    }
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ww-tls-'));
    makeCertificates(folder);
    Object.assign(ours, { tlsCaCert: at('ca.pem'), tlsCert: at('client.pem'), tlsKey: at('client-key.pem') });
    port = await freePort();
    own = await startOwnEngine(['-H', `tcp://127.0.0.1:${port}`, '--tlsverify', `--tlscacert=${at('ca.pem')}`, `--tlscert=${at('server.pem')}`, `--tlskey=${at('server-key.pem')}`]);
  }, 60_000);
  afterAll(async () => {
    await own?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  test('answers whom it knows, by flags', async () => {
    expect(await tried({ host: `tcp://localhost:${port}`, ...ours })).toBe(0);
  });

  test('answers whom it knows, by DOCKER_HOST, DOCKER_TLS_VERIFY and DOCKER_CERT_PATH', async () => {
    const certificates = at('certificates');
    mkdirSync(certificates);
    for (const [from, to] of [['ca', 'ca'], ['client', 'cert'], ['client-key', 'key']]) writeFileSync(join(certificates, `${to}.pem`), readFileSync(at(`${from}.pem`)));
    expect(await tried({}, { DOCKER_HOST: `tcp://localhost:${port}`, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: certificates })).toBe(0);
  });

  test('answers whom it knows, by a context with its certificates in the store', async () => {
    const hash = createHash('sha256').update('secure').digest('hex');
    const meta = at(`.docker/contexts/meta/${hash}`);
    const tls = at(`.docker/contexts/tls/${hash}/docker`);
    for (const path of [meta, tls]) mkdirSync(path, { recursive: true });
    writeFileSync(join(meta, 'meta.json'), JSON.stringify({ Name: 'secure', Metadata: {}, Endpoints: { docker: { Host: `tcp://localhost:${port}`, SkipTLSVerify: false } } }));
    for (const [from, to] of [['ca', 'ca'], ['client', 'cert'], ['client-key', 'key']]) writeFileSync(join(tls, `${to}.pem`), readFileSync(at(`${from}.pem`)));
    expect(await tried({ context: 'secure' })).toBe(0);
    expect(await tried({}, { DOCKER_CONTEXT: 'secure' })).toBe(0);
  });

  test('streams what a container writes, until it stops', async () => {
    const made = dockerStage(own.address);
    const { route } = chooseEngine({ ...nothing, host: `tcp://localhost:${port}`, ...ours }, { HOME: folder }, () => true);
    const engine = openEngine(route);
    const ticking = await made.make('ticking');
    let lines = 0;
    const attached = engine.attach(ticking.id, { tty: false }, (received) => (lines += received.length), signal);
    await expect.poll(() => lines, { timeout: 10_000 }).toBeGreaterThan(3);
    await made.stop(ticking);
    expect(await attached).toEqual({ complete: true });
    engine.close();
    await made.close();
  });

  test('sessions: typed to, resized, with the end of input', async () => {
    const made = dockerStage(own.address);
    const { route } = chooseEngine({ ...nothing, host: `tcp://localhost:${port}`, ...ours }, { HOME: folder }, () => true);
    const engine = openEngine(route);
    await typedTo(engine, (await made.make('reader')).id, signal);
    engine.close();
    await made.close();
  });

  test('fault 59: no client certificate', async () => {
    expect(await tried({ host: `tcp://localhost:${port}`, tlsVerify: true, tlsCaCert: at('ca.pem') })).toMatchObject({ kind: 'denied', why: expect.stringContaining('wants a client certificate') });
  });

  test('fault 59: a client certificate signed by a stranger', async () => {
    expect(await tried({ host: `tcp://localhost:${port}`, ...ours, tlsCert: at('stranger.pem'), tlsKey: at('stranger-key.pem') })).toMatchObject({ kind: 'denied', why: expect.stringContaining('client certificate') });
  });

  test('fault 59: a CA that did not sign the engine', async () => {
    expect(await tried({ host: `tcp://localhost:${port}`, ...ours, tlsCaCert: at('other.pem') })).toMatchObject({ kind: 'denied', why: expect.stringContaining('signed by nobody who is known here') });
  });

  test('fault 59: another name than the certificate has', async () => {
    expect(await tried({ host: `tcp://127.0.0.1:${port}`, ...ours })).toMatchObject({ kind: 'denied', why: expect.stringContaining('is for another name') });
  });

  test('fault 59: plain HTTP to the TLS port', async () => {
    expect(await tried({ host: `tcp://localhost:${port}` })).toMatchObject({ kind: 'protocol', hint: expect.stringContaining('--tlsverify') });
  });

  test('DOCKER_TLS without verification answers, and is called insecure', async () => {
    const env = { DOCKER_HOST: `tcp://127.0.0.1:${port}`, DOCKER_TLS: '1', DOCKER_CERT_PATH: at('certificates') };
    expect(await tried({}, env)).toBe(0);
    expect(chooseEngine(nothing, { HOME: folder, ...env }).insecure).toBe('its certificate is not verified');
  });
}, noEngine() ?? missingCommand('openssl'));
