/**
 * Hebrew, Arabic, and Persian letters and digits with plain Latin ones, after ALA-LC (loc.gov/catdir/cpso/roman.html) without its marks. Vowels that
 * aren't written stay out.
 */
const letters =
  'א’ בb גg דd הh וv זz חh טt יy כk ךk לl מm םm נn ןn סs ע‘ פp ףp צts ץts קq רr שsh תt ' +
  'ء’ اa بb تt ثth جj حh خkh دd ذdh رr زz سs شsh صs ضd طt ظz ع‘ غgh فf قq كk لl مm نn هh وw يy ىa ةh ' +
  'پp چch ژzh کk گg یy ٠0 ١1 ٢2 ٣3 ٤4 ٥5 ٦6 ٧7 ٨8 ٩9 ۰0 ۱1 ۲2 ۳3 ۴4 ۵5 ۶6 ۷7 ۸8 ۹9 ،, ؛; ؟? ־-';
const latin = new Map(letters.split(' ').map((entry) => [entry.slice(0, 1), entry.slice(1)] as const));

/** Returns a text with each Hebrew and Arabic letter in Latin ones; undefined if a character has none. */
export function romanize(text: string): string | undefined {
  const parts = Array.from(text, (character) => latin.get(character));
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
}
