import { isLocalHost } from './localHost.ts';
import type { BuiltInId } from './categories.ts';

/** Ending after the name of a site: a country, or a kind of organization and a country. */
const ending = /^(?:(?:com?|net|org|or|ne|ac|edu|gob|gov|gouv)\.)?[a-z]{2,}$/;

/** The name before the country: `zalando` of `www.zalando.ch`, `amazon` of `amazon.co.jp`; undefined if there is none. */
export function siteName(host: string): string | undefined {
  const parts = host.split('.').slice(-3);
  const at = parts.findIndex((_, i) => i > 0 && ending.test(parts.slice(i).join('.')));
  return at > 0 ? parts[at - 1] : undefined;
}

/** Returns true for a site's documentation or its blog for developers, whatever else the site is. */
export function isForDevelopers(host: string): boolean {
  return /^(?:api|developers?|docs?|eng|engineering|opensource)\./.test(host);
}

/** Categories by the common meaning of the first part of a host, and of its last parts. The first that holds decides. */
const byPart: readonly (readonly [RegExp, BuiltInId])[] = [
  [
    /\.(?:corp|home\.arpa|internal|intra|intranet|lan|local|test)$|^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.[\d.]+$/,
    'coding',
  ],
  [/^(?:canvas|docs?|developers?|handbook|ilias|learn|learning|lms|api|man|manual|moodle|wiki)\./, 'learning'],
  [/^(?:boards?|bugs|bugzilla|confluence|issues|jira|redmine|tickets|tracker|youtrack)\./, 'planning'],
  [/^(?:code-?review|gerrit|phabricator|review)\./, 'reviewing'],
  [
    /^(?:admin|airflow|alertmanager|argocd|artifactory|build|cd|ci|console|dashboard|dev|git|gitea|gitlab|grafana|harbor|jaeger|jenkins|jupyter(?:hub)?|kibana|kiali|loki|logs|minio|mlflow|monitoring|nexus|preview|prometheus|qa|rancher|registry|sentry|sonar(?:qube)?|stag(?:e|ing)|status|superset|uat|vault)\./,
    'coding',
  ],
  [/^(?:bbb|chat|mail|mattermost|meet|teams|webmail|zulip)\./, 'meeting'],
  [
    /\.edu(?:\.[a-z]{2})?$|\.ac\.[a-z]{2}$|(?:^|\.)(?:uni|univ|tu|fh|hs)-[\w-]+\.[a-z]{2}$|(?:^|\.)(?:campus|courses?|e-?learning|lectures?|library|opencast|panopto)\.|universit|hochschule/,
    'learning',
  ],
  [
    /^(?:games?|movies|music|news|radio|recipes|shop|shopping|sports?|store|travel|tv|weather)\.|\.(?:apartments|auto|bank|bet|bike|boutique|cars?|casino|clothing|dating|dental|dentist|fashion|film|fitness|football|game|games|golf|health|homes|hospital|hotel|insurance|jewelry|kids|movie|news|pizza|radio|recipes|restaurant|shoes|shop|shopping|singles|store|tennis|theater|tours|travel|tv|vacations|wedding|yoga)$/,
    'leisure',
  ],
];

/**
 * Words in the names of newspapers, clubs, shops, banks, hotels, and the like, in the languages of many of them, without those that software is
 * named after, too (`transport`, `workshop`, `database`).
 */
const leisureWords =
  /news|nachrichten|zeitung|noticias|notizie|nieuws|gazett|tribun|herald|chronicle|times$|^daily|presse$|prensa|radio|television|(?<!tran|pas)sport|footbal|futbol|fussball|voetbal|soccer|rugby|cricket|tennis|hockey|basketball|handball|golf|yoga|fitness|cinema|kino(?!p)|movie|film|anime|manga|musi[ckq]|podcast|games|gaming|spiele|juegos|casino|lotter|betting|toys|spielzeug|weather|wetter|meteo(?!r)|pogoda|recipe|rezept|recett|ricett|receta|kochen|cuisine|pizz[ae]|restaurant|burger|bakery|coffee(?!script)|winery|supermar[kc]|hotel|hostel|flights|airline|airways|airport|travel|reisen|voyage|viaje|viaggi|cruise|holiday|urlaub|ferien|vacation|camping|tourism|(?<!data)bank(?!rupt)|sparkasse|insurance|versicherung|assurance|seguros|mortgage|immobil|realestate|realty|wohnung|apartment|(?<!work|photo|bi)shop(?!ify)|boutique|outlet|fashion|shoes|schuhe|jewel|cosmetic|parfum|perfume|mo?ebel|furniture|apotheke|pharmac|garten|florist|flowers|clothing|dating|singles|wedding|hochzeit|dental|dentist|zahnarzt|klinik|hospital|krankenhaus|(?<!cron)jobs|karriere|careers|emploi|empleo|kinder(?!g)|kids$|baby|eltern|parents|schule|museum|theat(?:er|re)|konzert|festival|horoscop|motors$|porn|xxx|autohaus/;

/** Guesses from the parts of a host the category of a site that no list has. */
export function guessedCategory(host: string): BuiltInId {
  if (isLocalHost(host)) return 'coding';
  const found = byPart.find(([pattern]) => pattern.test(host))?.[1];
  return found ?? (leisureWords.test(siteName(host) ?? '') ? 'leisure' : 'other');
}
