import { createRequire } from 'node:module';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { z } from 'zod';

/** How far from the sea a city still counts as coastal, and from where on as inland, in kilometres. */
const COAST = 15;
const INLAND = 40;
const KM_PER_DEGREE = 111.2;
/** Side of the cells in which stretches of coast are found again, in degrees. */
const CELL = 0.25;

/** Where a point lies; `between`: in the outskirts of a large city by the sea, or beyond them. */
export type Shore = 'coast' | 'between' | 'inland';

type Stretch = [x1: number, y1: number, x2: number, y2: number];

const topology = z.custom<Topology<{ land: GeometryCollection }>>(
  (value) =>
    z.object({ type: z.literal('Topology'), objects: z.object({ land: z.object({}) }) }).safeParse(value)
      .success,
  'world-atlas must hold a topology with the object "land"',
);

/**
 * How near the sea a point lies, by Natural Earth's land at 1:10 million (public domain, by world-atlas), which follows
 * estuaries a long way. Waters within the land are lakes, the Caspian too. A point on no land at all is on an island that
 * the outline lacks.
 */
export function openCoast(): (latitude: number, longitude: number) => Shore {
  const near = new Map<string, Stretch[]>();
  const bands = new Map<number, Stretch[]>();
  for (const stretch of outline()) {
    const [x1, y1, x2, y2] = stretch;
    // Along the date line the outline is cut, not the land.
    const cut = Math.abs(x1) > 179.999 && Math.abs(x2) > 179.999;
    for (let band = cell(Math.min(y1, y2)); band <= cell(Math.max(y1, y2)); band++) {
      push(bands, band, stretch);
      if (cut) continue;
      for (let column = cell(Math.min(x1, x2)); column <= cell(Math.max(x1, x2)); column++)
        push(near, `${column} ${band}`, stretch);
    }
  }
  return (latitude, longitude) => {
    const high = Math.ceil(INLAND / KM_PER_DEGREE / CELL);
    const wide = Math.ceil(INLAND / KM_PER_DEGREE / Math.cos(radians(latitude)) / CELL);
    let least = Number.POSITIVE_INFINITY;
    for (let band = cell(latitude) - high; band <= cell(latitude) + high; band++)
      for (let column = cell(longitude) - wide; column <= cell(longitude) + wide; column++)
        for (const one of near.get(`${column} ${band}`) ?? [])
          least = Math.min(least, kilometres(one, latitude, longitude));
    const crossed = (bands.get(cell(latitude)) ?? []).filter((one) => isEastOf(one, latitude, longitude));
    if (least <= COAST || crossed.length % 2 === 0) return 'coast';
    return least < INLAND ? 'between' : 'inland';
  };
}

const cell = (degrees: number) => Math.floor(degrees / CELL);
const radians = (degrees: number) => (degrees * Math.PI) / 180;

function push<K>(lists: Map<K, Stretch[]>, key: K, stretch: Stretch): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [stretch]);
  else list.push(stretch);
}

/** Every straight stretch of the outlines of land, without the waters within. */
function* outline(): Generator<Stretch> {
  const atlas = topology.parse(createRequire(import.meta.url)('world-atlas/land-10m.json'));
  for (const { geometry } of feature(atlas, atlas.objects.land).features) {
    if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') continue;
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    for (const [outer = []] of polygons) {
      const ring = unrolled(outer);
      const longitudes = ring.map(([x]) => x);
      // Once round the world more or less, where that lies on the map: a ring may begin beyond the date line.
      for (const turn of [-360, 0, 360]) {
        if (longitudes.every((x) => Math.abs(x + turn) > 180)) continue;
        for (const [i, [x2, y2]] of ring.entries()) {
          const [x1, y1] = ring[i - 1] ?? [x2, y2];
          yield [x1 + turn, y1, x2 + turn, y2];
        }
      }
    }
  }
}

/** A ring that crosses the date line, going on beyond 180 degrees. */
function unrolled(ring: readonly number[][]): [longitude: number, latitude: number][] {
  let turn = 0;
  return ring.map(([x = 0, y = 0], i) => {
    const [before = x] = ring[i - 1] ?? [];
    if (Math.abs(x - before) > 180) turn += x < before ? 360 : -360;
    return [x + turn, y];
  });
}

/** Whether a ray from the point to the east crosses the stretch. */
function isEastOf([x1, y1, x2, y2]: Stretch, latitude: number, longitude: number): boolean {
  if (y1 > latitude === y2 > latitude) return false;
  return x1 + ((latitude - y1) / (y2 - y1)) * (x2 - x1) > longitude;
}

/** Distance of a point from a stretch, on a plane laid at the point: exact enough for some kilometres. */
function kilometres([x1, y1, x2, y2]: Stretch, latitude: number, longitude: number): number {
  const wide = KM_PER_DEGREE * Math.cos(radians(latitude));
  const [ax, ay] = [(x1 - longitude) * wide, (y1 - latitude) * KM_PER_DEGREE];
  const [bx, by] = [(x2 - longitude) * wide, (y2 - latitude) * KM_PER_DEGREE];
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length));
  return Math.hypot(ax + along * dx, ay + along * dy);
}
