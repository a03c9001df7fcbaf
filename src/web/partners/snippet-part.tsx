import type { View } from '../view.js';
import { Copyable } from './copyable.js';
import type { Snippets } from './snippet.js';

const KINDS = ['twoLines', 'fixed', 'style', 'frame', 'link'] as const;

/** The lines for a partner's pages, each with what it is for. */
export function SnippetPart({ view, snippets }: { view: View; snippets: Snippets | undefined }) {
  const m = view.m.partners.snippet;
  if (snippets === undefined) return <p>{m.noKey}</p>;
  return (
    <>
      <p>{m.lead}</p>
      {KINDS.map((kind) => {
        const text = snippets[kind];
        return (
          <section
            key={kind}
            id={`snippet-part-${kind}`}
            class="snippet"
            aria-labelledby={`snippet-heading-${kind}`}
            hidden={text === undefined}
          >
            <h3 id={`snippet-heading-${kind}`}>{m[kind]}</h3>
            <p class="hint">{m[`${kind}Hint`]}</p>
            <Copyable view={view} id={`snippet-${kind}`} text={text ?? ''} name={m[kind]} />
          </section>
        );
      })}
    </>
  );
}
