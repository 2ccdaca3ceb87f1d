import { githubStateId } from '../../core/github/githubState.ts';
import type { SqlValue } from '../sqlite/database.ts';
import type { ErasedRows } from './eraseRows.ts';
import type { SealedTexts } from './sealedTexts.ts';
import { evidenceWithout, planWithout, withoutProject, type Erased, type StoredDocument } from './withoutProject.ts';

/**
 * Erases a project from what is kept as text: documents, plans, and the evidence of tasks.
 * @param within the condition on the rows of a table that their time sets
 */
export function eraseTexts(texts: SealedTexts, erased: Erased, within: (table: string) => string): ErasedRows {
  const counts = { document: 0, plan: 0, trimmed: 0 };
  const edit = (table: 'document' | 'plan', id: SqlValue, edited: string | undefined): void => {
    const body = edited === undefined ? undefined : texts.add(edited);
    if (body === undefined) texts.database.run(`DELETE FROM ${table} WHERE id = ?`, id);
    else texts.database.run(`UPDATE ${table} SET body = ? WHERE id = ?`, body, id);
    counts[body === undefined ? table : 'trimmed']++;
  };
  eraseDocuments(documentsIn(texts, within('document')), erased, (id, body) => edit('document', id, body));
  for (const [id = 0, number] of texts.database.all(`SELECT id, body FROM plan WHERE ${within('plan')}`)) {
    const body = texts.get(number);
    const edited = body === undefined ? undefined : planWithout(body, erased);
    if (edited !== body) edit('plan', id, edited);
  }
  counts.trimmed += trimEvidence(texts, erased, within('plan_task'));
  const { trimmed, ...all } = counts;
  return { erased: Object.fromEntries(Object.entries(all).filter(([, count]) => count > 0)), trimmed };
}

/** What the sync with GitHub keeps names documents, so it comes last. */
function eraseDocuments(
  documents: readonly StoredDocument[],
  erased: Erased,
  edit: (id: string, body: string | undefined) => void,
): void {
  const ids = new Set(erased.ids);
  const isState = ({ id }: StoredDocument): boolean => id === githubStateId;
  for (const document of [...documents.filter((each) => !isState(each)), ...documents.filter(isState)]) {
    const body = withoutProject(document, { ...erased, ids });
    if (body === document.body) continue;
    if (body === undefined) ids.add(document.id);
    edit(document.id, body);
  }
}

function documentsIn(texts: SealedTexts, within: string): StoredDocument[] {
  const sql = `SELECT id, collection, body FROM document WHERE ${within}`;
  return texts.database.all(sql).flatMap(([id, collection, number]) => {
    const body = texts.get(number);
    return body === undefined ? [] : [{ id: String(id), collection: String(collection), body }];
  });
}

/** A task with a project of its own may rest on what was measured of others. */
function trimEvidence(texts: SealedTexts, erased: Erased, within: string): number {
  let trimmed = 0;
  for (const [id = 0, number] of texts.database.all(`SELECT id, evidence FROM plan_task WHERE ${within}`)) {
    const evidence = texts.get(number);
    const edited = evidence === undefined ? undefined : evidenceWithout(evidence, erased);
    if (edited === undefined || edited === evidence) continue;
    texts.database.run('UPDATE plan_task SET evidence = ? WHERE id = ?', texts.add(edited) ?? 0, id);
    trimmed++;
  }
  return trimmed;
}
