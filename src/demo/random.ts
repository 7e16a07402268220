/** Chance that repeats itself: numbers that depend on a seed and a position only. */

import { createHash } from 'node:crypto';

/** A 32-bit number that looks random, from a seed and a position. */
export function scramble(seed: number, position: number): number {
  let value = Math.imul(seed ^ (position + 0x9e3779b9), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 15) ^ Math.imul(position, 0x2c1b3c6d), 0xc2b2ae35);
  value = Math.imul(value ^ (value >>> 13), 0x27d4eb2f);
  return (value ^ (value >>> 16)) >>> 0;
}

/** A number from 0 (included) to 1 (excluded). */
export function chance(seed: number, position: number): number {
  return scramble(seed, position) / 4294967296;
}

/** A whole number from 0 to `limit - 1`. */
export function below(limit: number, seed: number, position: number): number {
  return scramble(seed, position) % limit;
}

/** One of a list that is not empty. */
export function pick<T>(list: readonly T[], seed: number, position: number): T {
  return list[scramble(seed, position) % list.length] as T;
}

/** A seed made from text. */
export function seedOf(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

/** 64 hexadecimal digits, as the ids of containers, images and networks are. */
export function longId(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
