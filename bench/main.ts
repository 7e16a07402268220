/**
 * Measures the built program: `npm run bench [-- NAME...]`, names `start back keys lists columns idle figures engines lines burst steady search merge resume memory polls` (all but `memory`,
 * which takes ten minutes, unless named). Figures are for comparison within one run on one machine, never between machines.
 */
import { back } from './back.ts';
import { columns } from './columns.ts';
import { engines } from './engines.ts';
import { figures } from './figures.ts';
import { idle } from './idle.ts';
import { keys, longLists } from './keys.ts';
import { bursts, lines } from './lines.ts';
import { memory, steady } from './memory.ts';
import { merge } from './merge.ts';
import { polls } from './polls.ts';
import { resume } from './resume.ts';
import { search } from './search.ts';
import { starts } from './starts.ts';
import { realEngine, sleepers } from './stage.ts';

// polls last: it leaves a thousand containers behind
const benches = { start: starts, back, keys, lists: longLists, columns, idle, figures, engines, lines, burst: bursts, steady, search, merge, resume, memory, polls };
const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in benches));
const stage = await realEngine();
if (unknown.length > 0 || !stage) {
  process.stderr.write(stage ? `bench: no bench is called ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}\n` : 'bench: needs a Docker engine (.ci/engine install)\n');
  process.exit(1);
}
try {
  const wanted = named.length > 0 ? named : Object.keys(benches).filter((name) => name !== 'memory');
  if (wanted.some((name) => ['start', 'back', 'keys', 'idle', 'figures', 'engines', 'polls'].includes(name))) sleepers(stage, 50);
  for (const [name, run] of Object.entries(benches)) if (wanted.includes(name)) await run(stage);
} finally {
  await stage.close();
}
process.exit(0);
