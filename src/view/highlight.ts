/** Search matches marked in a row of spans. */
import type { Condition } from '../model/query.ts';
import type { Span, Tone } from '../text/spans.ts';

/** The spans with every match in their joined text set in the tone of matches; `now` for the line of the current match. */
export function highlight(spans: readonly Span[], matcher: Condition | null, now: boolean): readonly Span[] {
  if (!matcher) return spans;
  const ranges = matcher.ranges(spans.map(({ text }) => text).join(''));
  if (ranges.length === 0) return spans;
  const tone: Tone = now ? 'match-now' : 'match';
  const out: Span[] = [];
  let at = 0;
  let next = 0;
  for (const span of spans) {
    const end = at + span.text.length;
    let from = at;
    while (next < ranges.length && from < end) {
      const [start, stop] = ranges[next] ?? [end, end];
      if (start >= end) break;
      if (start > from) out.push({ ...span, text: span.text.slice(from - at, start - at) });
      const until = Math.min(stop, end);
      const text = span.text.slice(Math.max(start, from) - at, until - at);
      if (text !== '') out.push({ text, tone });
      from = until;
      if (stop > end) break;
      next++;
    }
    if (from < end) out.push({ ...span, text: span.text.slice(from - at) });
    at = end;
  }
  return out;
}
