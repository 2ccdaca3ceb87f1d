import type { DocumentFact } from '../../../shared/facts.ts';
import {
  githubChoiceId,
  githubStateId,
  githubStateOf,
  repositoriesOff,
  type GithubState,
} from '../../../shared/githubState.ts';
import type { SyncStore } from '../../../shared/githubSync.ts';
import type { Services } from '../../services.ts';

/** What the sync finds goes in as every fact does: through the journal. What is known is asked of the worker. */
export class FactStore implements SyncStore {
  readonly #services: Services;
  #rev = 0;

  constructor(services: Services) {
    this.#services = services;
  }

  /** The state the last sync left. */
  async state(): Promise<GithubState | undefined> {
    const document = await this.#services.read('document', { id: githubStateId });
    this.#rev = document?.rev ?? 0;
    return githubStateOf(document);
  }

  /** Names of the repositories that the person switched off. */
  async off(): Promise<readonly string[]> {
    return repositoriesOff(await this.#services.read('document', { id: githubChoiceId }));
  }

  async known(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return new Map(await this.#services.read('documentRevs', { ids }));
  }

  async save(events: readonly DocumentFact[], state?: GithubState): Promise<void> {
    const { recorder, clock } = this.#services;
    for (const event of events) recorder.append(event);
    if (state) {
      const times = { start: 0, end: 0, offset: 0, at: clock.now() };
      const body = JSON.stringify(state);
      recorder.append({ type: 'document', collection: 'github', id: githubStateId, rev: ++this.#rev, ...times, body });
    }
    await recorder.flush();
  }
}
