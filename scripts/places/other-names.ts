/** A name that GeoNames' list lacks: of a place it has under another name, or of one that it lacks. */
interface OtherName {
  name: string;
  place: string | { latitude: number; longitude: number; population: number };
}

/** Names of the catalogue's places, by country, and which of several places of one name is meant. */
export const OTHER_NAMES: Record<string, OtherName[]> = {
  BE: [{ name: 'Ghent', place: 'Gent' }],
  DE: [{ name: 'Freiburg im Breisgau', place: 'Freiburg' }],
  DK: [{ name: 'Aarhus', place: 'Århus' }],
  ES: [{ name: 'Vitoria-Gasteiz', place: 'Gasteiz / Vitoria' }],
  FR: [
    { name: 'Dunkirk', place: 'Dunkerque' },
    // Of the three, the one in Lot-et-Garonne.
    { name: 'Roquefort', place: { latitude: 44.174, longitude: 0.559, population: 1_261 } },
  ],
  HT: [{ name: 'Cap-Haïtien', place: 'Okap' }],
  ID: [
    // The plain between the two cities, which sinks and floods.
    { name: 'Semarang-Demak', place: { latitude: -6.943, longitude: 110.52, population: 1_700_000 } },
  ],
  IN: [{ name: 'Kochi', place: 'Cochin' }],
  IT: [{ name: 'Padua', place: 'Padova' }],
  JP: [{ name: 'Kamikatsu', place: { latitude: 33.889, longitude: 134.402, population: 1_400 } }],
  KE: [{ name: 'Makueni', place: { latitude: -1.804, longitude: 37.624, population: 990_000 } }],
  MN: [{ name: 'Ulaanbaatar', place: 'Ulan Bator' }],
  RW: [{ name: 'Bugesera', place: { latitude: -2.147, longitude: 30.094, population: 360_000 } }],
  SE: [{ name: 'Gothenburg', place: 'Göteborg' }],
  SN: [{ name: 'Dakar (Hann Bel-Air)', place: { latitude: 14.723, longitude: -17.433, population: 67_000 } }],
  US: [
    { name: 'New York', place: 'New York City' },
    { name: 'Washington', place: 'Washington, D.C.' },
  ],
  VN: [{ name: 'Quy Nhon', place: 'Qui Nhon' }],
  ZA: [
    { name: 'eThekwini', place: 'Durban' },
    // The municipality of Vereeniging and Vanderbijlpark.
    { name: 'Emfuleni', place: 'Vereeniging' },
  ],
};
