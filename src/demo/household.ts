/** The containers of the default demo fleet: three compose projects and some loose ones. */

import type { Probe, Recipe } from './recipe.ts';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

function http(path: string, status: Probe['status'] = 'healthy'): Probe {
  return { test: ['CMD-SHELL', `wget -qO- http://localhost${path} || exit 1`], every: 10, status, good: 'ok\n', bad: `wget: can't connect to remote host (127.0.0.1): Connection refused\n` };
}

const always = { name: 'always', maximum: 0 } as const;
const unlessStopped = { name: 'unless-stopped', maximum: 0 } as const;

function member(project: string, service: string, number: number, rest: Omit<Recipe, 'name'>): Recipe {
  return { name: `${project}-${service}-${number}`, project, service, number, restart: unlessStopped, ...rest };
}

function api(number: number, hostPort: number): Recipe {
  return member('shop', 'api', number, {
    image: 'shop/api:2.4.1', tools: 'debian', command: ['node', 'server.js', '--port', '8080'], workingDir: '/srv/app', user: 'node', restart: always, restarts: 4,
    env: ['NODE_ENV=production', 'PORT=8080', 'DATABASE_URL=postgres://shop:s3cr3t-demo@db:5432/shop', 'DB_PASSWORD=s3cr3t-demo', 'STRIPE_API_KEY=sk_test_notARealKey4242', 'JWT_SECRET=bm90IGEgcmVhbCBzZWNyZXQ', 'LOG_LEVEL=info', 'GREETING=Grüße 👋'],
    labels: { 'com.example.team': 'storefront', 'com.example.deploy-token': 'dt_notARealToken' },
    ports: [{ ip: '127.0.0.1', hostPort, port: 8080 }, { port: 9229 }], probe: http(':8080/healthz'),
    mounts: [{ type: 'bind', source: '/srv/shop/config', target: '/srv/app/config' }],
    created: 12 * day, started: 2 * hour + 14 * minute, voice: 'trace', pace: 4, history: 600, memory: 768 * 1024 * 1024, cpus: 1.5,
  });
}

/** The default fleet, in the order in which it was made. */
export const household: readonly Recipe[] = [
  api(1, 8080),
  api(2, 8081),
  member('shop', 'web', 1, { image: 'nginx:1.29-alpine', entrypoint: ['/docker-entrypoint.sh'], command: ['nginx', '-g', 'daemon off;'], ports: [{ hostPort: 80, port: 80 }, { hostPort: 443, port: 443 }], created: 12 * day, started: 6 * day, voice: 'access', pace: 6, history: 800 }),
  member('shop', 'db', 1, {
    image: 'postgres:16', tools: 'debian', entrypoint: ['docker-entrypoint.sh'], command: ['postgres', '-c', 'max_connections=200'], env: ['POSTGRES_USER=shop', 'POSTGRES_PASSWORD=s3cr3t-demo', 'PGDATA=/var/lib/postgresql/data'],
    ports: [{ port: 5432 }], mounts: [{ type: 'volume', name: 'shop_db-data', source: '/var/lib/docker/volumes/shop_db-data/_data', target: '/var/lib/postgresql/data', writable: true }],
    probe: { test: ['CMD', 'pg_isready', '-U', 'shop'], every: 5, status: 'healthy', good: '/var/run/postgresql:5432 - accepting connections\n', bad: '/var/run/postgresql:5432 - no response\n' },
    created: 12 * day, started: 12 * day, voice: 'postgres', pace: 0.5, history: 500,
  }),
  member('shop', 'redis', 1, { image: 'redis:7', command: ['redis-server', '--save', '60', '1'], ports: [{ port: 6379 }], created: 12 * day, started: 6 * day, voice: 'redis', pace: 0.1, history: 300 }),
  member('shop', 'worker', 1, { image: 'shop/worker:2.4.1', tools: 'debian', command: ['node', 'worker.js'], created: 5 * day, started: 5 * day, voice: 'colours', pace: 3, history: 500, probe: http(':9000/live'), habit: 'flapping' }),
  member('shop', 'migrate', 1, { image: 'shop/api:2.4.1', command: ['npm', 'run', 'migrate'], restart: { name: 'no', maximum: 0 }, state: 'exited', created: 2 * hour, started: 2 * hour + 10, finished: 2 * hour, voice: 'migrate', pace: 4, history: 40 }),
  member('monitoring', 'prometheus', 1, { image: 'prom/prometheus:v3.7.2', command: ['--config.file=/etc/prometheus/prometheus.yml', '--storage.tsdb.retention.time=30d'], entrypoint: ['/bin/prometheus'], ports: [{ ip: '127.0.0.1', hostPort: 9090, port: 9090 }], created: 20 * day, started: 20 * day, voice: 'logfmt', pace: 0.6, history: 400 }),
  member('monitoring', 'grafana', 1, { image: 'grafana/grafana:12.2.0', entrypoint: ['/run.sh'], env: ['GF_SECURITY_ADMIN_PASSWORD=s3cr3t-demo'], ports: [{ hostPort: 3000, port: 3000 }], created: 20 * day, started: 3 * day, voice: 'logfmt', pace: 1, history: 400, probe: http(':3000/api/health') }),
  member('monitoring', 'loki', 1, { image: 'grafana/loki:3.5.7', tools: 'none', command: ['-config.file=/etc/loki/local-config.yaml'], entrypoint: ['/usr/bin/loki'], created: 20 * day, started: 3 * day, voice: 'json', pace: 2, history: 500, probe: http(':3100/ready', 'unhealthy') }),
  member('infra', 'traefik', 1, { image: 'traefik:v3.5', entrypoint: ['/entrypoint.sh'], command: ['traefik', '--providers.docker'], ports: [{ hostPort: 8443, port: 8443 }, { hostPort: 8443, port: 8443, protocol: 'udp' }], mounts: [{ type: 'bind', source: '/var/run/docker.sock', target: '/var/run/docker.sock' }], created: 40 * day, started: 12 * day, voice: 'access', pace: 2, history: 400 }),
  member('infra', 'registry', 1, { image: 'registry:3', entrypoint: ['/entrypoint.sh'], command: ['/etc/distribution/config.yml'], ports: [{ ip: '127.0.0.1', hostPort: 5000, port: 5000 }], created: 40 * day, started: 12 * day, voice: 'json', pace: 0.3, history: 300 }),
  member('infra', 'payments-gateway', 1, { image: 'registry.example/payments/gateway:0.9.3', entrypoint: ['/gateway'], restart: always, state: 'restarting', exitCode: 1, restarts: 182, created: hour, started: 12, finished: 6, voice: 'crash', pace: 2, habit: 'crashing' }),
  { name: 'report-builder', image: 'shop/reports:1.8.0', command: ['python', '-m', 'reports', '--month', '2026-10'], state: 'exited', exitCode: 137, oomKilled: true, created: 5 * hour, started: 4 * hour, finished: 38 * minute, memory: 256 * 1024 * 1024, voice: 'colours', pace: 1, history: 200 },
  { name: 'legacy-import', image: 'legacy/importer:2019.4', command: ['sh', '-c', 'while true; do ./import.sh; sleep 1; done'], state: 'paused', created: 9 * day, started: 9 * day, voice: 'tick', pace: 5, history: 300 },
  { name: 'nightly-backup', image: 'restic/restic:0.18.1', command: ['backup', '/data'], state: 'created', created: 20 * minute, env: ['RESTIC_PASSWORD=s3cr3t-demo'] },
  { name: 'debug-shell', image: 'busybox:latest', command: ['sh'], tty: true, created: hour, started: hour, voice: 'shell', pace: 0.5, history: 120, habit: 'stubborn' },
  { name: 'vault-agent', image: 'hashicorp/vault:1.21', command: ['agent', '-config=/etc/vault/agent.hcl'], entrypoint: ['vault'], logDriver: 'none', created: 30 * day, started: 30 * day },
  {
    name: 'i18n-feed', image: 'shop/i18n-feed:0.3.0', command: ['node', 'feed.js', '--greeting', 'こんにちは'], created: 3 * day, started: 3 * day, voice: 'polyglot', pace: 1.5, history: 300,
    labels: { 'org.example.note': '\u001b]0;not your title\u0007\u001b[31mred label\u001b[0m', 'org.example.direction': '\u202etxet desrever\u202c', 'org.example.empty': '', 'org.example.long': 'lorem ipsum '.repeat(40).trim(), 'メモ': '多言語のフィード 🐳' },
  },
  { name: 'image-fetcher', image: 'shop/fetcher:1.0.2', command: ['./fetch', '--all'], openStdin: true, created: 8 * hour, started: 40 * minute, voice: 'progress', pace: 0.7, history: 200 },
];
