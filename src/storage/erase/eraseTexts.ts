import { githubStateId } from '../../core/github/githubState.ts';
import type { ErasedRows } from './eraseRows.ts';
import type { SealedTexts } from './sealedTexts.ts';
import { withoutProject, type ErasedScope, type StoredDocument } from './withoutProject.ts';

/** Erases a project from documents. @param where the condition on their rows that their time sets */
export function eraseTexts(texts: SealedTexts, erased: ErasedScope, where: string): ErasedRows {
  let [document, trimmed] = [0, 0];
  eraseDocuments(documentsIn(texts, where), erased, (id, edited) => {
    const body = edited === undefined ? undefined : texts.add(edited);
    if (body === undefined) {
      texts.database.run('DELETE FROM document WHERE id = ?', id);
      document++;
    } else {
      texts.database.run('UPDATE document SET body = ? WHERE id = ?', body, id);
      trimmed++;
    }
  });
  return { erased: document > 0 ? { document } : {}, trimmed };
}

/** GitHub sync state refers to documents, so it comes last. */
function eraseDocuments(
  documents: readonly StoredDocument[],
  erased: ErasedScope,
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
