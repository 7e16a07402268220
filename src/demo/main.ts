/** The demo engine as a process of its own: prints its address, ends on SIGTERM, SIGINT or when its standard input (a pipe or a terminal) ends. */

import { fstatSync } from 'node:fs';
import { startDemo } from './server.ts';

function option(name: string): string | undefined {
  const lead = `--${name}=`;
  return process.argv.find((word) => word.startsWith(lead))?.slice(lead.length);
}

function count(name: string): number | undefined {
  const value = option(name);
  if (value === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(value)) {
    process.stderr.write(`demo-engine: --${name} wants a number, not ${JSON.stringify(value)}\n`);
    process.exit(2);
  }
  return Number(value);
}

const containers = count('containers');
const socketPath = option('socket');
const perSecond = count('flood');
const burst = count('burst');
const demo = await startDemo({ ...(containers === undefined ? {} : { containers }), ...(socketPath === undefined ? {} : { socketPath }) });
if (perSecond !== undefined || burst !== undefined) {
  demo.fleet.add({ name: 'flood', labels: { 'org.example.flood': String(perSecond ?? burst) } });
  demo.fleet.flood('flood', burst === undefined ? { perSecond: perSecond as number } : { lines: burst });
}
const end = () => void demo.close().then(() => process.exit(0));
process.once('SIGTERM', end);
process.once('SIGINT', end);
const input = fstatSync(0);
if (input.isFIFO() || input.isSocket() || process.stdin.isTTY) {
  process.stdin.once('end', end);
  process.stdin.resume();
}
process.once('exit', () => demo.closeNow());
process.stdout.write(`${demo.address}\n`);
