import * as l10n from '@vscode/l10n';

/** Forms of a text for the number at `{0}`, by the categories of `Intl.PluralRules`. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & Record<'other', string>>;

/** Forms that English doesn't have. */
const otherForms = ['zero', 'two', 'few', 'many'] as const;

/**
 * Returns the forms of a text in the user's language. A language with more forms than English has them in its bundle under the
 * English plural with the form behind it, such as `{0} tasks/few`.
 * @param one English, for one
 * @param other English, for every other number
 */
export function plural(one: string, other: string): Plural {
  const forms = otherForms.map((form) => [form, l10n.t({ message: other, comment: form })] as const);
  const translated = forms.filter(([, text]) => text !== other);
  return { ...Object.fromEntries(translated), one: l10n.t(one), other: l10n.t(other) };
}
