import type { SearchDocument, SearchFilter, SearchQuery } from './port.js';

/**
 * The query whose answer, the document itself left out, is what is similar to it: by meaning where it has a vector,
 * else by the words of its title and key phrases.
 */
export function similarQuery(
  { text, language, vectors }: Pick<SearchDocument, 'text' | 'language' | 'vectors'>,
  { limit, filter }: { limit: number; filter?: SearchFilter },
): SearchQuery {
  const vector = (vectors.find(({ field }) => field === 'whole') ?? vectors[0])?.vector;
  return {
    text: vector ? '' : `${text.title} ${text.keywords}`,
    words: 'any',
    language,
    ...(vector ? { vector, semanticRatio: 1 } : {}),
    ...(filter ? { filter } : {}),
    limit: limit + 1,
  };
}
