import type { MatchResult } from '../../matching/contract.js';
import { markedPieces } from '../highlight.js';

/** A text with the words that were found marked in it. */
export function Marked({ text, highlights }: { text: string; highlights: MatchResult['highlights'] }) {
  return (
    <>
      {markedPieces(text, highlights).map((piece, index) =>
        piece.marked ? <mark key={index}>{piece.text}</mark> : piece.text,
      )}
    </>
  );
}
