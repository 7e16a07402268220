/** Matching as fzf does, loaded when it is first wanted: a start does not pay for it. */
import type { Fuzzy } from '../../model/filter.ts';
import type { Context } from './context.ts';

/** Loads it and hands it over. */
export async function loadFuzzy({ post }: Context): Promise<void> {
  const { Fzf } = await import('fzf');
  const finderOf = (texts: readonly string[]) => new Fzf<readonly number[]>(texts.map((_, at) => at), { selector: (at: number) => texts[at] ?? '', sort: false, fuzzy: 'v1', casing: 'smart-case' });
  const finders = new WeakMap<readonly string[], ReturnType<typeof finderOf>>();
  const fuzzy: Fuzzy = {
    find: (texts, word) => {
      const finder = finders.get(texts) ?? finderOf(texts);
      finders.set(texts, finder);
      return new Map(finder.find(word).map(({ item, positions }: { item: number; positions: ReadonlySet<number> }) => [item, [...positions].sort((a, b) => a - b)]));
    },
  };
  post({ type: 'fuzzy/loaded', fuzzy });
}
