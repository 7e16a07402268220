import { describe, test } from 'vitest';
import { ask } from '../app/ask.ts';
import { openApp } from '../app/driver.ts';
import { fakeEngine } from '../app/fake-engine.ts';

describe('how a container would be ended', () => {
  test.each([
    [{}, 'TERM, and KILL after 10 s \\(the engine\'s usual time; t: another\\)'],
    [{ stopTimeout: 90 }, 'TERM, and KILL after 90 s \\(its own time; t: another\\)'],
    [{ stopTimeout: 0 }, 'KILL at once \\(its own time; t: another\\)'],
    [{ stopSignal: 'SIGUSR1' }, 'USR1, and KILL after 10 s'],
    [{ stopSignal: '15' }, 'TERM, and KILL after 10 s'],
    [{ stopSignal: '37' }, '37, and KILL after 10 s'],
  ])('%o', async (given, said) => {
    const app = await openApp([{ name: 'web', ...given }]);
    await ask(app, 's');
    app.pane('question').shows(new RegExp(said));
  });

  test('not asked of one that does not run', async () => {
    const app = await openApp([{ name: 'web', state: 'exited' }]);
    await ask(app, 'r');
    app.pane('question').lacks('Ends by');
    app.pane('question').lacks('Lost');
  });
});

test('whose engine each of several is on', async () => {
  const app = await openApp([{ name: 'web' }], { others: [{ ...fakeEngine({ name: 'x' }), address: 'tcp://far:2375' }] });
  await app.press('space', 'space');
  await ask(app, 's');
  app.pane('question').shows(/Engine +unix:\/\/\/fake\.sock/);
  app.pane('question').shows('tcp://far:2375');
  app.pane('question').shows('x @ far:2375');
});

test('on a small screen what is lost and the docker line come before whom it is about, the answers stay, and more is marked', async () => {
  const app = await openApp([{ name: 'web' }], { columns: 40, rows: 10 });
  await app.pass(400);
  await ask(app, 's');
  app.pane('question').shows(/1-5 of \d+ · PgDn[^]*Stop web\?[^]*Lost +what it holds in memory[^]*docker -H[^]*\[y\] stop it +\[esc\] leave it/);
  app.pane('question').lacks('State');
  for (let at = 0; at < 4; at++) await app.press('pagedown');
  app.pane('question').shows(/State[^]*\[y\] stop it/);
});
