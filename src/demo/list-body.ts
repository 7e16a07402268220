/** `GET /containers/json`: cheap to ask often, whatever the number of containers. */

import type { DemoContainer } from './container.ts';
import type { Filters } from './events.ts';
import type { Fleet } from './fleet.ts';
import { layerSize } from './load.ts';
import { commandLine, mountBody, networks, portList } from './network-body.ts';
import { below, longId, seedOf } from './random.ts';
import { statusText } from './status.ts';

export interface ListQuestion {
  readonly all: boolean;
  /** With `SizeRw` and `SizeRootFs`, which Docker walks through file systems for. */
  readonly sizes?: boolean;
  /** 0 for no limit. */
  readonly limit: number;
  readonly filters: Filters;
}

/** The text around the two fields that change with time. */
interface Piece {
  readonly key: string;
  readonly head: string;
  readonly tail: string;
}

/** Names that `filters` may have. */
export const listFilters: ReadonlySet<string> = new Set(['ancestor', 'before', 'expose', 'exited', 'health', 'id', 'isolation', 'is-task', 'label', 'name', 'network', 'publish', 'since', 'status', 'volume']);

function pieceOf(container: DemoContainer, epochSecond: number, key: string): Piece {
  const [path = 'sh', ...args] = commandLine(container);
  const head = JSON.stringify({
    Id: container.id, Names: [`/${container.name}`], Image: container.image, ImageID: `sha256:${longId(container.image)}`,
    Command: [path, ...args.map((word) => (word.includes(' ') ? `'${word}'` : word))].join(' '),
    Created: epochSecond + Math.floor(container.created / 1e9), Ports: portList(container), Labels: container.labels, State: container.state,
  });
  const tail = JSON.stringify({
    HostConfig: { NetworkMode: container.network }, NetworkSettings: { Networks: networks(container) }, Mounts: (container.recipe.mounts ?? []).map(mountBody),
  });
  return { key, head: `${head.slice(0, -1)},"Status":`, tail: `,${tail.slice(1)}` };
}

/** An own size of zero is left out. */
function sizesOf(container: DemoContainer, now: number): string {
  const own = layerSize(container, now) + 4096 * (container.recipe.changes ?? []).filter(({ kind }) => kind === 'added').length;
  const image = 4_000_000 + below(400_000_000, seedOf(container.image), 1);
  return `${own > 0 ? `,"SizeRw":${own}` : ''},"SizeRootFs":${image + own}`;
}

function matches(container: DemoContainer, filters: Filters): boolean {
  const test: Readonly<Record<string, (asked: string) => boolean>> = {
    ancestor: (asked) => container.image === asked || container.image === `${asked}:latest`,
    exited: (asked) => container.state === 'exited' && container.exitCode === Number(asked),
    health: (asked) => (container.health?.status ?? 'none') === asked,
    id: (asked) => container.id.startsWith(asked),
    label: (asked) => {
      const [name = '', value] = asked.split(/=(.*)/s);
      return value === undefined ? name in container.labels : container.labels[name] === value;
    },
    name: (asked) => `/${container.name}`.includes(asked),
    network: (asked) => container.network === asked,
    status: (asked) => container.state === asked,
  };
  return Object.entries(filters).every(([name, values]) => {
    const check = test[name];
    return check === undefined || (name === 'label' ? values.every(check) : values.some(check));
  });
}

/** Makes a function that answers the list, newest first, keeping the text of what has not changed. */
export function createLister(fleet: Fleet): (question: ListQuestion) => string {
  const pieces = new WeakMap<DemoContainer, Piece>();
  let order: DemoContainer[] = [];
  let orderOf = -1;

  function text(container: DemoContainer, now: number, sizes: boolean): string {
    const key = `${container.state} ${container.pid} ${container.name}`;
    let piece = pieces.get(container);
    if (piece?.key !== key) {
      piece = pieceOf(container, fleet.epoch.second, key);
      pieces.set(container, piece);
    }
    return `${piece.head}${JSON.stringify(statusText(container, now))}${sizes ? sizesOf(container, now) : ''}${piece.tail}`;
  }

  return ({ all, sizes = false, limit, filters }) => {
    if (orderOf !== fleet.revision()) {
      order = [...fleet.containers.values()].sort((one, other) => other.created - one.created);
      orderOf = fleet.revision();
    }
    const now = fleet.now();
    const named = Object.keys(filters).length > 0;
    const wide = all || limit > 0 || 'status' in filters || 'exited' in filters;
    const rows: string[] = [];
    for (const container of order) {
      if (!wide && container.pid === 0 && container.state !== 'restarting') continue;
      if (named && !matches(container, filters)) continue;
      rows.push(text(container, now, sizes));
      if (rows.length === limit) break;
    }
    return `[${rows.join(',')}]\n`;
  };
}
