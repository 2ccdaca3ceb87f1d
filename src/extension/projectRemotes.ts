import { compareText } from '../core/base/compareText.ts';
import { Emitter, type Disposable, type Event } from '../core/base/event.ts';
import type { ProjectRule } from '../core/rules/projectRules.ts';
import { readRemote } from './places/remotes.ts';
import type { Settings } from './settings.ts';

interface RemoteSources {
  readonly settings: Pick<Settings, 'get' | 'onDidChange'>;
  /** Roots of all projects that were ever worked on. */
  readonly roots: () => Promise<readonly string[]>;
  /** Logs an error. */
  readonly failed: (error: unknown) => void;
}

/** The remotes of projects by root, looked up only while a rule of the user's map needs one. */
export class ProjectRemotes implements Disposable {
  readonly #needs: RemoteSources;
  readonly #changed = new Emitter<void>();
  readonly onDidChange: Event<void> = this.#changed.event;
  readonly #held: Disposable;
  #known: Readonly<Record<string, string>> | undefined;
  #wanted = false;

  constructor(needs: RemoteSources) {
    this.#needs = needs;
    this.#held = needs.settings.onDidChange(() => (this.#wanted = false));
  }

  /** Returns what is known; undefined while nothing needs it. The first call starts the look-up. */
  get current(): Readonly<Record<string, string>> | undefined {
    if (!asksForRemotes(this.#needs.settings.get('projects'))) return undefined;
    if (!this.#wanted) {
      this.#wanted = true;
      this.lookUp().catch(this.#needs.failed);
    }
    return this.#known;
  }

  /** Reads the remotes of all projects that are on this machine. */
  async lookUp(): Promise<Readonly<Record<string, string>>> {
    const roots = await this.#needs.roots();
    const pairs = roots.flatMap((root): [string, string][] => {
      const remote = readRemote(root);
      return remote === undefined ? [] : [[root, remote]];
    });
    const before = JSON.stringify(this.#known);
    const found = Object.fromEntries(pairs.sort(([a], [b]) => compareText(a, b)));
    this.#known = found;
    if (JSON.stringify(found) !== before) this.#changed.fire();
    return found;
  }

  dispose(): void {
    this.#held.dispose();
    this.#changed.dispose();
  }
}

export function asksForRemotes(rules: readonly ProjectRule[]): boolean {
  return rules.some(({ remote }) => remote !== undefined);
}
