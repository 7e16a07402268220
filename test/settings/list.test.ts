import { describe, expect, test } from 'vitest';
import { usualList } from '../../src/model/list-state.ts';
import { listSettings } from '../../src/settings/list.ts';

const nothing = { columns: null, sort: null, group: null };
const from = (name: string) => `--${name}`;

describe('how the list begins', () => {
  test('as usual where nothing is said', () => {
    expect(listSettings(nothing, from)).toEqual(usualList);
  });

  test('with the columns, the sort and the groups that are named', () => {
    const list = listSettings({ columns: 'name, ip,uptime', sort: '-created', group: 'project' }, from);
    expect(list.columns.filter(({ shown }) => shown).map(({ id }) => id)).toEqual(['name', 'ip', 'uptime']);
    expect([list.sort, list.group]).toEqual([{ by: 'created', reverse: true }, 'project']);
  });

  test.each([
    [{ columns: 'name,imgae' }, '--columns: there is no column “imgae”; did you mean image?'], [{ columns: ' , ' }, '--columns: name at least one column'],
    [{ sort: 'nonsense-all' }, '--sort: there is no column “nonsense-all”; there are name, engine'], [{ group: 'projects' }, '--group: there is no grouping “projects”; did you mean project?'],
  ])('%j is refused with the nearest right form', (words, why) => {
    expect(() => listSettings({ ...nothing, ...words }, from)).toThrow(why);
  });
});
