/** An engine with one container whose log is numbered lines, which cuts every log stream somewhere. */
import type { Socket } from 'node:net';
import { serveHttp } from '../engine/socket-server.ts';

export interface NumberedEngine {
  readonly socketPath: string;
  /** Log streams that were opened. */
  streams(): number;
}

const id = 'a'.repeat(64);
const listed = [{ Id: id, Names: ['/counter'], Image: 'i', State: 'running', Status: 'Up 2 hours', Ports: [], Labels: {} }];
const inspected = { Id: id, Name: '/counter', Config: { Image: 'i', Tty: false }, State: { Status: 'running', Running: true, StartedAt: '2026-11-23T10:00:00Z' }, HostConfig: { LogConfig: { Type: 'json-file' } } };

/** A number from 0 up to `below`, the same at every run. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
}

/** Serves `count` lines, twenty a second by their timestamps; `whole`: whole seconds only; `exclusive`: `since` leaves its own moment out. */
export async function serveNumbered(count: number, options: { seed: number; whole?: boolean; exclusive?: boolean }): Promise<NumberedEngine> {
  const { seed, whole = false, exclusive = false } = options;
  const roll = dice(seed);
  let streams = 0;
  const lines = Array.from({ length: count }, (_, at) => {
    const nanoseconds = (at % 20) * 50_000_000 + 123_456;
    const seconds = 1_795_400_000 + Math.floor(at / 20);
    const stamp = `${new Date(seconds * 1000).toISOString().slice(0, 19)}${whole ? '' : `.${String(nanoseconds).padStart(9, '0')}`}Z`;
    return { time: seconds + (whole ? 0 : nanoseconds / 1e9), text: Buffer.from(`${stamp} number ${at + 1}\n`) };
  });
  const frame = (text: Buffer) => {
    const head = Buffer.alloc(8);
    head.writeUInt8(1, 0);
    head.writeUInt32BE(text.length, 4);
    return Buffer.concat([head, text]);
  };
  const { socketPath } = await serveHttp((request, response) => {
    const path = (request.url ?? '').replace(/^\/v[\d.]+/, '');
    const json = (body: unknown) => response.setHeader('Content-Type', 'application/json').end(JSON.stringify(body));
    response.setHeader('Api-Version', '1.41').setHeader('Server', 'Docker/20.10.24 (linux)');
    if (path === '/_ping') response.end('OK');
    else if (path.startsWith('/containers/json')) json(listed);
    else if (path.endsWith('/json')) json(inspected);
    else if (path.startsWith('/events')) response.flushHeaders();
    else {
      streams++;
      const since = Number(new URL(path, 'http://x').searchParams.get('since') ?? '0');
      const wanted = Buffer.concat(lines.filter(({ time }) => (exclusive ? time > since : time >= since - 1e-7)).map(({ text }) => frame(text)));
      const cut = roll(wanted.length * (streams < 6 ? 1 : 2));
      response.write(wanted.subarray(0, cut), () => {
        if (cut < wanted.length) (response.socket as Socket).destroy();
      });
    }
  });
  return { socketPath, streams: () => streams };
}
