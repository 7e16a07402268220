/** Help over the panes: every key, by pane, from the command records. */
import type { Command } from '../../model/command.ts';
import { helpGroups } from '../../model/commands.ts';
import type { State } from '../../model/state.ts';
import { fitSpans, fit } from '../../text/cut.ts';
import type { Row, Span } from '../../text/spans.ts';
import type { PanePicture } from '../cells.ts';
import { framed } from '../frame.ts';
import { wrappedText } from '../prose.ts';
import { keyLabel } from './footer.ts';

const keysWidth = 12;

/** A command's keys as people write them. */
export function keysText(command: Command): string {
  return command.keys.map(keyLabel).join(' ');
}

/** Help as lines of at most `width` columns; only commands that match the filter. */
function lines(filter: string, width: number): Span[][] {
  const words = filter.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const matches = (command: Command) => words.every((word) => `${command.title} ${command.keys.join(' ')}`.toLowerCase().includes(word));
  const lead = keysWidth + 3;
  const entry = (command: Command): Span[][] => wrappedText(command.title, width - lead - 1, 'normal').map((title, row) => [
    row === 0 ? { text: `  ${fit(keysText(command), keysWidth)} `, tone: 'key' } : { text: ' '.repeat(lead), tone: 'normal' }, ...title,
  ]);
  return helpGroups().flatMap(({ title, commands }) => {
    const found = commands.filter(matches);
    return found.length === 0 ? [] : [[{ text: ` ${title}`, tone: 'accent-strong' as const }], ...found.flatMap(entry), []];
  });
}

/** The help overlay: two columns when there is room, scrolled by rows. */
export function helpPane(state: State, help: { readonly top: number; readonly filter: string }): PanePicture {
  const { columns, rows } = state.screen.size;
  const width = Math.min(columns, 150);
  const inside = width - 2;
  const two = inside >= 120;
  const columnWidth = two ? Math.floor(inside / 2) : inside;
  const all = lines(help.filter, columnWidth);
  const half = two ? Math.ceil(all.length / 2) : all.length;
  // a column does not begin in the middle of a group
  const split = two ? all.findIndex((line, at) => at >= half && line.length === 0) + 1 || half : all.length;
  const body: Row[] = [];
  for (let at = 0; at < Math.max(split, all.length - split); at++) {
    const left = fitSpans(all[at] ?? [], columnWidth);
    body.push({ spans: two ? [...left, ...fitSpans(all[split + at] ?? [], inside - columnWidth)] : left });
  }
  const height = Math.min(rows - 2, body.length + 2);
  const top = Math.min(help.top, Math.max(0, body.length - (height - 2)));
  const shown = body.slice(top, top + height - 2);
  if (body.length === 0) shown.push({ spans: [{ text: ' No key matches. esc clears.', tone: 'normal' }] });
  const more = body.length > height - 2 ? [[{ text: `${top + 1}-${top + shown.length} of ${body.length}`, tone: 'normal' as const }]] : [];
  return framed({
    id: 'help', rectangle: { x: Math.floor((columns - width) / 2), y: 1, width, height: Math.max(3, height) }, focused: true,
    title: [{ text: 'Keys', tone: 'accent-strong' }], facts: more, rows: shown,
  });
}
