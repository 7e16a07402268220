/** A socket in front of an engine's that counts what passes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Wire {
  readonly address: string;
  /** Requests asked and bytes answered so far. */
  counts(): { requests: number; bytes: number };
  close(): void;
}

/** Opens the counting socket in front of a `unix://` address. */
export async function countingWire(address: string): Promise<Wire> {
  const folder = mkdtempSync(join(tmpdir(), 'whalewatch-wire-'));
  const path = join(folder, 'engine.sock');
  let requests = 0;
  let bytes = 0;
  const server = createServer((near) => {
    const far = connect(address.replace('unix://', ''));
    near.on('data', (data: Buffer) => {
      requests += (data.toString('latin1').match(/^(GET|HEAD|POST|DELETE) /gm) ?? []).length;
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
    counts: () => ({ requests, bytes }),
    close: () => {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
