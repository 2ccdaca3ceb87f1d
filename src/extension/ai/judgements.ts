import { judgementOn } from '../../ai/judgements.ts';
import type { NamedItem } from '../../ai/judgements.ts';
import { dayMs } from '../../core/time/days.ts';
import type { DocumentFact } from '../../core/facts/facts.ts';
import { jsonOf } from '../../core/base/jsonOf.ts';
import { judgementSchema } from '../../core/insights/insights.ts';
import type { Judgement, Verdict } from '../../core/insights/insights.ts';
import type { Services } from '../services.ts';

/** What was said of insights holds for so long (ms); after that the like of them is shown again. */
export const keptMs = 60 * dayMs;
const prefix = 'judged:';

/** The judgements among documents of the collection `insights`, oldest first. */
export function judgementsIn(documents: readonly DocumentFact[]): Judgement[] {
  return filed(documents).map(({ judgement }) => judgement);
}

interface Filed {
  readonly document: DocumentFact;
  readonly judgement: Judgement;
}

function filed(documents: readonly DocumentFact[]): Filed[] {
  return documents
    .filter(({ id }) => id.startsWith(prefix))
    .sort((a, b) => a.at - b.at)
    .flatMap((document) => {
      const judgement = judgementSchema.safeParse(jsonOf(document.body)).data;
      return judgement ? [{ document, judgement }] : [];
    });
}

/** Records what the person says of an item, or that they take it back. It takes the place of what they said of the like of it before. */
export async function recordJudgement(services: Services, item: NamedItem, verdict: Verdict | null): Promise<void> {
  const { recorder, clock } = services;
  const before = await judgedBefore(services, item);
  const at = clock.now();
  for (const document of verdict === null ? before : before.slice(0, -1))
    recorder.append({ ...document, rev: document.rev + 1, at, deleted: true });
  if (verdict !== null) {
    const { list, kind, evidence, impact } = item;
    const judgement: Judgement = {
      version: 1,
      verdict,
      list,
      kind,
      evidence: [...evidence],
      ...(impact && { impact }),
    };
    const last = before.at(-1);
    const id = last?.id ?? `${prefix}${recorder.nextId()}`;
    const base = { type: 'document', collection: 'insights', id, rev: (last?.rev ?? 0) + 1, at } as const;
    recorder.append({ ...base, start: at, end: at, offset: clock.utcOffset(at), body: JSON.stringify(judgement) });
  }
  await recorder.flush();
}

async function judgedBefore({ read, clock }: Services, item: NamedItem): Promise<DocumentFact[]> {
  const now = clock.now();
  const documents = await read('facts.documents', { collection: 'insights', from: now - keptMs, to: now + dayMs });
  return filed(documents).flatMap(({ document, judgement }) => (judgementOn(item, [judgement]) ? [document] : []));
}
