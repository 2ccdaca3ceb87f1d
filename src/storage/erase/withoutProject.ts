import { jsonOf } from '../../core/base/jsonOf.ts';
import { judgementCollection } from '../../core/facts/oldFacts.ts';
import { planCollection, planTaskCollection } from '../../core/facts/plans.ts';
import { startCollection } from '../../core/facts/taskStarts.ts';
import { githubChoiceId, githubStateId } from '../../core/github/githubState.ts';
import type { RecordFields } from '../../core/records/recordState.ts';
import { isDeep, isJson, type JsonObject } from './json.ts';
import type { ProjectScope } from './projectScope.ts';

/** A document as it is stored. */
export interface StoredDocument {
  readonly id: string;
  readonly collection: string;
  /** JSON. */
  readonly body: string;
}

/** The erased scope, and what links documents to it that don't name the project. */
export interface ErasedScope extends Omit<ProjectScope, 'isPage'> {
  /** Ids of the erased runs, tasks, and documents. */
  readonly ids: ReadonlySet<string>;
}

/** The value without what belongs to the project: the same value when nothing does, undefined when all of it does. */
type Edit = (value: JsonObject, erased: ErasedScope) => JsonObject | undefined;

/**
 * Returns the body of a document without the parts about a project: unchanged if there are none, undefined if the whole document has to go.
 * A document that names its owner (a commit, something on GitHub) belongs to that project only, whatever else it mentions. A document about
 * several projects loses the parts that mention the erased one. Other documents are free text, and go if they mention it.
 */
export function withoutProject(document: StoredDocument, erased: ErasedScope): string | undefined {
  const parsed = jsonOf(document.body);
  // No version wrote anything nested this deep. As text it can be searched at any depth.
  const value = isDeep(parsed) ? document.body : parsed;
  const edit = isJson(value) ? editOf(document, value) : undefined;
  if (!edit || !isJson(value)) return erased.isMentionedIn(value ?? document.body) ? undefined : document.body;
  const edited = edit(value, erased);
  return edited === value ? document.body : edited && JSON.stringify(edited);
}

/**
 * The fields of a record without what belongs to a project: the same object when nothing does, undefined when the whole record has to go. A
 * record that names its project is of that one, and one that counts as time of no other; any other is when it mentions it anywhere.
 */
export function fieldsWithoutProject(
  collection: string,
  fields: RecordFields,
  erased: ErasedScope,
): RecordFields | undefined {
  if (collection === judgementCollection) return judgement(fields, erased) as RecordFields | undefined;
  if (collection === planCollection) return plan(fields, erased) as RecordFields;
  if (collection === planTaskCollection) return byProject(fields, erased) && (task(fields, erased) as RecordFields);
  if (collection === startCollection) return byId('task')(fields, erased) && fields;
  if (typeof fields['project'] === 'string') return byProject(fields, erased) && fields;
  return fields['utcOffset'] === undefined && erased.isMentionedIn(fields) ? undefined : fields;
}

function editOf({ id, collection }: StoredDocument, value: JsonObject): Edit | undefined {
  if (collection === 'github')
    return id === githubStateId ? githubState : id === githubChoiceId ? choice : of('repo', value);
  if (collection === 'insights' && id.startsWith('insights:')) return analysis;
  if (collection === 'receipts' && typeof value['payload'] === 'string') return receipt;
  if (collection === 'problemCauses') return byProject;
  if (collection === 'testRuns') return byId('run');
  return of('project', value);
}

/** Returns the rule for an object whose key names its owner; undefined if no key does. */
function of(key: 'project' | 'repo', value: JsonObject): Edit | undefined {
  if (typeof value[key] !== 'string') return undefined;
  return key === 'project'
    ? byProject
    : (event, { isRepository }) => (isRepository(String(event['repo'])) ? undefined : event);
}

const byProject: Edit = (value, { isWithin }) =>
  typeof value['project'] === 'string' && isWithin(value['project']) ? undefined : value;

/** Matches by the id of a run or task, and by its project if it names one. */
function byId(key: string): Edit {
  return (value, erased) => (erased.ids.has(String(value[key])) ? undefined : byProject(value, erased));
}

const analysis: Edit = (value, erased) => {
  const list = (items: unknown): unknown => listWithout(items, erased);
  const withoutErased = (facts: unknown): unknown => keysWithout(facts, (id, text) => erased.isMentionedIn([id, text]));
  const edited = change(value, { bottlenecks: list, insights: list, tools: list, told: withoutErased });
  return erased.isMentionedIn(edited) ? undefined : edited;
};

const judgement: Edit = (value, erased) => {
  const edited = change(value, { evidence: (ids) => listWithout(ids, erased) });
  const isEmpty = edited !== value && Array.isArray(edited['evidence']) && edited['evidence'].length === 0;
  return isEmpty || erased.isMentionedIn(edited) ? undefined : edited;
};

/** The figures of a call stay, since the budget of the day counts them; its texts go. */
const receipt: Edit = (value, erased) => {
  if (!erased.isMentionedIn(value)) return value;
  const { answer: _answer, ...rest } = value;
  const edited = { ...rest, payload: '', hash: '' };
  return erased.isMentionedIn(edited) ? undefined : edited;
};

const githubState: Edit = (value, { isRepository, ids }) => {
  const byName = (records: unknown): unknown => keysWithout(records, isRepository);
  // Such as `commits:owner/name`.
  const byStep = (records: unknown): unknown => keysWithout(records, (key) => isRepository(key.split(':')[1] ?? ''));
  return change(value, {
    repos: (repos) => filtered(repos, (repo) => !isRepository(textIn(repo, 'name'))),
    pushed: byName,
    running: byName,
    through: byStep,
    skipped: byStep,
    etags: byStep,
    open: (open) => filtered(open, (id) => !ids.has(String(id))),
    off: (off) => filtered(off, (name) => !isRepository(String(name))),
    last: (last) =>
      isJson(last)
        ? change(last, { problems: (all) => filtered(all, (problem) => !isRepository(textIn(problem, 'repo'))) })
        : last,
  });
};

const choice: Edit = (value, { isRepository }) =>
  change(value, { off: (off) => filtered(off, (name) => !isRepository(String(name))) });

function plan(value: JsonObject, erased: ErasedScope): JsonObject {
  return change(value, {
    capacityEvidence: (evidence) => listWithout(evidence, erased),
    learning: (part) => partWithout(part, erased),
    reflection: (part) => partWithout(part, erased),
  });
}

/** A task with its own project may be based on measurements of others. */
function task(value: JsonObject, erased: ErasedScope): JsonObject {
  return change(value, { evidence: (evidence) => listWithout(evidence, erased) });
}

/** A part of a plan: without its evidence that mentions the project, or nothing when the part does so itself. */
function partWithout(part: unknown, erased: Pick<ProjectScope, 'isMentionedIn'>): unknown {
  if (!isJson(part)) return part;
  const edited = change(part, { evidence: (evidence) => listWithout(evidence, erased) });
  return erased.isMentionedIn(edited) ? undefined : edited;
}

function listWithout(list: unknown, erased: Pick<ProjectScope, 'isMentionedIn'>): unknown {
  return filtered(list, (item) => !erased.isMentionedIn(item));
}

/** Returns the same value if nothing changes, so that callers can detect it. */
function change(value: JsonObject, edits: Readonly<Record<string, (part: unknown) => unknown>>): JsonObject {
  const changed = Object.entries(edits).flatMap(([key, edit]) => {
    const edited = edit(value[key]);
    return edited === value[key] ? [] : [[key, edited] as const];
  });
  return changed.length > 0 ? { ...value, ...Object.fromEntries(changed) } : value;
}

function filtered(list: unknown, keep: (item: unknown) => boolean): unknown {
  return Array.isArray(list) && !list.every(keep) ? list.filter(keep) : list;
}

function keysWithout(record: unknown, isOfProject: (key: string, value: unknown) => boolean): unknown {
  if (!isJson(record)) return record;
  const entries = Object.entries(record);
  const kept = entries.filter(([key, value]) => !isOfProject(key, value));
  return kept.length < entries.length ? Object.fromEntries(kept) : record;
}

function textIn(value: unknown, key: string): string {
  return isJson(value) && typeof value[key] === 'string' ? value[key] : '';
}
