/** JSON with damage at any place, for the decoders' property tests. */
import fc from 'fast-check';

/** Any JSON value, most often one that a decoder could trip over. */
export const anyValue = fc.oneof(fc.constantFrom(null, true, false, 0, -1, 1e308, '', 'x', [], {}, [null], [[]], [{}], { '': null }, { __proto__: null }), fc.jsonValue());

type Node = Record<string, unknown> | unknown[];

/** Copies of a JSON value of which one to six fields, at any depth, are replaced or taken out. */
export function damaged(whole: unknown): fc.Arbitrary<unknown> {
  const wound = fc.record({ path: fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), value: fc.option(anyValue, { nil: undefined }) });
  return fc.array(wound, { minLength: 1, maxLength: 6 }).map((wounds) => {
    const copy = structuredClone(whole);
    for (const { path, value } of wounds) {
      let node: unknown = copy;
      for (const [depth, choice] of path.entries()) {
        if (typeof node !== 'object' || node === null) break;
        const keys = Object.keys(node);
        const key = keys[choice % keys.length];
        if (key === undefined) break;
        const child = (node as Record<string, unknown>)[key];
        if (depth < path.length - 1 && typeof child === 'object' && child !== null) {
          node = child as Node;
          continue;
        }
        if (value === undefined) delete (node as Record<string, unknown>)[key];
        else (node as Record<string, unknown>)[key] = structuredClone(value);
        break;
      }
    }
    return JSON.parse(JSON.stringify(copy)) as unknown;
  });
}
