/** `GET /containers/json`: one row of the answer to a Container. A row or field of the wrong shape is shown as `?`, and hides no other. */
import { asFields, fields, list, number, text, textRecord, texts } from './fields.ts';
import type { Fields } from './fields.ts';
import { ageFrom, exitCodeFrom, healthFrom, healthOf } from './status.ts';
import type { Container, Port } from './types.ts';

/** Makes a Container of one row; `place` is its place in the list, from which a row without an id gets one. */
export function containerFrom(row: unknown, place: number): Container {
  const of = asFields(row) ?? {};
  const status = text(of, 'Status');
  const labels = textRecord(of, 'Labels');
  return {
    id: text(of, 'Id') || `?${place}`,
    name: nameFrom(of),
    image: text(of, 'Image', '?'),
    command: text(of, 'Command', '?'),
    created: Math.max(0, number(of, 'Created')),
    state: text(of, 'State') || '?',
    status: text(of, 'Status', '?'),
    health: healthOf(text(fields(of, 'Health'), 'Status')) ?? healthFrom(status),
    exitCode: exitCodeFrom(status),
    age: ageFrom(status),
    ports: list(of, 'Ports').flatMap(portFrom),
    networks: networksFrom(fields(of, 'NetworkSettings')),
    restarts: typeof of['RestartCount'] === 'number' ? of['RestartCount'] : null,
    labels,
    project: labels['com.docker.compose.project'] ?? labels['io.podman.compose.project'] ?? null,
    service: labels['com.docker.compose.service'] ?? labels['io.podman.compose.service'] ?? null,
  };
}

/** The container's own name: other names, with an inner slash, are what linked containers call it. */
function nameFrom(of: Fields): string {
  const names = texts(of, 'Names').map((name) => name.replace(/^\//, '')).filter((name) => name !== '');
  return names.find((name) => !name.includes('/')) ?? names[0] ?? '?';
}

function networksFrom(settings: Fields): Container['networks'] {
  return Object.entries(fields(settings, 'Networks')).map(([name, network]) => {
    const of = asFields(network) ?? {};
    return { name, ip: text(of, 'IPAddress') || text(of, 'GlobalIPv6Address') };
  });
}

function portFrom(value: unknown): readonly Port[] {
  const of = asFields(value);
  if (!of || typeof of['PrivatePort'] !== 'number') return [];
  const hostPort = number(of, 'PublicPort');
  return [{
    ip: text(of, 'IP') || null,
    hostPort: hostPort > 0 ? hostPort : null,
    port: number(of, 'PrivatePort'),
    protocol: text(of, 'Type') || 'tcp',
  }];
}
