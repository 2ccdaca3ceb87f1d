import type { Mutant } from './findMutants.ts';

/** A mutant that was drawn; its number is its place among those that were. */
export interface DrawnMutant extends Mutant {
  readonly id: number;
}

/** Code at one place, with the mutants that replace it. */
interface Switch {
  readonly start: number;
  readonly end: number;
  readonly isStatement: boolean;
  readonly mutants: readonly { readonly id: number; readonly text: string }[];
}

/** Writes mutants into the source of their module, each behind a question to `mutantAt(id)` that is asked whenever its place is executed. */
export function withSwitches(source: string, mutants: readonly DrawnMutant[]): string {
  const switches = switchesOf(source, mutants);
  let at = 0;
  const render = (start: number, end: number): string => {
    let out = '';
    let done = start;
    for (let one = switches[at]; one && one.start < end; one = switches[at]) {
      at++;
      out += source.slice(done, one.start) + choice(one, render(one.start, one.end));
      done = one.end;
    }
    return out + source.slice(done, end);
  };
  return render(0, source.length);
}

function choice({ isStatement, mutants }: Switch, code: string): string {
  return isStatement
    ? mutants.reduce((inner, { id }) => `{if(!mutantAt(${id})){${inner}}}`, code)
    : `(${mutants.map(({ id, text }) => `mutantAt(${id})?(${text}):`).join('')}(${code}))`;
}

/** Outer ones before those inside them. */
function switchesOf(source: string, mutants: readonly DrawnMutant[]): Switch[] {
  const byPlace = Map.groupBy(mutants, ({ whole, isStatement }) => `${whole.start} ${whole.end} ${isStatement}`);
  return [...byPlace.values()]
    .flatMap((same): Switch[] => {
      const [first] = same;
      if (!first) return [];
      const { start, end } = first.whole;
      const texts = same.map((one) => ({
        id: one.id,
        text: source.slice(start, one.start) + one.text + source.slice(one.end, end),
      }));
      return [{ start, end, isStatement: first.isStatement, mutants: texts }];
    })
    .toSorted((a, b) => a.start - b.start || b.end - a.end || Number(b.isStatement) - Number(a.isStatement));
}
