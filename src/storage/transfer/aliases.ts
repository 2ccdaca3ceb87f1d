import { activityCollection } from '../../core/facts/activities.ts';
import type { Fact, Place, RecordFact } from '../../core/facts/facts.ts';
import { columnsOf } from '../../core/records/recordColumns.ts';
import type { RecordFields } from '../../core/records/recordState.ts';
import { isPublicLabel, type LabelKind } from '../../core/insights/publicLabels.ts';

/** Puts numbers in the place of names, the same number for the same name throughout one export; texts a person wrote are left out. */
export class Aliases {
  readonly #aliases = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  readonly rename = <F extends Fact>(fact: F): F => this.#rename(fact) as F;

  #rename(fact: Fact): Fact {
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
      case 'plan':
        return {
          type: fact.type,
          id: fact.id,
          rev: fact.rev,
          at: fact.at,
          day: fact.day,
          provider: fact.provider,
          capacityMinutes: fact.capacityMinutes,
          capacityEvidence: [],
        };
      case 'planTask':
        return {
          ...fact,
          ...this.#named('project', fact.project),
          title: this.#alias('task', fact.title),
          evidence: [],
        };
      case 'document':
        // Ids of commits and of things on GitHub lead to public pages.
        return { ...fact, id: this.#alias('document', fact.id), body: '{}' };
      case 'record':
        return { ...fact, id: this.#alias('record', fact.id), fields: this.#recordFields(fact) };
    }
  }

  /** What is in the clear in the storage too, and the project; of an activity also a title and the errors, as for a fact of one. */
  #recordFields({ collection, fields }: RecordFact): RecordFields {
    const project = fields['project'];
    const named = typeof project === 'string' ? { project: this.#alias('project', project) } : {};
    const columns = Object.entries(columnsOf(fields)).filter(
      ([column, value]) => value !== null && column !== 'deleted',
    );
    const { title, errors } = collection === activityCollection ? fields : {};
    return {
      ...Object.fromEntries(columns),
      ...named,
      ...(typeof title === 'string' && { title: this.#alias('activity', title) }),
      ...(typeof errors === 'number' && { errors }),
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
