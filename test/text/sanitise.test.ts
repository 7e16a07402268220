import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { oneLine, plainText, runsOf } from '../../src/text/sanitise.ts';

const vectors: Record<string, string> = JSON.parse(readFileSync(new URL('../fixtures/synthetic/sanitizer-vectors.json', import.meta.url), 'utf8'));
// eslint-disable-next-line no-control-regex
const control = /[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]/;
for (const [k, v] of Object.entries(vectors)) console.log(k.padEnd(24), JSON.stringify(plainText(v)).slice(0,90));
