import type { Coordinates } from '../../catalogue/entry.js';
import { frame, type MapPoint, type Marker, spread, type Window } from '../map/layout.js';
import type { View } from '../view.js';

/** One numbered place. */
export interface Place {
  id: string;
  number: number;
  band: 'high' | 'medium' | 'low';
  title: string;
  place: string;
  coordinates: Coordinates;
}

/** Width the map is drawn at, in CSS pixels: markers are sized for it. */
const DRAWN = 336;
/** Never closer than this share of the world's width: the coast is drawn for a world map. */
const CLOSEST = 0.34;
/** Diameter of a marker in CSS pixels. */
const MARKER = 22;

function MarkerShape({ marker, band, scale }: { marker: Marker; band: string; scale: number }) {
  const r = (MARKER / 2) * scale;
  const apart = Math.hypot(marker.markerX - marker.x, marker.markerY - marker.y) > r;
  return (
    <g class={`marker marker-${band}`} data-place={marker.id}>
      {apart && (
        <>
          <path
            class="marker-line"
            stroke-width={1.25 * scale}
            d={`M${marker.x} ${marker.y}L${marker.markerX} ${marker.markerY}`}
          />
          <circle class="marker-spot" cx={marker.x} cy={marker.y} r={2.5 * scale} />
        </>
      )}
      <circle
        class="marker-disc"
        cx={marker.markerX}
        cy={marker.markerY}
        r={Math.round(r * 10) / 10}
        stroke-width={1.5 * scale}
      />
      <text x={marker.markerX} y={marker.markerY} dy="0.35em" font-size={Math.round(12.5 * scale)}>
        {marker.label}
      </text>
      <title>{`${marker.label}. ${marker.title}`}</title>
    </g>
  );
}

/** Where the places are; `label` says it in words, since the table beside it carries the meaning. */
function Picture({ view, places, label }: { view: View; places: readonly Place[]; label: string }) {
  const { world } = view;
  const points: MapPoint[] = places.map((place) => ({
    id: place.id,
    label: view.m.format.number(place.number),
    title: `${place.title}, ${place.place}`,
    ...world.place(place.coordinates),
  }));
  const window: Window = frame(points, world, world.width * CLOSEST);
  const scale = Math.round((window.width / DRAWN) * 100) / 100;
  const bands = new Map(places.map((place) => [place.id, place.band]));
  return (
    <svg
      class="map"
      viewBox={`${window.x} ${window.y} ${window.width} ${window.height}`}
      width={window.width}
      height={window.height}
      role="img"
      aria-label={label}
    >
      <path class="land" d={world.land} />
      {spread(points, (MARKER + 2) * scale, window).map((marker) => (
        <MarkerShape key={marker.id} marker={marker} band={bands.get(marker.id) ?? 'low'} scale={scale} />
      ))}
    </svg>
  );
}

function PlaceTable({ view, places }: { view: View; places: readonly Place[] }) {
  const { map } = view.m;
  return (
    <details class="places">
      <summary>{map.table}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{map.number}</th>
            <th scope="col">{map.place}</th>
            <th scope="col">{map.case}</th>
          </tr>
        </thead>
        <tbody>
          {places.map((place) => (
            <tr key={place.id} data-place={place.id}>
              <td class="figure">{view.m.format.number(place.number)}</td>
              <td>{place.place}</td>
              <td>
                <a href={`#match-${place.number}`}>{place.title}</a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** The cases of an answer on the map, numbered as their cards. */
export function AnswerMap({ view, places }: { view: View; places: readonly Place[] }) {
  if (places.length === 0) return null;
  const { map } = view.m;
  return (
    <section class="map-box" aria-labelledby="map-heading">
      <h3 id="map-heading">{map.heading}</h3>
      <Picture view={view} places={places} label={map.label(places.length)} />
      <PlaceTable view={view} places={places} />
      <p class="hint">{map.projection}</p>
    </section>
  );
}

/** One entry's place. */
export function PlaceMap({ view, place }: { view: View; place: Omit<Place, 'number' | 'band'> }) {
  const { x, y } = view.world.place(place.coordinates);
  const window = frame([{ x, y }], view.world, view.world.width * CLOSEST);
  const scale = window.width / DRAWN;
  return (
    <svg
      class="map"
      viewBox={`${window.x} ${window.y} ${window.width} ${window.height}`}
      width={window.width}
      height={window.height}
      role="img"
      aria-label={view.m.map.one(place.place)}
    >
      <path class="land" d={view.world.land} />
      <circle class="marker-halo" cx={x} cy={y} r={Math.round(12 * scale)} />
      <circle class="marker-dot" cx={x} cy={y} r={Math.round(5 * scale)} />
    </svg>
  );
}
