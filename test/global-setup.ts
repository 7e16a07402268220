/** Before the tests: finds or starts the real engine, once, and says in one line what is left out when there is none. */

import { readdirSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { noEngine, startOwnEngine } from './own-engine.ts';
import { inCi as must, type RealEngine } from './real-engine.ts';

/** Whether the command line leaves a real-engine suite in: it names none, or a place where there is one. */
function asked(): boolean {
  const patterns = process.argv.slice(2).filter((word) => /^[^-].*test\b/.test(word) && !word.endsWith('config.ts'));
  if (patterns.length === 0) return true;
  const files = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.real.test.ts'));
  return files.some((file) => patterns.some((pattern) => `test/${file}`.includes(pattern.replace(/^.*?\btest\//, 'test/'))));
}

async function find(): Promise<{ engine: RealEngine; end: () => Promise<void> }> {
  const given = process.env['WHALEWATCH_TEST_ENGINE'];
  if (given !== undefined && given !== '') return { engine: { address: given }, end: async () => undefined };
  const missing = noEngine();
  if (missing !== null) return { engine: { missing: `${missing}; WHALEWATCH_TEST_ENGINE=unix:///… names one that runs`, must }, end: async () => undefined };
  try {
    const own = await startOwnEngine();
    return { engine: { address: own.address }, end: () => own.stop() };
  } catch (error) {
    return { engine: { missing: `the engine did not start: ${(error as Error).message}`, must }, end: async () => undefined };
  }
}

/** Vitest calls it before the first test file, and what it returns after the last. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!asked()) {
    project.provide('realEngine', { missing: 'no real-engine suite was asked for', must: false });
    return async () => undefined;
  }
  const { engine, end } = await find();
  if ('missing' in engine) console.log(`real-engine suites (*.real.test.ts) ${engine.must ? 'fail' : 'left out'}: ${engine.missing}`);
  project.provide('realEngine', engine);
  return end;
}
