import type { MatchResult, Reason } from '../matching/contract.js';

/** A piece of text, marked or not. */
export interface Piece {
  text: string;
  marked: boolean;
}

/** Cuts `text` at the ranges; overlapping, reversed or outlying ranges are mended, never thrown at. */
export function cut(text: string, ranges: readonly (readonly [number, number])[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const start = Math.max(at, Math.min(from, text.length));
    const end = Math.min(to, text.length);
    if (end <= start) continue;
    if (start > at) pieces.push({ text: text.slice(at, start), marked: false });
    pieces.push({ text: text.slice(start, end), marked: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return pieces;
}

/** The passage a reason rests on, with the words marked that the answer's highlights mark in the same text. */
export function passagePieces(reason: Reason, highlights: MatchResult['highlights']): Piece[] {
  const passage = reason.passage ?? '';
  const ranges: [number, number][] = [];
  for (const highlight of highlights) {
    const inside = highlight.text.indexOf(passage);
    const around = passage.indexOf(highlight.text);
    if (inside < 0 && around < 0) continue;
    const shift = inside >= 0 ? -inside : around;
    for (const [start, end] of highlight.ranges) ranges.push([start + shift, end + shift]);
  }
  return cut(
    passage,
    ranges.filter(([start, end]) => end > 0 && start < passage.length).map(([s, e]) => [Math.max(0, s), e]),
  );
}
