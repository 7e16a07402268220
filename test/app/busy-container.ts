/** Readings of containers that are busy in a way that can be known beforehand, by the time on a test's clock. */
import type { Sample } from '../../src/engine/figure-types.ts';
import { began } from './manual-clock.ts';

const second = 1e9;
const mebibyte = 1024 ** 2;

/** A reading at a time: CPU that swings between 10 and 50 percent of a core every minute, memory that grows, traffic in bursts. */
export function busySample(now: number, share = 1): Sample {
  const seconds = (now - began) / 1000 + 1000;
  const wave = (Math.PI * 2) / 60;
  return {
    at: now,
    cpu: { used: share * second * (0.3 * seconds - (0.2 / wave) * Math.cos(wave * seconds)), system: second * 4 * seconds, cores: 4 },
    memory: { used: share * mebibyte * (300 + seconds / 10), limit: 2048 * mebibyte },
    network: { received: Math.round(share * 40_000 * (seconds + (20 / wave) * (1 - Math.cos(wave * seconds / 20)))), sent: Math.round(share * 90_000 * (seconds + (0.9 / wave) * Math.sin(wave * seconds))) },
    block: { read: 0, written: Math.round(share * 5 * mebibyte * Math.floor(seconds / 45)) },
    pids: 12,
    cpuPercent: null,
  };
}
