import { jsonForPage } from '../../open-data/schema-org.js';
import { firstSentences, type View } from '../view.js';

/** What programs are told of a page that anyone may read: search engines, feed readers, who shows a link to it. */
export interface Told {
  /** Its one address, without the site. */
  path: string;
  description: string;
  article?: boolean;
  /** The page in the words of schema.org. */
  data?: object | undefined;
}

/** Longest description, in UTF-16 units: what shows a link cuts off more. */
const LONGEST = 300;

/** The part of a page's head that is for programs. */
export function ForPrograms({ view, title, told }: { view: View; title: string; told: Told | undefined }) {
  const { publication, m } = view;
  if (publication === undefined) return null;
  const feed = (
    <link rel="alternate" type="application/atom+xml" href="/feed.atom" title={m.openData.feedTitle} />
  );
  if (told === undefined) return feed;
  const address = `${publication.site}${told.path}`;
  const description = shortened(told.description, view.language);
  return (
    <>
      <meta name="description" content={description} />
      <link rel="canonical" href={address} />
      {feed}
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:type" content={told.article === true ? 'article' : 'website'} />
      <meta property="og:url" content={address} />
      <meta property="og:site_name" content={m.product} />
      {told.data !== undefined && (
        <script
          type="application/ld+json"
          // Nothing in it can end the element.
          dangerouslySetInnerHTML={{ __html: jsonForPage(told.data) }}
        />
      )}
    </>
  );
}

/** Whole sentences, as many as fit; of a very long first one its beginning. */
function shortened(text: string, language: string): string {
  if (text.length <= LONGEST) return text;
  const [two, one] = [firstSentences(text, 2, language), firstSentences(text, 1, language)];
  const fitting = [two, one].find((part) => part.length <= LONGEST);
  return fitting ?? `${text.slice(0, LONGEST - 1).replace(/\s+\S*$/, '')}…`;
}
