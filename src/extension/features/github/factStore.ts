import { AppError } from '../../../core/base/appError.ts';
import type { DocumentFact } from '../../../core/facts/facts.ts';
import {
  githubChoiceId,
  githubReadId,
  githubReadTo,
  githubStateId,
  githubStateOf,
  githubStateText,
  repositoriesOff,
  type GithubState,
} from '../../../core/github/githubState.ts';
import type { SyncStore } from '../../../core/github/githubSync.ts';
import type { Services } from '../../services.ts';

type FactStoreServices = Pick<Services, 'read' | 'recorder' | 'clock'>;

/** The sync records its results like all facts: through the journal. The worker answers what is known. */
export class FactStore implements SyncStore {
  readonly #services: FactStoreServices;
  readonly #revs = { state: 0, read: 0 };
  /** The instant up to which GitHub is known to be read. */
  #readTo = 0;

  constructor(services: FactStoreServices) {
    this.#services = services;
  }

  /** The state the last sync left. */
  async state(): Promise<GithubState | undefined> {
    const { read } = this.#services;
    const [document, before] = [
      await read('facts.document', { id: githubStateId }),
      await read('facts.document', { id: githubReadId }),
    ];
    const state = githubStateOf(document);
    this.#revs.state = document?.rev ?? 0;
    this.#revs.read = before?.rev ?? 0;
    this.#readTo = state ? githubReadTo(state) : 0;
    return state;
  }

  /** Names of the repositories that the person switched off. */
  async off(): Promise<readonly string[]> {
    return repositoriesOff(await this.#services.read('facts.document', { id: githubChoiceId }));
  }

  async known(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return new Map(await this.#services.read('facts.documentRevs', { ids }));
  }

  async save(events: readonly DocumentFact[], state?: GithubState): Promise<void> {
    const { recorder } = this.#services;
    for (const event of events) recorder.append(event);
    if (state) {
      const body = githubStateText(state);
      // Then the next sync reads again what this one has read, and loses nothing.
      if (body === undefined) throw new AppError('internal', 'The state of the sync is not valid.');
      this.#keepRead(state);
      this.#keep(githubStateId, ++this.#revs.state, { body });
    }
    await recorder.flush();
  }

  #keepRead(state: GithubState): void {
    const readTo = githubReadTo(state);
    if (readTo <= this.#readTo) return;
    const start = Math.max(this.#readTo, state.firstSince);
    this.#readTo = readTo;
    this.#keep(githubReadId, ++this.#revs.read, { body: '{}', start, end: readTo });
  }

  #keep(
    id: string,
    rev: number,
    { body, start = 0, end = start }: Pick<DocumentFact, 'body'> & { start?: number; end?: number },
  ): void {
    const { recorder, clock } = this.#services;
    const when = { start, end, offset: start === 0 ? 0 : clock.utcOffset(start), at: clock.now() };
    recorder.append({ type: 'document', collection: 'github', id, rev, ...when, body });
  }
}
