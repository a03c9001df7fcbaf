import type { IncomeGroup } from '../../taxonomy/incomes.js';
import type { ClimateKind } from '../climate.js';
import { MILLION, type ReasonWords, reasonFormat } from './words.js';

const { list, population, month } = reasonFormat('es');
const people = (count: number) => `${population(count)} ${count >= MILLION ? 'de habitantes' : 'habitantes'}`;

/** What two cities of one kind of climate have in common. */
const CLIMATES: Record<ClimateKind, string> = {
  'hot-wet': 'son calurosas y húmedas casi todo el año',
  'hot-dry-season': 'son calurosas, con una estación lluviosa y otra seca',
  'hot-dry': 'son calurosas y secas',
  'cold-dry': 'son secas, con inviernos fríos',
  'hot-summers': 'tienen veranos calurosos y lluvia todo el año',
  'mild-rain': 'son templadas, con lluvia todo el año',
  'dry-summers': 'tienen veranos secos e inviernos suaves',
  'dry-winters': 'son templadas, con inviernos secos',
  'cold-winters': 'tienen inviernos fríos',
  polar: 'son frías todo el año',
};

/** De un país: "un país de ingreso alto". */
const INCOMES: Record<IncomeGroup, string> = {
  low: 'ingreso bajo',
  'lower-middle': 'ingreso mediano bajo',
  'upper-middle': 'ingreso mediano alto',
  high: 'ingreso alto',
};

export const REASONS_ES: ReasonWords = {
  language: 'es',
  sameProblem: 'Partió de un problema como el suyo.',
  sameAnswer: 'Lo que se hizo responde a su desafío.',
  sameOffer: 'Lo que ofrece responde a su desafío.',
  nearest: 'El pasaje más cercano a lo que usted escribió.',
  result: 'Informa de lo que se logró.',
  concepts: (labels) => `Trata de ${list(labels)}, como usted describe.`,
  sectors: (labels) => `Trabaja en ${list(labels)}, que es de lo que trata su desafío.`,
  sameSize: (theirs, ours) =>
    `Se hizo en un lugar de unos ${people(theirs)}; el suyo tiene ${population(ours)}.`,
  larger: (theirs, ours) =>
    `Se hizo en una ciudad de ${people(theirs)}; la suya tiene ${population(ours)}: pregunte cómo se adapta a menor escala.`,
  smaller: (theirs, ours) =>
    `Se hizo en un lugar de ${people(theirs)}; el suyo tiene ${population(ours)}: pregunte cómo se adapta a mayor escala.`,
  sameCountry: (country) => `De su propio país: ${country}.`,
  sameRegion: (place, region) => `De su parte del mundo: ${place} (${region}).`,
  sameClimate: (kind) => `Un clima parecido: las dos ciudades ${CLIMATES[kind]}.`,
  bothCoastal: 'Las dos ciudades están en la costa.',
  onlyTheirsCoastal: 'Se hizo en la costa; su ciudad está tierra adentro.',
  sameIncome: (group) => `De un país del mismo grupo de ingreso (${INCOMES[group]}).`,
  richer: (theirs, ours) =>
    `Se hizo en un país de ${INCOMES[theirs]}; el suyo es de ${INCOMES[ours]}: pregunte cuánto cuesta mantenerlo.`,
  bothFederal:
    'Los dos países son federaciones: las ciudades comparten competencias con estados o provincias.',
  servesCountry: (country) => `Entre los países en que trabaja nombra este: ${country}.`,
  servesWorld: 'Dice que trabaja en cualquier país.',
  servesElsewhere: (country) =>
    `Entre los países en que trabaja no nombra el suyo (${country}): pregunte primero.`,
  lowCost: 'Costo bajo: menos de unos 2 millones de dólares de EE. UU., o sobre todo tiempo del personal.',
  highCost:
    'Costo alto: más de unos 30 millones de dólares de EE. UU., y usted dice que el dinero es escaso.',
  proves: (title) => `Llevó a cabo un caso que encaja: ${title}.`,
  unproven: 'Ningún caso del catálogo muestra aún su trabajo.',
  shownBy: (cases) => `${cases} casos del catálogo muestran su trabajo.`,
  inUseSince: (year) => `En uso desde ${year}.`,
  pilot: 'Fue un proyecto piloto: pregunte qué fue de él.',
  unverified:
    'Aún sin verificar: esta ficha se basa en conocimientos generales. Compruebe los datos antes de confiar en ellos.',
  noResults: 'No informa de ningún resultado medido.',
  old: (year) => `Es de ${year}: pregunte qué ha cambiado desde entonces.`,
  stale: (since) =>
    `Nadie ha comprobado esta ficha desde ${month(since)}, por lo que aparece más abajo: pregunte si sigue siendo válida.`,
  silentOn: (labels) => `No encontramos en ella mención de ${list(labels)}, sobre lo que usted escribe.`,
  bands: { high: 'encaja bien', medium: 'podría encajar', low: 'encaja poco' },
};
