/** Attach and exec: connections in both ways, with the status codes and bodies Docker answers. */

import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { apiVersion, engineVersion } from './about.ts';
import { Refusal, sendBody, sendJson } from './answer.ts';
import { checkEnterable, createConsoles } from './consoles.ts';
import type { Exec, ExecConfig } from './consoles.ts';
import type { DemoContainer } from './container.ts';
import type { Follower } from './container-log.ts';
import type { Fleet } from './fleet.ts';
import { framed, streamAttached } from './log-stream.ts';
import type { Ask } from './routes.ts';

const firstMultiplexedMinor = 42;
export const rawStream = 'application/vnd.docker.raw-stream';
export const multiplexedStream = 'application/vnd.docker.multiplexed-stream';

const upgradedHead = (type: string, more = '') => `HTTP/1.1 101 UPGRADED\r\nContent-Type: ${type}\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n${more}\r\n`;
const named = `Api-Version: ${apiVersion}\r\nDocker-Experimental: false\r\nOstype: linux\r\nServer: Docker/${engineVersion} (linux)\r\n`;
const typeFor = ({ upgrade, minor }: Ask, tty: boolean) => (upgrade && minor >= firstMultiplexedMinor && !tty ? multiplexedStream : rawStream);
const isOn = (value: string | null) => value !== null && !['', '0', 'no', 'false', 'none'].includes(value.toLowerCase());

function sizeIn(query: URLSearchParams): readonly [number, number] {
  const number = (name: string) => {
    const value = query.get(name) ?? '';
    if (!/^\d+$/.test(value)) throw new Refusal(400, `strconv.Atoi: parsing "${value}": invalid syntax`);
    return Number(value);
  };
  return [number('h'), number('w')];
}

async function json<T>({ body }: Ask): Promise<T> {
  try {
    return JSON.parse(await body.text) as T;
  } catch {
    throw new Refusal(400, 'invalid JSON: unexpected end of JSON input');
  }
}

export interface SessionRoutes {
  attach(ask: Ask, container: () => DemoContainer): Promise<void>;
  /** `POST /containers/{id}/resize`. */
  resize(ask: Ask, container: DemoContainer): void;
  /** `POST /containers/{id}/exec`. */
  create(ask: Ask, container: DemoContainer): Promise<void>;
  /** `/exec/{id}/{word}`; false for what no route has. */
  exec(ask: Ask, id: string, word: string): Promise<boolean>;
}

/** The routes of sessions; `gate` resolves when something may be sent or read. */
export function createSessionRoutes(fleet: Fleet, gate: () => Promise<void>): SessionRoutes {
  const consoles = createConsoles(fleet);

  /** Hands over what comes from a client, in order, once the gate is open. */
  function listen(socket: Socket, { early }: Ask, feed: (bytes: Buffer) => void, end: () => void): void {
    let before = Promise.resolve();
    const then = (act: () => void) => {
      before = before.then(gate).then(act);
    };
    if (early.length > 0) then(() => feed(early));
    socket.on('data', (bytes: Buffer) => then(() => feed(bytes)));
    socket.on('end', () => then(end));
    socket.resume();
  }

  function execBody({ id, container, config, exitCode, begun, process }: Exec, running: boolean): object {
    const [entrypoint = '', ...words] = config.Cmd ?? [];
    return {
      ID: id, Running: running, ExitCode: begun && !running ? exitCode ?? 137 : null,
      ProcessConfig: { tty: config.Tty ?? false, entrypoint, arguments: words, privileged: false, ...(config.User ? { user: config.User } : {}) },
      OpenStdin: config.AttachStdin ?? false, OpenStderr: config.AttachStderr ?? false, OpenStdout: config.AttachStdout ?? false, CanRemove: false,
      ContainerID: container.id, DetachKeys: '', Pid: process === null ? 0 : container.pid + 7,
    };
  }

  async function start(ask: Ask, exec: Exec): Promise<void> {
    const { response } = ask;
    const { Detach = false, Tty: tty = false } = await json<{ Detach?: boolean; Tty?: boolean }>(ask);
    checkEnterable(exec.container);
    if (Detach) {
      consoles.start(exec, () => undefined, () => undefined);
      response.end();
      return;
    }
    const { socket } = response;
    if (socket === null) return;
    const type = typeFor(ask, tty);
    socket.write(ask.upgrade ? upgradedHead(type, named) : `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\n\r\n`);
    let sent = Promise.resolve();
    const send = (bytes: Buffer | string) => {
      sent = sent.then(gate).then(() => void (socket.writable && socket.write(bytes)));
    };
    const write = (error: boolean, text: string) => send(tty ? text : framed(error, text));
    if (exec.begun) {
      write(false, `Error: Exec command ${exec.id} has already run\r\n`);
      await sent;
      socket.end();
      return;
    }
    let leave: () => void = () => undefined;
    await new Promise<void>((resolve) => {
      const follower: Follower = {
        end: null,
        wake: () => {
          if (follower.end === null) return;
          exec.process?.kill();
          exec.exitCode ??= 137;
          resolve();
        },
      };
      leave = exec.container.log.follow(follower);
      socket.on('close', resolve);
      consoles.start(exec, write, resolve);
      listen(socket, ask, (bytes) => exec.process?.feed(bytes), () => exec.process?.endInput());
    });
    leave();
    await sent;
    socket.end();
  }

  return {
    async attach(ask, find) {
      const { response, query, upgrade } = ask;
      for (const name of response.getHeaderNames()) response.removeHeader(name);
      try {
        const container = find();
        if (container.state === 'paused') throw new Refusal(409, `container ${container.id} is paused, unpause the container before attach`);
        if (container.state === 'restarting') throw new Refusal(409, `container ${container.id} is restarting, wait until the container is running`);
        const { tty = false, stdinOnce = false } = container.recipe;
        const open = container.pid !== 0;
        const type = typeFor(ask, tty);
        const head = upgrade ? upgradedHead(type) : `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\n\r\n`;
        const typed = open && (container.recipe.openStdin ?? tty) ? consoles.of(container) : null;
        const { socket } = response;
        if (upgrade && socket) {
          const reads = typed !== null && isOn(query.get('stdin'));
          listen(socket, ask, (bytes) => reads && typed.process.feed(bytes), () => {
            if (reads && stdinOnce) typed.process.endInput();
            else socket.destroySoon();
          });
        }
        await streamAttached(response, head, container.log, query, open, { clock: fleet.clock, epoch: fleet.epoch, tty, gate }, typed?.listen ?? (() => () => undefined));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        sendBody(response, error.status, rawStream, `${error.message}\r\n`);
      }
    },
    resize({ query, response }, container) {
      const size = sizeIn(query);
      if (container.pid === 0) throw new Refusal(409, `container ${container.id} is not running`);
      if (container.recipe.openStdin ?? container.recipe.tty) consoles.of(container).process.resize(...size);
      sendEmpty(response);
    },
    async create(ask, container) {
      const made = consoles.createExec(container, await json<ExecConfig>(ask));
      sendJson(ask.response, 201, JSON.stringify({ Id: made.id }));
    },
    async exec(ask, id, word) {
      const { method, response } = ask;
      const exec = consoles.exec(id);
      if (method === 'GET' && word === 'json') sendJson(response, 200, JSON.stringify(execBody(exec, consoles.runs(exec))));
      else if (method === 'POST' && word === 'start') await start(ask, exec);
      else if (method === 'POST' && word === 'resize') {
        const size = sizeIn(ask.query);
        if (!consoles.runs(exec)) throw new Refusal(404, `process does not exist ${id}: not found`);
        exec.process?.resize(...size);
        sendEmpty(response);
      } else return false;
      return true;
    },
  };
}

function sendEmpty(response: ServerResponse): void {
  response.setHeader('Content-Length', 0);
  response.end();
}
