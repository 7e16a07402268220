/** The contract's containers on a real engine, made over its API with the image busybox. */

import { request } from 'node:http';
import { busy, muxLines, secrets } from './stage.ts';
import type { Kind, Made, Stage } from './stage.ts';

const script = (text: string) => ({ Cmd: ['sh', '-c', text] });
const quoted = (text: string) => `printf '%s\\n' '${text}'`;
// The pauses let the engine, which reads both pipes by turns, see the lines in the order they were written.
const muxScript = muxLines.map(({ stream, text }) => `${quoted(text)}${stream === 'stderr' ? ' >&2' : ''}; sleep 0.05`).join('; ');
const ticks = script('i=0; while true; do echo tick $i; i=$((i+1)); sleep 0.1; done');

const bodies: Readonly<Record<Kind, object>> = {
  mux: script(`${muxScript}; exec sleep 3600`),
  exited: script('echo bye; exit 3'),
  created: { Cmd: ['true'] },
  paused: { Cmd: ['sleep', '3600'] },
  tty: { ...script("echo tty out; echo tty err >&2; printf '\\033[32mgreen\\033[0m\\n'; exec sleep 3600"), Tty: true },
  unhealthy: { Cmd: ['sleep', '3600'], Healthcheck: { Test: ['CMD-SHELL', 'echo bad; exit 1'], Interval: 1_000_000_000, Retries: 1 } },
  restarting: { ...script('exit 7'), HostConfig: { RestartPolicy: { Name: 'always' } } },
  none: { ...ticks, HostConfig: { LogConfig: { Type: 'none' } } },
  secret: { Cmd: ['sleep', '3600'], Env: secrets.env, Labels: secrets.labels },
  long: script("echo before; head -c 20000 /dev/zero | tr '\\0' a; echo; echo after; exec sleep 3600"),
  ticking: ticks,
  both: script('i=0; while true; do echo tick $i; echo tock $i >&2; i=$((i+1)); sleep 0.1; done'),
  typing: { ...ticks, Tty: true },
  busy: {
    ...script(`head -c ${busy.size} /dev/zero >${busy.file}; held=$(head -c ${busy.memory} /dev/zero | tr '\\0' a); echo ready; while :; do :; done`),
    HostConfig: { NanoCpus: busy.cores * 1e9 },
  },
  willing: script('trap "exit 0" TERM; while :; do sleep 0.05; done'),
  shell: { Cmd: ['sh'], Tty: true, OpenStdin: true },
  reader: { Cmd: ['sh'], OpenStdin: true },
  once: { ...script('cat; echo over; exit 4'), OpenStdin: true, StdinOnce: true },
  shellless: { Cmd: ['/bin/sleep', '3600'], Env: ['PATH=/nowhere'] },
  parting: script("sleep 2; printf 'so long\\nlast words'"),
};

interface Answer {
  readonly status: number;
  readonly body: string;
}

function call(socketPath: string, method: string, path: string, body?: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ socketPath, method, path, headers: { Host: 'docker', 'Content-Type': 'application/json' } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part)).on('end', () => resolve({ status: response.statusCode ?? 0, body: text })).on('error', reject);
    });
    outgoing.on('error', reject).end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** A real engine at `unix:///…` that has the image busybox. */
export function dockerStage(address: string, podman = false): Stage {
  const socketPath = address.slice('unix://'.length);
  const all: Made[] = [];
  const mark = `${process.pid}-${Date.now().toString(36)}`;

  async function act(method: string, path: string, body?: object): Promise<string> {
    const { status, body: text } = await call(socketPath, method, path, body);
    if (status >= 400) throw new Error(`${method} ${path}: ${status} ${text}`);
    return text;
  }

  async function until(made: Made, when: (state: { Status: string; Health?: { Status: string } }) => boolean): Promise<void> {
    for (let tries = 0; tries < 400; tries++) {
      const { State } = JSON.parse(await act('GET', `/containers/${made.id}/json`)) as { State: { Status: string; Health?: { Status: string } } };
      if (when(State)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`${made.name} did not become what it should`);
  }

  return {
    address,
    async make(kind) {
      const name = `contract-${kind}-${mark}-${all.length}`;
      const body = bodies[kind] as { HostConfig?: object };
      const text = await act('POST', `/containers/create?name=${name}`, { Image: 'busybox', ...body, HostConfig: { NetworkMode: 'none', ...body.HostConfig } });
      const made = { id: (JSON.parse(text) as { Id: string }).Id, name };
      all.push(made);
      if (kind !== 'created' && kind !== 'willing') await act('POST', `/containers/${made.id}/start`);
      if (kind === 'exited') await until(made, (state) => state.Status === 'exited');
      // without systemd podman probes only when it is told to
      if (kind === 'unhealthy' && podman) await act('GET', `/v4.0.0/libpod/containers/${made.id}/healthcheck`);
      if (kind === 'unhealthy') await until(made, (state) => state.Health?.Status === 'unhealthy');
      // podman starts it again at once, and is seen restarting by luck only
      if (kind === 'restarting' && !podman) await until(made, (state) => state.Status === 'restarting');
      if (kind === 'paused') await act('POST', `/containers/${made.id}/pause`);
      return made;
    },
    start: async ({ id }) => void await act('POST', `/containers/${id}/start`),
    stop: async ({ id }) => void await act('POST', `/containers/${id}/stop?t=0`),
    restart: async ({ id }) => void await act('POST', `/containers/${id}/restart?t=0`),
    remove: async ({ id }) => void await act('DELETE', `/containers/${id}?force=1`),
    async close() {
      await Promise.all(all.map(({ id }) => call(socketPath, 'DELETE', `/containers/${id}?force=1`)));
    },
  };
}
