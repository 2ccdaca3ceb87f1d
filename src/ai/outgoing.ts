import { compareText } from '../core/base/compareText.ts';
import { builtInIds, categoryColors, categoryWorths } from '../core/categories/categories.ts';
import { activityKinds, sources } from '../core/facts/activity.ts';
import { digestTopics, privateNames, type DigestFact, type PrivateName } from '../core/insights/digest.ts';
import { isPublicLabel, labelKinds, type LabelKind } from '../core/insights/publicLabels.ts';
import type { TimeRules } from '../core/rules/rules.ts';
import { listPriceOf } from '../core/prices/modelPrices.ts';
import { NameAliases, type NameMode } from './aliases.ts';
import { namesOf, labelsOf } from './digestPayload.ts';
import { ownValue } from '../core/base/ownValue.ts';

/** Property names whose text is a name, with the kind of name. */
const namedBy: Readonly<Record<string, PrivateName>> = {
  project: 'project',
  projects: 'project',
  byProject: 'project',
  repo: 'project',
  repository: 'project',
  folder: 'project',
  file: 'file',
  files: 'file',
  byFile: 'file',
  path: 'file',
  branch: 'branch',
  branches: 'branch',
  byBranch: 'branch',
  run: 'run',
  command: 'run',
  task: 'task',
  tasks: 'task',
  title: 'task',
  message: 'message',
};
const labelledBy: Readonly<Record<string, LabelKind>> = {
  language: 'language',
  byLanguage: 'language',
  reporter: 'reporter',
  code: 'code',
};
/** Properties with sentences of ours, in which known names are replaced. */
const sentences = new Set(['text', 'description', 'frequency', 'observation', 'question', 'reason']);
/** Properties whose texts are ours or vendors' words, and nobody's names. */
const publicNames = new Set(['byKind', 'tools']);
const ids = new Set(['id', 'evidence', 'logged', 'cites']);

const scoreComponents = ['focus', 'flow', 'progress', 'quality', 'steadiness', 'collaboration'];
const own = new Set<string>([
  ...activityKinds,
  ...sources,
  ...digestTopics,
  'high',
  'medium',
  'low',
  'urgent',
  'todo',
  'inProgress',
  'done',
  'archived',
  'claude',
  'vscode',
  'rules',
  'manual',
  ...scoreComponents,
  // States of agent runs and of their checks, and agents.
  'pending',
  'running',
  'needsInput',
  'succeeded',
  'failed',
  'killed',
  'interrupted',
  'canceled',
  'passed',
  'stopped',
  'codex',
  'gemini',
  'copilot',
  'custom',
  // Phases of focus; the others are kinds and components.
  'ready',
  'none',
  // Origins of a time block.
  'plan',
  'calendar',
  ...builtInIds,
  ...categoryWorths,
  ...categoryColors,
]);
/** Labels of what has no name: an alias would make a project of them. */
const nameless = new Set(['', 'No project', 'No language']);
/** Days, instants, times of day, and numbers. */
const measure = /^[-+]?\d[\d.,:%TZ+\s-]*$/;
/** Ids that we make: random, of a day, or of a fact (its writer and a number). */
const ownId =
  /^(?:(?:task|listed|activity|plan):)?(?:[\da-f]{8,}(?:-[\da-f]{4,})*|\d+|[\da-z]{20,32})$|^day:\d{4}-\d\d-\d\d$|^[\da-f]{12}:\d+$/;

/** Places with the names in a person's work. */
export interface WorkNames {
  /** Roots of projects. */
  readonly projects: readonly string[];
  readonly rules: Pick<TimeRules, 'projects' | 'userRules'>;
  readonly facts?: readonly DigestFact[];
}

/** No operation takes parameters that are nested deeper; what is, is refused by its schema. */
const deepestParameter = 20;

/**
 * The one policy for what a language model may see, for every exit: payloads, tools, chat, and any other. With AI off nothing is named, as
 * with `none`. Anything not known to be harmless is omitted, so that a new property of an answer reveals nothing by accident.
 */
export class Outgoing {
  readonly aliases: NameAliases;
  readonly #known = new Map<string, string>();
  readonly #ids = new Map<string, string>();
  /** Maps sent text to its original. */
  readonly #originals = new Map<string, string>();
  #pattern: RegExp | undefined;

  /** @param setting `daymark.ai.enabled` and `daymark.ai.names` */
  constructor({ isEnabled, names }: { readonly isEnabled: boolean; readonly names: NameMode }) {
    this.aliases = new NameAliases(isEnabled ? names : 'none');
  }

  get isSecretive(): boolean {
    return this.aliases.isSecretive;
  }

  /** Makes a name known, so that it is replaced in sentences. */
  learn(kind: PrivateName, name: string): void {
    if (!this.isSecretive || nameless.has(name.trim())) return;
    const standIn = this.aliases.of(kind, name) ?? `(${kind})`;
    if (!standIn.startsWith('(') && !this.#originals.has(standIn)) this.#originals.set(standIn, name);
    const parts = name.split(/[\\/]/).filter((part) => part !== '');
    const forms = [name, name.replace(/\s+/g, ' ').trim(), parts.at(-1) ?? name, parts.slice(-2).join('/')];
    for (const form of forms) if (form.length > 1 && !this.#known.has(form)) this.#known.set(form, standIn);
    this.#pattern = undefined;
  }

  /**
   * Returns what is sent for a name: the name, its alias, or nothing. A project has one alias, whether it is given by its root or by its
   * folder's name.
   */
  name(kind: PrivateName, text: string): string | undefined {
    const known = this.aliases.mode === 'aliased' ? this.#known.get(text) : undefined;
    return known?.startsWith(`${kind}-`) ? known : this.aliases.of(kind, text);
  }

  /** Makes the names of facts known. */
  learnFacts(facts: readonly DigestFact[]): void {
    for (const { names, labels } of facts) {
      for (const kind of privateNames) if (names[kind] !== undefined) this.learn(kind, names[kind]);
      for (const kind of labelKinds)
        if (labels[kind] !== undefined) this.#learnLabel(kind, labels[kind], labels['reporter']);
    }
  }

  /** Makes known what names a person's work has: roots of projects, what rules call projects, and what facts are about. */
  learnWork({ projects, rules, facts = [] }: WorkNames): void {
    if (!this.isSecretive) return;
    for (const project of projects) this.learn('project', project);
    for (const { project } of [...(rules.projects ?? []), ...(rules.userRules ?? [])])
      if (project !== undefined) this.learn('project', project);
    this.learnFacts(facts);
  }

  #learnLabel(kind: LabelKind, word: string, reporter: string | undefined): void {
    if (!this.isSecretive || word.length < 2 || isPublicLabel(kind, word, reporter)) return;
    this.#known.set(word, this.aliases.label(kind, word, reporter) ?? `(${kind})`);
    this.#pattern = undefined;
  }

  /** A sentence of ours with known names replaced. */
  sentence(text: string): string {
    if (!this.isSecretive || this.#known.size === 0) return withoutPaths(text);
    this.#pattern ??= patternOf([...this.#known.keys()]);
    return withoutPaths(text.replace(this.#pattern, (found) => this.#known.get(found) ?? ''));
  }

  /**
   * Describes a fact. GitHub items may be private, and quoted messages contain unlisted names: these are sent as in a payload, as figures.
   */
  fact(fact: DigestFact): string {
    const { topic, text, values } = fact;
    const isOfGithub = topic === 'github' || topic === 'review';
    if (!isOfGithub && (!this.isSecretive || fact.names.message === undefined)) return this.sentence(text);
    const about = { ...namesOf(fact, this.aliases), ...labelsOf(fact, this.aliases), ...values };
    return `${topic}: ${Object.entries(about)
      .map(([key, value]) => `${key} ${value}`)
      .join(', ')}`;
  }

  /** Returns an answer as it may be sent. Anything but JSON is omitted. Names in its sentences are replaced too. */
  answer(value: unknown): unknown {
    this.#learnFrom(value, '');
    return this.#of(value, '', undefined) ?? null;
  }

  /** Translates ids and aliases in a model's text back. */
  incoming(value: unknown, levels = deepestParameter): unknown {
    if (typeof value === 'string') return this.#originals.get(value) ?? this.aliases.restore(value);
    if (typeof value !== 'object' || value === null || levels === 0) return value;
    if (Array.isArray(value)) return value.map((one: unknown) => this.incoming(one, levels - 1));
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.incoming(each, levels - 1)]));
  }

  #learnFrom(value: unknown, key: string): void {
    if (!this.isSecretive) return;
    const kind = ownValue(namedBy, key);
    if (typeof value === 'string' && kind) this.learn(kind, value);
    if (typeof value !== 'object' || value === null) return;
    for (const [name, each] of Object.entries(value))
      this.#learnFrom(each, Array.isArray(value) || name === 'name' ? key : name);
  }

  #of(value: unknown, key: string, reporter: string | undefined): unknown {
    if (typeof value === 'string') return this.#text(value, key, reporter);
    if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
    if (Array.isArray(value))
      return value.map((one: unknown) => this.#of(one, key, reporter)).filter((one) => one !== undefined);
    if (typeof value !== 'object') return undefined;
    if (isMeasured(value)) return { evidence: this.#id(value.id), text: this.fact(value) };
    // An answer's evidence is worded for the user only.
    const { id } = value as { id?: unknown };
    if (key === 'evidence' && (this.isSecretive || String(id).startsWith('github')))
      return this.#of({ id }, '', undefined);
    const by =
      typeof (value as { reporter?: unknown }).reporter === 'string'
        ? String((value as { reporter: string }).reporter)
        : reporter;
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, each]) => {
        // An item of a list is called what the list is of; keys of a table may be names themselves.
        const visible = this.#of(each, name === 'name' ? key : name, by);
        return visible === undefined || !/^[a-z][A-Za-z]{0,40}$/.test(name) ? [] : [[name, visible]];
      }),
    );
  }

  #text(text: string, key: string, reporter: string | undefined): string | undefined {
    if (ids.has(key)) return this.#id(text);
    // A page of a private repository, or one that names a project.
    if (key === 'url') return undefined;
    const name = ownValue(namedBy, key);
    const label = ownValue(labelledBy, key);
    if ((name ?? label) && nameless.has(text)) return text;
    if (name) return this.name(name, text);
    if (label) return this.aliases.label(label, text, reporter);
    if (sentences.has(key)) return this.sentence(text);
    // The name of a vendor's model is public; that of a model someone runs may not be.
    if (key === 'models' && listPriceOf(text)) return text;
    if (publicNames.has(key) || own.has(text) || measure.test(text) || !this.isSecretive) return withoutPaths(text);
    return undefined;
  }

  /** Ids of measurements contain names, so they are numbered. */
  #id(id: string): string {
    if (ownId.test(id) || own.has(id)) return id;
    const known = this.#ids.get(id) ?? `e${this.#ids.size + 1}`;
    this.#ids.set(id, known);
    this.#originals.set(known, id);
    return known;
  }
}

/** A fact of a digest, or as much of one as an operation returns. */
function isMeasured(value: object): value is DigestFact {
  return (
    'id' in value && 'topic' in value && 'text' in value && 'names' in value && 'labels' in value && 'values' in value
  );
}

function patternOf(names: readonly string[]): RegExp {
  const longestFirst = names.toSorted((a, b) => b.length - a.length || compareText(a, b));
  const escaped = longestFirst.map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`));
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${escaped.join('|')})(?![\\p{L}\\p{N}_])`, 'gu');
}

/** Paths of the machine never leave it: of one, the last part stays. */
function withoutPaths(text: string): string {
  return text.replace(/(?<![\w:/])(?:[A-Za-z]:[\\/]|\/(?=[^/\s]+\/)|\\\\)[^\s"'`,;]*[\\/]([^\s"'`,;\\/]*)/g, '$1');
}
