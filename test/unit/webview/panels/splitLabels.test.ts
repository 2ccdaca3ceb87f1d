import assert from 'node:assert/strict';
import * as l10n from '@vscode/l10n';
import { splitOf } from '../../../../src/analytics/collaboration/split.ts';
import { activityKinds } from '../../../../src/core/facts/activity.ts';
import { kindLabels } from '../../../../src/core/views/labels.ts';
import { splitParts } from '../../../../src/core/views/views.ts';
import { splitLabels } from '../../../../src/webview/panels/score/labels.ts';

describe('the parts of the time of a day', () => {
  it('have names of their own, since a kind of activity in the same view has another duration', () => {
    const kinds = kindLabels(l10n.t);
    const joined = splitParts.filter(
      (part) => activityKinds.filter((kind) => splitOf([{ kind, start: 0, end: 1 }])[part] > 0).length > 1,
    );
    assert.ok(joined.includes('coding') && joined.includes('rest'));
    for (const part of joined) assert.ok(!Object.values(kinds).includes(splitLabels()[part]), part);
  });
});
