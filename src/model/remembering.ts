/** Not doing again what was just done. */

/** `make`, keeping its last answer for as long as its arguments stay the same values. */
export function remembering<Given extends readonly unknown[], Answer>(make: (...given: Given) => Answer): (...given: Given) => Answer {
  let last: { readonly given: Given; readonly answer: Answer } | null = null;
  return (...given) => {
    if (last?.given.every((value, at) => Object.is(value, given[at]))) return last.answer;
    last = { given, answer: make(...given) };
    return last.answer;
  };
}
