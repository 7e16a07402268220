import { describe, expect, test } from 'vitest';
import { isGroup } from '../../../src/model/groups.ts';
import { inspectDocument } from '../../../src/model/inspect-tabs.ts';
import { jobs } from '../../../src/model/jobs.ts';
import { rowsInSight } from '../../../src/model/list-jobs.ts';
import { selectedHeading } from '../../../src/model/list-state.ts';
import { actedOn } from '../../../src/model/slices/marking.ts';
import type { State } from '../../../src/model/state.ts';
import { after, container, key, listed, opened, start, tick } from '../state.ts';

const inProject = (name: string, project: string | null, service: string | null = null) => container(name, { project, service });
const fleet = [inProject('blog-web-1', 'blog', 'web'), inProject('shop-api-1', 'shop', 'api'), inProject('shop-api-2', 'shop', 'api'), inProject('shop-db-1', 'shop', 'db'), inProject('z-loner', null)];
const press = (state: State, ...names: readonly string[]) => after(state, ...names.map((name) => key(name)));
const plain = after(opened(), listed(fleet));
/** Grouped by project, on the heading of shop. */
const onShop = press(plain, 'o', 'g', 'j', 'j');
const lines = ({ containers }: State) => containers.lines.map((line) => (isGroup(line) ? `${line.folded ? '>' : 'v'}${line.label}` : line.name));
const on = (state: State) => selectedHeading(state)?.label ?? state.containers.selected?.container ?? null;
const marks = ({ containers }: State) => containers.marked.map(({ container: id }) => id);

describe('groups', () => {
  test('o goes through the groupings; the selection stays with its container', () => {
    const state = press(plain, 'j', 'j');
    for (const [presses, group] of [[1, 'project'], [2, 'image'], [3, 'network'], [4, 'state'], [5, 'none']] as const) {
      const next = press(state, ...Array.from({ length: presses }, () => 'o'));
      expect([next.containers.group, on(next)]).toEqual([group, 'shop-api-2']);
    }
    expect(on(press(onShop, 'o'))).toBe('shop-api-1');
  });

  test('the selection walks over headings too', () => {
    expect([on(onShop), onShop.containers.selected]).toEqual(['shop', null]);
    expect(on(press(onShop, 'j'))).toBe('api');
    expect(on(press(onShop, 'j', 'j'))).toBe('shop-api-1');
    expect(on(press(onShop, 'k'))).toBe('blog-web-1');
  });

  test('h folds, from a container after going up to its heading; l and right open', () => {
    const folded = press(onShop, 'h');
    expect(lines(folded)).toEqual(['vblog', 'blog-web-1', '>shop', 'vno project', 'z-loner']);
    for (const open of ['l', 'right']) expect(lines(press(folded, open))).toEqual(lines(onShop));
    const inner = press(onShop, 'j', 'j', 'h');
    expect(on(inner)).toBe('api');
    expect(lines(press(inner, 'left'))).toContain('>api');
    expect(on(press(inner, 'h', 'h'))).toBe('shop');
    expect(press(folded, 'h').screen.notice?.text).toBe('It is folded already: right opens it.');
  });

  test('a selected container that is folded away gives the selection to its heading; folds stay through lists', () => {
    const all = press(onShop, 'j', 'j', 'Z');
    expect([on(all), lines(all)]).toEqual(['shop', ['>blog', '>shop', '>no project']]);
    const later = after(all, listed([...fleet, inProject('shop-cache-1', 'shop', 'cache')], start + 5000));
    expect([on(later), lines(later), selectedHeading(later)?.members.length]).toEqual(['shop', ['>blog', '>shop', '>no project'], 4]);
    expect(lines(press(later, 'Z'))).toContain('shop-cache-1');
  });

  test('a heading that is gone gives the selection to what stands in its place', () => {
    const state = after(onShop, tick(start + 5000), listed([fleet[0]!, fleet[4]!], start + 5000));
    expect([lines(state), on(state)]).toEqual([['vblog', 'blog-web-1', 'vno project', 'z-loner'], 'no project']);
    expect(on(after(state, listed([], start + 9000)))).toBeNull();
  });

  test('groups without a match are not shown, and filtered ones count what they show', () => {
    const state = press(onShop, '/', ...'api', 'enter');
    expect(lines(state)).toEqual(['vshop', 'vapi', 'shop-api-1', 'shop-api-2']);
    expect(selectedHeading(press(state, 'g'))?.members).toHaveLength(2);
  });

  test('what a filter finds in a folded group is shown and selected; with the filter the group folds again', () => {
    const folded = press(onShop, 'Z');
    const typed = press(folded, '/', ...'db-1');
    expect([lines(typed), on(typed)]).toEqual([['vshop', 'shop-db-1'], 'shop-db-1']);
    const found = press(typed, 'enter');
    for (const name of ['Z', 'h']) expect(lines(press(found, 'g', name))).toEqual(lines(found));
    expect(press(found, 'g', 'h').screen.notice?.text).toMatch('While a filter is on');
    expect(on(press(found, 'h'))).toBe('shop');
    const cleared = press(found, 'esc');
    expect([lines(cleared), on(cleared)]).toEqual([['>blog', '>shop', '>no project'], 'shop']);
    expect(on(press(onShop, 'G', '/', ...'db'))).toBe('shop-db-1');
  });

  test('esc while a filter is typed brings back the heading of before', () => {
    const typed = press(onShop, '/', ...'blog');
    expect([on(typed), on(press(typed, 'esc'))]).toEqual(['blog-web-1', 'shop']);
  });

  test('nothing is asked about a heading, and the inspect pane tells of the group', () => {
    expect(jobs(onShop).filter(({ kind }) => kind === 'inspect' || kind === 'logs')).toEqual([]);
    const text = inspectDocument(onShop).lines.map(({ label, value }) => `${label} ${value}`).join('\n');
    expect(text).toMatch('Group compose project shop');
    const loners = inspectDocument(press(onShop, 'G', 'k')).lines[0];
    expect([loners?.label, loners?.value]).toEqual(['Group', 'containers of no compose project']);
    expect(text).toMatch('Containers 3: 3 running');
    expect(text).toMatch('Services 2: api, db');
    expect(text).toMatch('shop-db-1');
    const scrolled = press(onShop, 'i', 'G');
    expect(scrolled.inspect.cursor).toBe(inspectDocument(onShop).lines.length - 1);
  });

  test('what needs one container says that this is a group', () => {
    expect(press(onShop, 'e').screen.notice?.text).toBe('shop is a group: choose one of its containers.');
  });

  test('those folded away below a heading in sight count as in sight', () => {
    expect(rowsInSight(press(onShop, 'h')).map(({ name }) => name)).toEqual(['blog-web-1', 'z-loner', 'shop-api-1', 'shop-api-2', 'shop-db-1']);
  });
});

describe('marks and logs of a group', () => {
  test('space marks all of it, and takes the marks away again', () => {
    const state = press(onShop, 'space');
    expect(marks(state)).toEqual(['shop-api-1', 'shop-api-2', 'shop-db-1']);
    expect(on(state)).toBe('api');
    expect(marks(press(state, 'k', 'space'))).toEqual([]);
    expect(marks(press(onShop, 'j', 'space'))).toEqual(['shop-api-1', 'shop-api-2']);
  });

  test('who joins a project that was marked as a whole is marked too, but not who joins one of which a part was', () => {
    const more = listed([...fleet, inProject('shop-cache-1', 'shop', 'cache')], start + 5000);
    expect(marks(after(press(onShop, 'space'), more))).toContain('shop-cache-1');
    const part = press(onShop, '/', ...'api', 'enter', 'g', 'space', 'esc');
    expect(marks(part)).toEqual(['shop-api-1', 'shop-api-2']);
    expect(marks(after(part, more))).toEqual(['shop-api-1', 'shop-api-2']);
  });

  test('enter shows the logs of all of it as one; a folded one too, which l opens first', () => {
    for (const state of [press(onShop, 'enter'), press(onShop, 'l'), press(onShop, 'h', 'enter'), press(onShop, 'h', 'l', 'l')]) {
      expect(state.logs.sources.map(({ name }) => name)).toEqual(['shop-api-1', 'shop-api-2', 'shop-db-1']);
      expect([state.logs.merged, state.screen.focus]).toEqual([true, 'logs']);
    }
    expect(press(onShop, 'h', 'l').screen.focus).toBe('containers');
    const marked = press(onShop, 'k', 'space', 'enter');
    expect(marked.logs.sources.map(({ name }) => name)).toEqual(['blog-web-1']);
  });

  test('reading the logs of a group marks nothing: an action is about where the selection is, and moving on leaves them', () => {
    const acted = (state: State) => actedOn(state).map(({ name }) => name);
    const followed = (state: State) => jobs(state).flatMap((job) => (job.kind === 'logs' ? [job.target.container] : []));
    const reading = press(onShop, 'enter');
    expect([marks(reading), followed(reading)]).toEqual([[], ['shop-api-1', 'shop-api-2', 'shop-db-1']]);
    const back = press(reading, '1');
    expect([acted(back), back.logs.merged]).toEqual([['shop-api-1', 'shop-api-2', 'shop-db-1'], true]);
    const elsewhere = press(back, 'G');
    expect([marks(elsewhere), acted(elsewhere), elsewhere.logs.merged, followed(elsewhere)]).toEqual([[], ['z-loner'], false, ['z-loner']]);
    expect([marks(press(back, 'G', 'space')), acted(press(back, 'G', 'space'))]).toEqual([['z-loner'], ['z-loner']]);
    for (const left of [press(back, 'o'), press(back, 'esc')]) expect([left.logs.merged, marks(left)]).toEqual([false, []]);
  });

  test('marks that were set stay when logs are read, and are those that are read', () => {
    const state = press(onShop, 'G', 'space', 'g', 'enter', '1', 'G');
    expect([marks(state), state.logs.merged]).toEqual([['z-loner'], true]);
    expect(marks(press(onShop, 'enter', '1', '*'))).toEqual(['shop-api-1', 'shop-api-2', 'shop-db-1']);
  });

  test('who joins a project whose logs are read is read too, and who comes in the place of one that has gone', () => {
    const reading = press(onShop, 'enter');
    const names = (state: State) => state.logs.sources.map(({ target }) => target.container);
    expect(names(after(reading, listed([...fleet, inProject('shop-cache-1', 'shop', 'cache')], start + 5000)))).toContain('shop-cache-1');
    const without = after(reading, listed([fleet[0]!, fleet[4]!], start + 5000));
    expect([without.logs.merged, marks(without)]).toEqual([true, []]);
    const again = after(without, listed([...fleet.slice(0, 3), { ...fleet[3]!, id: 'new-db' }, fleet[4]!], start + 9000));
    expect([names(again), marks(again)]).toEqual([['shop-api-1', 'shop-api-2', 'new-db'], []]);
  });

  test('of very many the logs are not opened at once', () => {
    const many = after(opened(), listed(Array.from({ length: 150 }, (_, at) => inProject(`c${at}`, 'p'))));
    const state = press(many, 'o', 'g', 'enter');
    expect([marks(state), state.screen.focus]).toEqual([[], 'containers']);
    expect(state.screen.notice?.text).toMatch('150 logs are too many to be one');
  });

  test('nor by way of marks, by enter or while others are shown as one already', () => {
    const many = [...Array.from({ length: 150 }, (_, at) => inProject(`c${at}`, 'p')), inProject('z1', 'z'), inProject('z2', 'z')];
    const all = press(after(opened(), listed(many)), 'o', 'g', 'space');
    expect(marks(all)).toHaveLength(150);
    const entered = press(all, 'enter');
    expect([marks(entered).length, entered.logs.merged, entered.screen.focus]).toEqual([150, false, 'containers']);
    expect(entered.screen.notice?.text).toMatch('150 logs are too many to be one');
    const two = press(after(opened(), listed(many)), 'o', 'g', 'h', 'j', 'space', 'enter', '1');
    expect([marks(two), two.logs.merged]).toEqual([['z1', 'z2'], true]);
    for (const more of [press(two, 'g', 'space'), press(two, 'g', '*'), press(two, 'g', 'l', 'j', '*')]) {
      expect([marks(more), more.logs.sources.length]).toEqual([['z1', 'z2'], 2]);
      expect(more.screen.notice?.text).toMatch('152 logs are too many to be one');
    }
  });

  test('a project that grows past what can be shown as one keeps those it has, and says so once', () => {
    const members = (many: number) => listed(Array.from({ length: many }, (_, at) => inProject(`c${at}`, 'p')), start + many);
    const shown = press(after(opened(), members(99)), '*', 'enter');
    const grown = after(shown, members(103));
    expect([marks(grown).length, grown.logs.sources.length]).toEqual([100, 100]);
    expect(grown.screen.notice?.text).toBe('3 more joined what is marked: 100 logs are the most that are shown as one.');
    expect(after(grown, listed(Array.from({ length: 103 }, (_, at) => ({ ...inProject(`c${at}`, 'p'), status: 'Up 3 hours' })), start + 200)).screen.notice).toBe(grown.screen.notice);
    const later = after(grown, members(104));
    expect(marks(later)).toHaveLength(100);
    expect(later.screen.notice?.text).toMatch('1 more joined');
    expect(marks(after(press(after(opened(), members(99)), '*'), members(103)))).toHaveLength(103);
  });

  test('what an action is about: those that are marked, else the group, else the container', () => {
    const acted = (state: State) => actedOn(state).map(({ name }) => name);
    expect(acted(onShop)).toEqual(['shop-api-1', 'shop-api-2', 'shop-db-1']);
    expect(acted(press(onShop, 'k'))).toEqual(['blog-web-1']);
    expect(acted(press(onShop, 'k', 'space'))).toEqual(['blog-web-1']);
    const filtered = press(onShop, '/', ...'db', 'enter', 'g');
    expect(acted(filtered)).toEqual(['shop-db-1']);
  });
});
