/** Fleets of any size: the household, and then project after project of believable containers. */

import { household } from './household.ts';
import { below, chance, pick } from './random.ts';
import type { Recipe } from './recipe.ts';
import type { VoiceName } from './voices.ts';

const projects = ['atlas', 'billing', 'catalog', 'delivery', 'edge', 'fraud', 'geo', 'helpdesk', 'identity', 'journal', 'kiosk', 'ledger', 'mail', 'notify', 'orders', 'pricing', 'quotes', 'reports', 'search', 'tracking', 'users', 'vendors', 'webhooks', 'yard'] as const;
const regions = ['', '-eu', '-us', '-ap', '-test', '-staging', '-old', '-beta', '-blue', '-green', '-lab'] as const;
const services: readonly (readonly [service: string, image: string, voice: VoiceName])[] = [
  ['api', 'api:3', 'trace'], ['web', 'nginx:1.29-alpine', 'access'], ['db', 'postgres:16', 'postgres'], ['cache', 'redis:7', 'redis'], ['worker', 'worker:3', 'colours'],
  ['queue', 'rabbitmq:4', 'logfmt'], ['scheduler', 'scheduler:2', 'logfmt'], ['events', 'kafka:4.1', 'json'], ['search', 'opensearch:3', 'json'], ['metrics', 'prom/node-exporter:v1.9', 'logfmt'],
];
const perProject = 20;

function stateOf(seed: number, place: number): Partial<Recipe> {
  const value = chance(seed, place * 5);
  const ago = below(86400 * 3, seed, place * 5 + 1);
  if (value < 0.03) return { state: 'exited', exitCode: 0, finished: ago, started: ago + 60 };
  if (value < 0.045) return { state: 'exited', exitCode: pick([1, 2, 137, 143], seed, place), finished: ago, started: ago + 600 };
  if (value < 0.05) return { state: 'paused', started: ago };
  if (value < 0.055) return { state: 'created' };
  return { started: 600 + ago * 4 };
}

function one(seed: number, place: number): Recipe {
  const group = Math.floor(place / perProject);
  const project = `${projects[group % projects.length] as string}${regions[Math.floor(group / projects.length)] ?? `-${Math.floor(group / projects.length)}`}`;
  const [service, image, voice] = services[place % services.length] as (typeof services)[number];
  const number = 1 + Math.floor(place % perProject / services.length);
  const probed = below(3, seed, place * 5 + 2) === 0;
  const status = below(40, seed, place * 5 + 3) === 0 ? 'unhealthy' : 'healthy';
  return {
    name: `${project}-${service}-${number}`, project, service, number, voice,
    image: image.includes('/') || /^[a-z]+:\d+\.\d|postgres|redis|rabbit|open/.test(image) ? image : `registry.example/${project}/${image}.${below(20, seed, place)}`,
    command: [`/usr/bin/${service}`, '--project', project],
    restart: { name: 'unless-stopped', maximum: 0 },
    ports: service === 'web' ? [{ hostPort: 10000 + place % 50000, port: 80 }] : service === 'db' ? [{ port: 5432 }] : [],
    created: 86400 * (15 + below(40, seed, place * 5 + 4)),
    pace: 0.2 + chance(seed, place * 5 + 5) * 2,
    history: 300,
    ...(probed ? { probe: { test: ['CMD', '/bin/probe'], every: 10, status, good: 'ok\n', bad: 'probe failed: 503\n' } } : {}),
    ...stateOf(seed, place),
  };
}

/** The recipes of a fleet of `count` containers; the household alone when no count is given. */
export function recipes(count: number | undefined, seed: number): Recipe[] {
  const list = household.slice(0, count);
  for (let place = 0; list.length < (count ?? 0); place++) list.push(one(seed, place));
  return list;
}
