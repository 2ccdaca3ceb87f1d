import { judgementOn, judgements } from '../../ai/judgements.ts';
import type { NamedItem } from '../../ai/judgements.ts';
import type { Judgement, InsightVerdict } from '../../core/insights/insights.ts';
import type { StoredRecord } from '../../core/records/readRecords.ts';
import { dayMs } from '../../core/time/days.ts';
import type { Services } from '../services.ts';

/** A judgement holds for this long, ms; then similar items are shown again. */
export const keptMs = 60 * dayMs;

/** The judgements that still hold, oldest first. */
export async function readJudgements({
  records,
  clock,
}: Pick<Services, 'records' | 'clock'>): Promise<readonly StoredRecord<Judgement>[]> {
  const now = clock.now();
  const { records: found } = await records(judgements).list({ from: now - keptMs, to: now + dayMs });
  return found.map(({ id, values: { about: kind, ...judgement } }) => ({ id, values: { ...judgement, kind } }));
}

/** Records a person's verdict on an item, or removes it (`null`). It replaces earlier verdicts on similar items. */
export async function recordJudgement(
  services: Services,
  item: NamedItem,
  verdict: InsightVerdict | null,
): Promise<void> {
  const records = services.records(judgements);
  const before = (await readJudgements(services)).filter(({ values }) => judgementOn(item, [values]));
  const last = verdict === null ? undefined : before.at(-1);
  for (const { id } of before) if (id !== last?.id) await records.remove(id);
  if (verdict === null) return;
  const { list, kind: about, evidence, impact } = item;
  const values = {
    version: 1 as const,
    verdict,
    list,
    about,
    evidence: [...evidence],
    impact,
    start: services.clock.now(),
  };
  await (last ? records.put(last.id, values) : records.create(values));
}
