import { decode } from 'fast-png';

/** Steps of a channel (of 255) that are not seen: rounding of blends. */
const UNSEEN = 8;

/** Share of pixels in which two PNG pictures differ, 0 to 1; 1 where they are of different size. */
export function differingShare(one: Buffer, other: Buffer): number {
  const [a, b] = [decode(one), decode(other)];
  if (a.width !== b.width || a.height !== b.height || a.channels !== b.channels) return 1;
  const { channels } = a;
  let differing = 0;
  for (let at = 0; at < a.data.length; at += channels) {
    for (let channel = 0; channel < channels; channel += 1) {
      if (Math.abs((a.data[at + channel] ?? 0) - (b.data[at + channel] ?? 0)) <= UNSEEN) continue;
      differing += 1;
      break;
    }
  }
  return differing / (a.width * a.height);
}
