/* oxlint-disable no-control-regex -- control bytes are what is looked for */
import { execFileSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { closeSync, constants, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import type { IPty } from '@lydell/node-pty';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Input } from '../../src/app/ports.ts';
import { openTerminal } from '../../src/terminal/open.ts';
import type { Picture } from '../../src/view/cells.ts';
import { createManualClock } from './manual-clock.ts';
import { createVirtualScreen } from './virtual-screen.ts';

let folder: string;
let stage: string;
const open = new Set<IPty>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'terminal-'));
  stage = join(folder, 'stage.cjs');
  await build({ entryPoints: [new URL('stage.ts', import.meta.url).pathname], outfile: stage, bundle: true, platform: 'node', format: 'cjs', external: ['term.js', 'pty.js'], logLevel: 'silent' });
});

afterEach(() => {
  for (const pty of open) pty.kill();
  open.clear();
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('with stand-ins for the streams', () => {
  class Keys extends EventEmitter {
    readonly raw: boolean[] = [];
    setRawMode(raw: boolean): void { this.raw.push(raw); }
    pause(): void { this.raw.push(false); }
    resume(): void { this.raw.push(true); }
  }

  function openOnFile(columns = 20, rows = 3, term = 'xterm') {
    const path = join(folder, 'out');
    const fd = openSync(path, 'w');
    const input = new Keys();
    const output = Object.assign(new EventEmitter(), { columns, rows });
    const clock = createManualClock();
    const heard: Input[] = [];
    const terminal = openTerminal({ input, output, fd, env: { TERM: term }, color: true, after: clock.after });
    terminal.listen((each) => heard.push(each));
    return {
      clock, heard, input, output, terminal,
      sent: () => readFileSync(path, 'utf8'),
      close: () => { terminal.close(); closeSync(fd); },
    };
  }

  function saying(text: string): Picture {
    return { size: { columns: 20, rows: 3 }, panes: [{ id: 'a', x: 0, y: 0, width: 20, height: 1, rows: [{ spans: [{ text, tone: 'normal' }] }] }], cursor: null };
  }

  test('nothing is written before it is entered, nothing after it is closed, and no listener stays', () => {
    const { clock, close, input, output, sent, terminal } = openOnFile();
    terminal.paint(saying('hello'));
    expect(sent()).toBe('');
    terminal.enter();
    terminal.enter();
    expect(sent()).toContain('hello');
    close();
    const all = sent();
    terminal.paint(saying('again'));
    terminal.redraw();
    terminal.enter();
    terminal.leave();
    expect(sent()).toBe(all);
    expect([...input.eventNames(), ...output.eventNames()]).toEqual([]);
    expect([input.raw.at(-1), clock.waiting]).toEqual([false, 0]);
  });

  /** Lends the terminal of a program that has it. */
  function lent() {
    const all = openOnFile();
    const typed: string[] = [];
    const sizes: unknown[] = [];
    all.terminal.enter();
    all.terminal.paint(saying('ours'));
    const loan = all.terminal.lend({ typed: (bytes) => typed.push(bytes.toString('latin1')), resized: (size) => sizes.push(size), spared: () => '' });
    return { ...all, loan, typed, sizes };
  }

  test('lent, every byte typed goes to the borrower as it is, and nothing is painted', () => {
    const { clock, heard, input, loan, output, sent, sizes, terminal, typed, close } = lent();
    const before = sent();
    terminal.paint(saying('not yet'));
    input.emit('data', Buffer.from('a\x10\x1b[200~'));
    loan.show('theirs \x1b[31m');
    Object.assign(output, { columns: 50, rows: 10 });
    output.emit('resize');
    clock.pass(100);
    expect([typed, heard.filter(({ kind }) => kind !== 'resize'), sizes, loan.size, input.raw.at(-1)]).toEqual([['a\x10\x1b[200~'], [], [{ columns: 50, rows: 10 }], { columns: 50, rows: 10 }, true]);
    expect(sent().slice(before.length)).toMatch(/theirs \x1b\[31m$/);
    close();
  });

  test.each(['giveBack', 'enter', 'leave', 'close'] as const)('the loan ends by %s: modes are reset, and what is typed goes to nobody or to us', (how) => {
    const { clock, heard, input, loan, sent, terminal, typed, close } = lent();
    loan.show('\x1b[?1049h\x1b[?1000h');
    const before = sent();
    if (how === 'giveBack') loan.giveBack();
    else terminal[how]();
    input.emit('data', Buffer.from('k'));
    clock.pass(100);
    expect([typed, heard.length]).toEqual([[], how === 'enter' ? 1 : 0]);
    expect(sent().slice(before.length)).toMatch(/^\x1b\\[^]*\x1b\[\?1049l[^]*\x1b\[\?1000l/);
    expect(how === 'enter').toBe(sent().slice(before.length).includes('ours'));
    loan.show('too late');
    loan.giveBack();
    expect(sent()).not.toContain('too late');
    close();
    expect([...input.eventNames()]).toEqual([]);
  });

  test('the terminal goes away while it is lent: told, and nothing is written any more', () => {
    const { heard, input, loan, sent, close } = lent();
    input.emit('close');
    const before = sent();
    loan.show('into the void');
    loan.giveBack();
    expect([heard, sent()]).toEqual([[{ kind: 'closed' }], before]);
    close();
  });

  test('keys are heard only while it is entered', () => {
    const { close, heard, input, terminal } = openOnFile();
    terminal.enter();
    input.emit('data', Buffer.from('j'));
    terminal.leave();
    input.emit('data', Buffer.from('k'));
    terminal.enter();
    input.emit('data', Buffer.from('l'));
    expect(heard.map((each) => (each.kind === 'key' ? each.name : each.kind))).toEqual(['j', 'l']);
    close();
  });

  test('a burst of resizes is one, once it is calm; a size of nothing is 80x24', () => {
    const { clock, close, heard, output, terminal } = openOnFile();
    terminal.enter();
    for (let columns = 30; columns < 90; columns++) {
      output.columns = columns;
      output.emit('resize');
      clock.pass(5);
    }
    expect(heard).toEqual([]);
    clock.pass(30);
    expect(heard).toEqual([{ kind: 'resize', size: { columns: 89, rows: 3 } }]);
    Object.assign(output, { columns: 0, rows: 0 }).emit('resize');
    clock.pass(30);
    expect(terminal.size).toEqual({ columns: 80, rows: 24 });
    close();
  });

  test('the last picture is shown whole when it is entered again or drawn anew', () => {
    const { close, sent, terminal } = openOnFile();
    terminal.enter();
    terminal.paint(saying('hello'));
    terminal.paint(saying('hello'));
    terminal.leave();
    terminal.enter();
    terminal.redraw();
    expect(sent().match(/hello/g)).toHaveLength(3);
    close();
  });

  test('pictures of while it is left are not written; then the newest is, whole and at the size of then', () => {
    const { clock, close, output, sent, terminal } = openOnFile();
    terminal.enter();
    terminal.paint(saying('hello'));
    terminal.leave();
    const before = sent();
    terminal.paint(saying('never seen'));
    Object.assign(output, { columns: 30, rows: 4 }).emit('resize');
    clock.pass(30);
    terminal.redraw();
    terminal.paint(saying('newest'));
    expect(sent()).toBe(before);
    terminal.enter();
    expect(sent().slice(before.length)).toMatch(/^\x1b\[\?1049h[^]*\x1b\[2J[^]*newest/);
    expect(sent()).not.toContain('never seen');
    expect(terminal.size).toEqual({ columns: 30, rows: 4 });
    close();
  });

  test('what is copied goes to the clipboard of a terminal that is entered and may have one', () => {
    const { close, sent, terminal } = openOnFile();
    expect(terminal.copy('too early')).toBe(false);
    terminal.enter();
    expect(terminal.copy('naïve 日本\n')).toBe(true);
    expect(sent()).toMatch(/\x1b\]52;c;bmHDr3ZlIOaXpeacrAo=\x07$/);
    terminal.leave();
    expect(terminal.copy('too late')).toBe(false);
    close();
    expect(sent().match(/\]52;/g)).toHaveLength(1);
    const console = openOnFile(20, 3, 'linux');
    console.terminal.enter();
    expect(console.terminal.copy('nowhere')).toBe(false);
    console.close();
  });

  describe('where the keyboard is', () => {
    const opened = (term?: string) => {
      const stage = openOnFile(20, 3, term);
      stage.terminal.enter();
      return { ...stage, hears: (bytes: string) => stage.input.emit('data', Buffer.from(bytes)) };
    };

    test('the terminal is asked whether it can tell, once the start is over, and told to if it says so', () => {
      const { clock, close, hears, heard, sent } = opened();
      expect(sent()).not.toContain('$p');
      clock.pass(300);
      expect(sent()).toMatch(/\x1b\[\?1004\$p$/);
      hears('\x1b[?1004;2$y');
      expect(sent()).toMatch(/\x1b\[\?1004h$/);
      expect(heard).toEqual([]);
      hears('\x1b[I\x1b[O');
      hears('\x1b[Oj\x1b[I');
      expect(heard).toEqual([{ kind: 'focus', focused: false }, { kind: 'key', name: 'j', text: 'j' }, { kind: 'focus', focused: true }]);
      close();
      expect(sent()).toMatch(/\x1b\[\?1004l/);
    });

    test.each(['\x1b[?1004;0$y', '\x1b[?1004;4$y', '\x1b[?2026;2$y', ''])('it is left alone when it answers %j', (answer) => {
      const { clock, close, hears, sent } = opened();
      clock.pass(300);
      hears(answer);
      clock.pass(10_000);
      expect(sent()).not.toContain('\x1b[?1004h');
      close();
    });

    test('an old one is never asked', () => {
      const { clock, close, sent } = opened('linux');
      clock.pass(10_000);
      expect(sent()).not.toContain('$p');
      close();
    });

    test('while it is left it is taken to be here, and asked for again after', () => {
      const { clock, close, hears, heard, sent, terminal } = opened();
      clock.pass(300);
      hears('\x1b[?1004;2$y\x1b[O');
      terminal.leave();
      expect(heard).toEqual([{ kind: 'focus', focused: false }, { kind: 'focus', focused: true }]);
      const before = sent();
      terminal.enter();
      clock.pass(300);
      expect(sent().slice(before.length)).toMatch(/\x1b\[\?1004\$p$/);
      close();
    });

    test('nothing is asked of one that is left or closed before the start is over', () => {
      const { clock, close, sent, terminal } = opened();
      terminal.leave();
      clock.pass(10_000);
      close();
      expect([sent().includes('$p'), clock.waiting]).toEqual([false, 0]);
    });
  });

  test('the bell rings once, between two frames, on a terminal that is entered', () => {
    const { close, sent, terminal } = openOnFile();
    terminal.ring();
    terminal.enter();
    terminal.paint(saying('one'));
    const before = sent();
    terminal.ring();
    expect(sent().slice(before.length)).toBe('\x07');
    terminal.leave();
    terminal.ring();
    close();
    expect(sent().match(/\x07/g)).toHaveLength(1);
  });

  test.runIf(process.platform === 'linux')('while the terminal is busy the newest picture waits, and only that', () => {
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const fd = openSync(path, constants.O_WRONLY);
    const clock = createManualClock();
    const large = { columns: 1000, rows: 300 };
    const output = Object.assign(new EventEmitter(), large);
    const terminal = openTerminal({ input: new Keys(), output, fd, env: { TERM: 'xterm' }, color: true, after: clock.after });
    const filled = (text: string): Picture => ({
      size: large, cursor: null,
      panes: [{ id: 'a', x: 0, y: 0, width: 1000, height: 300, rows: Array.from({ length: 300 }, () => ({ spans: [{ text: text.repeat(1000), tone: 'normal' as const }] })) }],
    });
    const bytes = Buffer.alloc(1_000_000);
    let read = 0;
    const drain = (): string => {
      for (;;) {
        try {
          read += readSync(reader, bytes, read, bytes.length - read, null);
        } catch {
          return bytes.toString('latin1', 0, read);
        }
      }
    };
    terminal.enter();
    for (const text of ['a', 'b', 'c', 'd']) {
      terminal.paint(filled(text));
      terminal.copy(text);
    }
    for (let i = 0; i < 100; i++) {
      drain();
      clock.pass(100);
    }
    const sent = drain();
    expect(['a', 'b', 'c', 'd'].map((text) => sent.includes(text.repeat(1000)))).toEqual([true, false, false, true]);
    // copies wait for the frame on its way, all of them, and go before the next
    const copies = ['a', 'b', 'c', 'd'].map((text) => `\x1b]52;c;${Buffer.from(text).toString('base64')}\x07`).join('');
    expect(sent.slice(sent.lastIndexOf('a'.repeat(1000)), sent.indexOf('d'.repeat(1000))).replaceAll(/a{2,}/g, '')).toContain(`\x1b[?2026l${copies}`);
    expect(clock.waiting).toBe(0);
    terminal.close();
    closeSync(fd);
    closeSync(reader);
  });

  test.each(['end', 'close', 'error'])('the input says %s: closed is heard, once', (event) => {
    const { close, heard, input, terminal } = openOnFile();
    terminal.enter();
    input.emit(event, new Error('read EIO'));
    input.emit('close');
    expect(heard).toEqual([{ kind: 'closed' }]);
    close();
  });
});

/** The stage in a terminal of its own, inside a shell that tells the state of the terminal when the stage is gone, and stays. */
function play(env: Record<string, string> = { TERM: 'xterm-256color' }, [columns, rows] = [60, 8]) {
  const screen = createVirtualScreen(columns!, rows!);
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(TERM|COLORTERM|NO_COLOR|TMUX)$/.test(name)));
  const script = '[ "$TERM" = none ] && unset TERM; "$0" "$1" 2>"$2"; code=$?; echo "code=$code raw=$(stty -a | grep -c -- -icanon) errors=$(wc -c <"$2") end"; read -r';
  const pty: IPty = spawn('bash', ['--norc', '-c', script, process.execPath, stage, join(folder, 'errors')], { cols: columns!, rows: rows!, env: { ...kept, ...env } });
  open.add(pty);
  let bytes = '';
  let writing = Promise.resolve();
  const wake = new Set<() => void>();
  pty.onData((data) => {
    bytes += data;
    writing = writing.then(() => screen.write(data)).then(() => wake.forEach((tell) => tell()));
  });
  /** Resolves once the screen shows it; the test's own time limit is the only clock. */
  const shows = (wanted: string): Promise<void> => new Promise((resolve) => {
    const look = (): void => {
      if (!screen.text().join('\n').includes(wanted)) return;
      wake.delete(look);
      resolve();
    };
    wake.add(look);
    look();
  });
  return { pty, screen, shows, bytes: () => bytes, resize: (width: number, height: number) => { screen.resize(width, height); pty.resize(width, height); } };
}

describe('in a real terminal', () => {
  test('everything is given back', async () => {
    const { pty, screen, shows, bytes } = play();
    await shows('60x8 heard nothing 日本 🚀|');
    expect([screen.alternate, screen.modes.bracketedPasteMode, screen.modes.wraparoundMode]).toEqual([true, true, false]);
    pty.write('q');
    await shows('code=0 raw=0 errors=0 end');
    expect([screen.alternate, screen.modes.bracketedPasteMode, screen.modes.wraparoundMode]).toEqual([false, false, true]);
    expect(bytes().lastIndexOf('\x1b[?25h')).toBeGreaterThan(bytes().lastIndexOf('\x1b[?25l'));
  });

  test('down to one cell and back', async () => {
    const { pty, resize, shows } = play();
    await shows('60x8 heard nothing');
    resize(1, 1);
    await shows('1');
    resize(3, 2);
    resize(70, 9);
    await shows('70x9 heard resize');
    pty.write('q');
    await shows('code=0 raw=0 errors=0 end');
  });

  test('an arrow, a reply and a paste', async () => {
    const { pty, shows } = play();
    await shows('heard nothing');
    pty.write('\x1b[A');
    await shows('heard key up');
    pty.write('\x1b[?62;22c\x1b[200~q\x1b[201~');
    await shows('heard paste');
    pty.write('q');
    await shows('code=0');
  });

  test('it says whether the keyboard is here, and is told to stop at the end', async () => {
    const { pty, shows, bytes } = play();
    await shows('heard nothing');
    await expect.poll(bytes, { timeout: 10_000 }).toContain('\x1b[?1004$p');
    pty.write('\x1b[?1004;2$y');
    await expect.poll(bytes, { timeout: 10_000 }).toContain('\x1b[?1004h');
    pty.write('\x1b[O');
    await shows('heard focus');
    pty.write('q');
    await shows('code=0 raw=0 errors=0 end');
    expect(bytes().lastIndexOf('\x1b[?1004l')).toBeGreaterThan(bytes().lastIndexOf('\x1b[?1004h'));
  });

  test('after a stop it is back as it was', async () => {
    const { pty, screen, shows } = play();
    await shows('heard nothing');
    const pid = Number(readFileSync(`/proc/${pty.pid}/task/${pty.pid}/children`, 'utf8').trim().split(' ')[0]);
    pty.write('\x1a');
    await expect.poll(() => readFileSync(`/proc/${pid}/stat`, 'utf8')).toMatch(/\) T /);
    await expect.poll(() => screen.alternate).toBe(false);
    process.kill(pid, 'SIGCONT');
    await shows('heard nothing');
    expect(screen.alternate).toBe(true);
    pty.write('q');
    await shows('code=0 raw=0');
  });

  test('fault 64: a reader that stops keeps it neither from hearing a signal nor from ending', async () => {
    const { pty, shows, bytes } = play();
    await shows('heard nothing');
    const pid = Number(readFileSync(`/proc/${pty.pid}/task/${pty.pid}/children`, 'utf8').trim().split(' ')[0]);
    pty.write('F');
    pty.pause();
    // full: nothing more has gone out since it was looked at last
    let before = '';
    await expect.poll(() => {
      const written = /wchar: (\d+)/.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1] ?? '';
      const same = written === before;
      before = written;
      return same;
    }, { timeout: 4000, interval: 200 }).toBe(true);
    process.kill(pid, 'SIGTERM');
    await expect.poll(() => {
      try {
        return process.kill(pid, 0);
      } catch {
        return 'gone';
      }
    }, { timeout: 3000 }).toBe('gone');
    // its last word found no reader, so where the shell's words appear is not known, only that they come
    pty.resume();
    await expect.poll(bytes, { timeout: 3000 }).toContain('code=143 raw=0');
  }, 15_000);

  test.each(['xterm-256color', 'tmux-256color', 'screen-256color', 'linux', 'xterm-ghostty', 'vt100', 'dumb', 'no-such-terminal', undefined])('TERM=%s opens without noise', async (term) => {
    const { pty, shows, bytes } = play({ TERM: term ?? 'none' });
    await shows('heard nothing');
    // the picture may come in two reads
    const coloured = () => /\x1b\[(?:[\d;]*;)?[34][0-8][\d;]*m/.test(bytes());
    await expect.poll(coloured, { timeout: 3000 }).toBe(!['vt100', 'dumb', 'no-such-terminal', undefined].includes(term));
    pty.write('q');
    await shows('code=0 raw=0 errors=0 end');
  });

  test('NO_COLOR: no colour is sent', async () => {
    const { pty, shows, bytes } = play({ TERM: 'xterm-256color', NO_COLOR: '1' });
    await shows('heard nothing');
    expect(bytes()).not.toMatch(/\x1b\[(?:[\d;]*;)?[349]\d[\d;]*m/);
    pty.write('q');
    await shows('code=0');
  });
});
