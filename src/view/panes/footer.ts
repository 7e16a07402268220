/** The footer: the open prompt, what was just said, or the keys that work here and now. */
import type { Command } from '../../model/command.ts';
import { footerCommands } from '../../model/commands.ts';
import { inputHints } from '../../model/slices/input.ts';
import { problemOf } from '../../model/slices/keyboard.ts';
import type { Prompt, State } from '../../model/state.ts';
import { cutEnd, fit, fitSpans, spansWidth } from '../../text/cut.ts';
import { oneLine } from '../../text/sanitise.ts';
import type { Span } from '../../text/spans.ts';
import { textWidth } from '../../text/width.ts';
import type { PanePicture } from '../cells.ts';
import { editLine } from '../edit-line.ts';

const promptSigns: Readonly<Record<Prompt['kind'], string>> = {
  filter: ' /', 'filter-events': ' /', 'filter-name': ' name: ', 'search-inspect': ' /', 'search-logs': ' /', 'filter-logs': ' &', time: ' since: ', 'go-to': ' go to: ', palette: ' :', help: ' /', engine: ' engine: ', save: ' save to: ', 'save-deeds': ' save to: ', pipe: ' |', exec: ' run: ', run: ' !', input: '',
};
const promptHints: Readonly<Record<Prompt['kind'], string>> = {
  'filter-events': 'words in the line, image or id · enter keeps the filter · esc drops it',
  filter: 'enter keeps it · esc drops it · words, "a b", !not, ~regex · status: health: label: image: project: network: name: port: exit:',
  'filter-name': 'enter saves the filter under this name · :filters lists them · esc cancels',
  'search-inspect': 'enter searches · esc cancels',
  'search-logs': 'text · ~regex · level>=warn · key=value · enter stays · esc goes back',
  'filter-logs': 'text · ~regex · level>=warn · key=value · !not · ±3 around · stream=stderr · enter keeps only these, nothing drops all filters',
  time: 'tab: 1m 5m 15m 1h 6h 1d start · enter shows · or 90m, 14:02, a date · @14:02 goes there only',
  'go-to': 'tab: 1m 5m 15m 1h 6h 1d start · enter goes there · or 90m ago, 14:02, a date',
  pipe: 'enter runs it with the lines on its input · esc cancels',
  exec: '[-u user] [-w dir] command · enter runs it at the terminal · esc cancels',
  run: '[-u user] [-w dir] command · enter runs it and keeps its output · esc cancels',
  input: '',
  palette: 'enter runs · up and down choose · esc cancels',
  help: 'enter keeps · esc clears',
  save: 'enter saves · tab: as received, or as shown · esc cancels',
  'save-deeds': 'enter saves · esc cancels',
  engine: 'unix:///path, tcp://host:port, ssh://user@host or a context · enter adds · esc cancels',
};

/** How a key is written for people. */
export function keyLabel(key: string): string {
  return { ' ': 'space', pagedown: 'PgDn', pageup: 'PgUp', home: 'Home', end: 'End' }[key] ?? key;
}

function keysOf(commands: readonly Command[], width: number): Span[] {
  const item = (command: Command): Span[] => [
    { text: keyLabel(command.keys[0] ?? ''), tone: 'key' }, { text: ` ${command.short}`, tone: 'dim' },
  ];
  // help and quit always have their place
  const always = commands.slice(-2);
  const quit = always.flatMap((command, at) => (at === 0 ? item(command) : [{ text: '  ', tone: 'normal' as const }, ...item(command)]));
  const left: Span[] = [{ text: ' ', tone: 'normal' }];
  for (const command of commands.slice(0, -2)) {
    const next = item(command);
    if (spansWidth(left) + spansWidth(next) + 2 + spansWidth(quit) + 1 > width) continue;
    left.push(...next, { text: '  ', tone: 'normal' });
  }
  const space = Math.max(0, width - spansWidth(left) - spansWidth(quit) - 1);
  return [...left, { text: ' '.repeat(space), tone: 'normal' }, ...quit];
}

/** What of a prompt is in sight: its text is scrolled so that the cursor shows. */
function promptSpans(prompt: Prompt, width: number): { spans: Span[]; cursor: number } {
  const sign = prompt.kind === 'save' && prompt.raw ? ' save as received to: ' : promptSigns[prompt.kind];
  const { spans, used, cursor } = editLine(sign, prompt, width);
  const problem = problemOf(prompt);
  const hint = problem ?? promptHints[prompt.kind];
  const hintWidth = width - used - 1;
  // of a hint its first parts tell most; a reason is told as far as it goes
  const parts = hint.split(' · ');
  while (parts.length > 1 && problem === null && textWidth(parts.join(' · ')) + 3 > hintWidth) parts.splice(-1, 1);
  const shown = problem === null ? parts.join(' · ') : cutEnd(oneLine(problem), Math.max(0, hintWidth - 3));
  if (textWidth(shown) + 3 <= hintWidth) spans.push({ text: fit(shown, hintWidth, 'right'), tone: problem === null ? 'dim' : 'warn' });
  return { spans, cursor };
}

/** The footer's one row, and where the text cursor stands in it while a prompt is open. */
export function footerBar(state: State): { pane: PanePicture; cursor: number | null } {
  const { size, prompt, notice, help } = state.screen;
  const width = size.columns;
  const at = (spans: readonly Span[]): PanePicture => ({ id: 'footer', x: 0, y: size.rows - 1, width, height: 1, rows: [{ spans: fitSpans(spans, width) }] });
  if (prompt && prompt.kind !== 'input') {
    const { spans, cursor } = promptSpans(prompt, width);
    return { pane: at(spans), cursor };
  }
  if (notice) return { pane: at([{ text: ` ${cutEnd(oneLine(notice.text), width - 2)}`, tone: notice.tone === 'warn' ? 'warn' : 'info' }]), cursor: null };
  if (prompt) {
    const spans: Span[] = [];
    for (const [key, what] of inputHints(state)) {
      const item: Span[] = [{ text: ` ${key}`, tone: 'key' }, { text: ` ${what} `, tone: 'dim' }];
      if (spansWidth(spans) + spansWidth(item) <= width) spans.push(...item);
    }
    return { pane: at(spans), cursor: null };
  }
  if (help) return { pane: at([{ text: ' j k', tone: 'key' }, { text: ' scroll  ', tone: 'dim' }, { text: '/', tone: 'key' }, { text: ' search  ', tone: 'dim' }, { text: 'other keys', tone: 'key' }, { text: ' close', tone: 'dim' }]), cursor: null };
  return { pane: at(keysOf(footerCommands(state), width)), cursor: null };
}
