/** A socket in front of an engine's that counts what passes, and can cut it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Wire {
  readonly address: string;
  /** Requests asked and bytes answered so far. */
  counts(): { requests: number; lists: number; bytes: number };
  /** Breaks every connection off; new ones are taken. */
  cut(): void;
  close(): void;
}

/** Opens the counting socket in front of a `unix://` address. */
export async function countingWire(address: string): Promise<Wire> {
  const folder = mkdtempSync(join(tmpdir(), 'whalewatch-wire-'));
  const path = join(folder, 'engine.sock');
  const open = new Set<Socket>();
  let requests = 0;
  let lists = 0;
  let bytes = 0;
  const server = createServer((near) => {
    const far = connect(address.replace('unix://', ''));
    open.add(near);
    near.on('close', () => open.delete(near));
    near.on('data', (data: Buffer) => {
      const asked = data.toString('latin1').match(/^(GET|HEAD|POST|DELETE) .*/gm) ?? [];
      requests += asked.length;
      lists += asked.filter((line) => line.includes('/containers/json')).length;
      far.write(data);
    });
    far.on('data', (data: Buffer) => {
      bytes += data.length;
      near.write(data);
    });
    for (const [one, other] of [[near, far], [far, near]] as const) one.on('error', () => other.destroy()).on('close', () => other.destroy());
  });
  await new Promise<void>((done) => server.listen(path, done));
  return {
    address: `unix://${path}`,
    counts: () => ({ requests, lists, bytes }),
    cut: () => {
      for (const socket of open) socket.destroy();
    },
    close: () => {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
