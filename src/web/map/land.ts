import { createRequire } from 'node:module';
import { type GeoProjection, geoEqualEarth, geoStream } from 'd3-geo';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { z } from 'zod';
import type { Coordinates } from '../../catalogue/entry.js';

/** The drawn map, in its own units: whole ones, so that the path stays small. */
const MAP_WIDTH = 1600;
/** Smallest ring drawn, in square units: smaller islands cannot be seen at this scale. */
const MIN_AREA = 12;
/** Antarctica has no city; leaving it out gives the rest more room. */
const SOUTH = -58;
const NORTH = 83.7;

export interface World {
  /** SVG path of all land. */
  land: string;
  width: number;
  height: number;
  /** Where a place lies on the map, in its units. */
  place(coordinates: Coordinates): { x: number; y: number };
}

const topology = z.custom<Topology<{ land: GeometryCollection }>>(
  (value) =>
    z.object({ type: z.literal('Topology'), objects: z.object({ land: z.object({}) }) }).safeParse(value)
      .success,
  'world-atlas must hold a topology with the object "land"',
);

/**
 * Projects Natural Earth's land (1:110 million) to Equal Earth (Savric, Patterson and Jenny, 2018), an
 * equal-area projection, and writes it as one path of whole, relative steps. Takes about 30 ms: call once.
 */
export function createWorld(): World {
  const atlas = topology.parse(createRequire(import.meta.url)('world-atlas/land-110m.json'));
  const projection = geoEqualEarth();
  projection.fitWidth(MAP_WIDTH, { type: 'Sphere' });
  const top = vertical(projection, NORTH);
  const [left, shift] = projection.translate();
  projection.translate([left, shift - top]);
  const height = Math.round(vertical(projection, SOUTH));
  return {
    land: writePath(projectRings(atlas, projection), height),
    width: MAP_WIDTH,
    height,
    place: ({ latitude, longitude }) => {
      const point = projection([longitude, latitude]) ?? [0, 0];
      return { x: Math.round(point[0]), y: Math.round(point[1]) };
    },
  };
}

const vertical = (projection: GeoProjection, latitude: number) => projection([0, latitude])?.[1] ?? 0;

type Ring = [number, number][];

function projectRings(atlas: Topology<{ land: GeometryCollection }>, projection: GeoProjection): Ring[] {
  const rings: Ring[] = [];
  let ring: Ring = [];
  const sink = projection.stream({
    point: (x, y) => ring.push([Math.round(x), Math.round(y)]),
    lineStart: () => {
      ring = [];
    },
    lineEnd: () => rings.push(ring),
    polygonStart: () => {},
    polygonEnd: () => {},
  });
  geoStream(feature(atlas, atlas.objects.land), sink);
  return rings;
}

function writePath(rings: readonly Ring[], height: number): string {
  return rings
    .map((ring) => withoutRepeats(ring))
    .filter((ring) => ring.length > 2 && area(ring) >= MIN_AREA && ring.some(([, y]) => y < height))
    .map((ring) => {
      let [atX, atY] = ring[0] ?? [0, 0];
      const steps = ring.slice(1).map(([x, y]) => {
        const step = `${x - atX}${y < atY ? '' : ' '}${y - atY}`;
        [atX, atY] = [x, y];
        return step;
      });
      return `M${ring[0]?.join(' ')}l${steps.join(' ').replaceAll(' -', '-')}z`;
    })
    .join('');
}

function withoutRepeats(ring: Ring): Ring {
  return ring.filter((point, index) => {
    const before = ring[index - 1];
    return before === undefined || before[0] !== point[0] || before[1] !== point[1];
  });
}

/** Shoelace formula; the sign only tells which way round the ring runs. */
function area(ring: Ring): number {
  let twice = 0;
  ring.forEach(([x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length] ?? [x, y];
    twice += x * nextY - nextX * y;
  });
  return Math.abs(twice) / 2;
}
