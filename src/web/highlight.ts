import type { MatchResult } from '../matching/contract.js';

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

/** A text with the words marked that highlights mark in it, in a part of it, or in a longer text around it. */
export function markedPieces(text: string, highlights: MatchResult['highlights']): Piece[] {
  const ranges: [number, number][] = [];
  for (const highlight of highlights) {
    const inside = highlight.text.indexOf(text);
    const around = text.indexOf(highlight.text);
    if (inside < 0 && around < 0) continue;
    const shift = inside >= 0 ? -inside : around;
    for (const [start, end] of highlight.ranges) ranges.push([start + shift, end + shift]);
  }
  const within = ranges.filter(([start, end]) => end > 0 && start < text.length);
  return cut(
    text,
    within.map(([start, end]) => [Math.max(0, start), end]),
  );
}
