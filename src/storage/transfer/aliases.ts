import { activityCollection } from '../../core/facts/activities.ts';
import type { Fact, Place, PlanFact, PlanTaskFact, RecordFact } from '../../core/facts/facts.ts';
import { planCollection, planTaskCollection } from '../../core/facts/plans.ts';
import { columnsOf } from '../../core/records/recordColumns.ts';
import type { RecordFields } from '../../core/records/recordState.ts';
import { isPublicLabel, type LabelKind } from '../../core/insights/publicLabels.ts';
import { ownValue } from '../../core/base/ownValue.ts';

/** A fact as an export can have it: plans and their tasks are records. */
export type ExportedFact = Exclude<Fact, PlanFact | PlanTaskFact>;

/** Fields of records that hold no name. */
const figures: Readonly<Record<string, readonly string[]>> = {
  [activityCollection]: ['errors'],
  [planCollection]: ['provider', 'capacityMinutes'],
  [planTaskCollection]: ['priority', 'minutes', 'doneAt', 'source'],
};
/** The collections whose titles are numbered, and the words for them. */
const titles: Readonly<Record<string, string>> = { [activityCollection]: 'activity', [planTaskCollection]: 'task' };

/** Puts numbers in the place of names, the same number for the same name throughout one export; texts a person wrote are left out. */
export class ExportAliases {
  readonly #aliases = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  readonly rename = <F extends ExportedFact>(fact: F): F => this.#rename(fact) as F;

  #rename(fact: ExportedFact): ExportedFact {
    switch (fact.type) {
      case 'span':
        return { ...fact, ...this.#place(fact) };
      case 'run':
        return { ...fact, ...this.#place(fact), name: this.#alias('run', fact.name) };
      case 'diagnostic':
        return {
          ...fact,
          ...this.#place(fact),
          ...this.#label('reporter', fact.reporter),
          ...this.#label('code', fact.code, fact.reporter),
          message: this.#alias('message', fact.message),
        };
      case 'state':
        return fact;
      case 'activity':
        return {
          ...fact,
          ...this.#named('project', fact.project),
          title: this.#alias('activity', fact.title),
          notes: '',
        };
      case 'document':
        // Ids of commits and of things on GitHub lead to public pages.
        return { ...fact, id: this.#alias('document', fact.id), body: '{}' };
      case 'record':
        return { ...fact, id: this.#alias('record', fact.id), fields: this.#recordFields(fact) };
    }
  }

  /** Fields that are in the clear in the storage too, the project, a title, and those that `figures` lists. */
  #recordFields({ collection, fields }: RecordFact): RecordFields {
    const { project, title } = fields;
    const columns = Object.entries(columnsOf(fields)).filter(
      ([column, value]) => value !== null && column !== 'deleted',
    );
    const open = (ownValue(figures, collection) ?? []).filter((field) => Object.hasOwn(fields, field));
    const titled = ownValue(titles, collection);
    return {
      ...Object.fromEntries(columns),
      ...Object.fromEntries(open.map((field) => [field, fields[field] ?? null])),
      ...(typeof project === 'string' && { project: this.#alias('project', project) }),
      ...(titled !== undefined && typeof title === 'string' && { title: this.#alias(titled, title) }),
    };
  }

  #place({ project, file, branch, language }: Place): Place {
    return {
      ...this.#named('project', project),
      ...this.#named('file', file),
      ...this.#named('branch', branch),
      ...this.#label('language', language),
    };
  }

  #named<K extends string>(key: K, name: string | undefined): Partial<Record<K, string>> {
    return (name === undefined ? {} : { [key]: this.#alias(key, name) }) as Partial<Record<K, string>>;
  }

  /** A language, reporter or code that isn't public may be named after the user or a company. */
  #label(kind: LabelKind, word: string | undefined, reporter?: string): Partial<Record<LabelKind, string>> {
    if (word === undefined || isPublicLabel(kind, word, reporter)) return {};
    return { [kind]: this.#alias(kind, word) };
  }

  #alias(kind: string, name: string): string {
    const key = `${kind} ${name}`;
    const known = this.#aliases.get(key);
    if (known !== undefined) return known;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    this.#aliases.set(key, `${kind}-${count}`);
    return `${kind}-${count}`;
  }
}
