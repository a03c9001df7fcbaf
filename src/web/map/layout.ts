/** A numbered place on the map, in map units. */
export interface MapPoint {
  id: string;
  label: string;
  title: string;
  x: number;
  y: number;
}

/** A point with the spot where its number is drawn: beside its place where places crowd. */
export interface Marker extends MapPoint {
  markerX: number;
  markerY: number;
}

export interface Window {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * The part of the map to show: all points with a margin, never narrower than `minWidth`, in the map's
 * own shape, inside the map.
 */
export function frame(
  points: readonly { x: number; y: number }[],
  map: { width: number; height: number },
  minWidth: number,
): Window {
  if (points.length === 0) return { x: 0, y: 0, ...map };
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const ratio = map.height / map.width;
  const margin = 1.35;
  const spanX = (Math.max(...xs) - Math.min(...xs)) * margin;
  const spanY = (Math.max(...ys) - Math.min(...ys)) * margin;
  const width = Math.min(map.width, Math.max(minWidth, spanX, spanY / ratio));
  const height = width * ratio;
  const centreX = (Math.max(...xs) + Math.min(...xs)) / 2;
  const centreY = (Math.max(...ys) + Math.min(...ys)) / 2;
  const inside = (value: number, max: number) => Math.round(Math.min(Math.max(0, value), Math.max(0, max)));
  return {
    x: inside(centreX - width / 2, map.width - width),
    y: inside(centreY - height / 2, map.height - height),
    width: Math.round(width),
    height: Math.round(height),
  };
}

/**
 * Moves the numbers of crowded places apart until their centres are `distance` from each other, a little at a
 * time; the same points always give the same picture. Quadratic in the number of points, which is small.
 */
export function spread(points: readonly MapPoint[], distance: number, window: Window): Marker[] {
  const markers = points.map((point, index) => ({
    ...point,
    // Places that coincide need a direction to part in; the golden angle gives each its own.
    markerX: point.x + Math.cos(index * 2.4) * 0.01,
    markerY: point.y + Math.sin(index * 2.4) * 0.01,
  }));
  for (let round = 0; round < 200; round += 1) {
    if (!pushApart(markers, distance)) break;
    for (const marker of markers) {
      const half = distance / 2;
      marker.markerX = Math.min(Math.max(marker.markerX, window.x + half), window.x + window.width - half);
      marker.markerY = Math.min(Math.max(marker.markerY, window.y + half), window.y + window.height - half);
    }
  }
  return markers.map((marker) => ({
    ...marker,
    markerX: Math.round(marker.markerX * 10) / 10,
    markerY: Math.round(marker.markerY * 10) / 10,
  }));
}

function pushApart(markers: Marker[], distance: number): boolean {
  let moved = false;
  markers.forEach((a, index) => {
    for (const b of markers.slice(index + 1)) {
      const dx = b.markerX - a.markerX;
      const dy = b.markerY - a.markerY;
      const apart = Math.hypot(dx, dy);
      if (apart >= distance * 0.999) continue;
      const push = (distance - apart) / 2;
      const [ux, uy] = apart === 0 ? [1, 0] : [dx / apart, dy / apart];
      a.markerX -= ux * push;
      a.markerY -= uy * push;
      b.markerX += ux * push;
      b.markerY += uy * push;
      moved = true;
    }
  });
  return moved;
}
