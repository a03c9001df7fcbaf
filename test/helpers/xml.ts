import { DOMParser, type Document, type Element } from '@xmldom/xmldom';

/** Reads XML. @throws Error for what is not well-formed, as of the first thing that is wrong. */
export function readXml(text: string): Document {
  const parser = new DOMParser({
    onError: (level, message) => {
      // It stands in some text; nothing says that the source was misread.
      if (message.includes('Unicode replacement character')) return;
      throw new Error(`${level}: ${message}`);
    },
  });
  return parser.parseFromString(text, 'application/xml');
}

export const ATOM = 'http://www.w3.org/2005/Atom';
export const SITEMAP = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** Child elements of this name and namespace. */
export function childrenOf(parent: Element | Document, namespace: string, name: string): Element[] {
  return Array.from(parent.childNodes).filter(
    (node): node is Element =>
      node.nodeType === 1 &&
      'localName' in node &&
      node.localName === name &&
      node.namespaceURI === namespace,
  );
}

/** The text of the one child of this name; undefined where there is none. @throws Error where there are several. */
export function textIn(parent: Element, namespace: string, name: string): string | undefined {
  const [one, ...more] = childrenOf(parent, namespace, name);
  if (more.length > 0) throw new Error(`${name} stands ${more.length + 1} times`);
  return one?.textContent ?? undefined;
}
