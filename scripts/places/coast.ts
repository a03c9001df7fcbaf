import { createRequire } from 'node:module';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { z } from 'zod';

/** How far from the sea a city still counts as coastal, in kilometres. */
const REACH = 15;
const KM_PER_DEGREE = 111.2;
/** Side of the cells in which stretches of coast are found again, in degrees; more than REACH. */
const CELL = 0.25;

export type IsCoastal = (latitude: number, longitude: number) => boolean;

type Stretch = [x1: number, y1: number, x2: number, y2: number];

const topology = z.custom<Topology<{ land: GeometryCollection }>>(
  (value) =>
    z.object({ type: z.literal('Topology'), objects: z.object({ land: z.object({}) }) }).safeParse(value)
      .success,
  'world-atlas must hold a topology with the object "land"',
);

/**
 * Whether a point lies within 15 km of the sea, by Natural Earth's land at 1:10 million (public domain, by world-atlas).
 * Only the outer rings count, so the Caspian, a hole in the land, is a lake as the others are. A point on no land at all is
 * on an island that the outline lacks.
 */
export function openCoast(): IsCoastal {
  const near = new Map<string, Stretch[]>();
  const bands = new Map<number, Stretch[]>();
  for (const { stretch, outer } of stretches()) {
    const [x1, y1, x2, y2] = stretch;
    for (let band = cell(Math.min(y1, y2)); band <= cell(Math.max(y1, y2)); band++) {
      push(bands, band, stretch);
      if (!outer) continue;
      for (let column = cell(Math.min(x1, x2)); column <= cell(Math.max(x1, x2)); column++)
        push(near, `${column} ${band}`, stretch);
    }
  }
  const isOnLand = (latitude: number, longitude: number) =>
    (bands.get(cell(latitude)) ?? []).filter((one) => isEastOf(one, latitude, longitude)).length % 2 === 1;
  return (latitude, longitude) => {
    const width = Math.max(1, Math.ceil(REACH / KM_PER_DEGREE / Math.cos(radians(latitude)) / CELL));
    for (let band = cell(latitude) - 1; band <= cell(latitude) + 1; band++)
      for (let column = cell(longitude) - width; column <= cell(longitude) + width; column++)
        if ((near.get(`${column} ${band}`) ?? []).some((one) => kilometres(one, latitude, longitude) <= REACH))
          return true;
    return !isOnLand(latitude, longitude);
  };
}

const cell = (degrees: number) => Math.floor(degrees / CELL);
const radians = (degrees: number) => (degrees * Math.PI) / 180;

function push<K>(lists: Map<K, Stretch[]>, key: K, stretch: Stretch): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [stretch]);
  else list.push(stretch);
}

/** Every straight stretch of an outline, and whether it is that of a land (`outer`) or of a water within it. */
function* stretches(): Generator<{ stretch: Stretch; outer: boolean }> {
  const atlas = topology.parse(createRequire(import.meta.url)('world-atlas/land-10m.json'));
  for (const { geometry } of feature(atlas, atlas.objects.land).features) {
    const polygons =
      geometry.type === 'Polygon'
        ? [geometry.coordinates]
        : geometry.type === 'MultiPolygon'
          ? geometry.coordinates
          : [];
    for (const [at, ring] of polygons.flatMap((rings) => rings.map((ring, i) => [i, ring] as const))) {
      for (let i = 1; i < ring.length; i++) {
        const [[x1 = 0, y1 = 0] = [], [x2 = 0, y2 = 0] = []] = [ring[i - 1], ring[i]];
        // Along the date line the outline is cut, not the land.
        const cut = Math.abs(x1) > 179.999 && Math.abs(x2) > 179.999;
        yield { stretch: [x1, y1, x2, y2], outer: at === 0 && !cut };
      }
    }
  }
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
