import type { IncomeGroup } from '../../taxonomy/incomes.js';
import type { ClimateKind } from '../climate.js';
import { MILLION, type ReasonWords, reasonFormat } from './words.js';

const { list, population, month } = reasonFormat('fr');
const people = (count: number) => `${population(count)} ${count >= MILLION ? 'd’habitants' : 'habitants'}`;

/** What two cities of one kind of climate have in common. */
const CLIMATES: Record<ClimateKind, string> = {
  'hot-wet': 'sont chaudes et humides presque toute l’année',
  'hot-dry-season': 'sont chaudes, avec une saison des pluies et une saison sèche',
  'hot-dry': 'sont chaudes et sèches',
  'cold-dry': 'sont sèches, avec des hivers froids',
  'hot-summers': 'ont des étés chauds et de la pluie toute l’année',
  'mild-rain': 'sont tempérées, avec de la pluie toute l’année',
  'dry-summers': 'ont des étés secs et des hivers doux',
  'dry-winters': 'sont tempérées, avec des hivers secs',
  'cold-winters': 'ont des hivers froids',
  polar: 'sont froides toute l’année',
};

/** D’un pays : « un pays à revenu élevé ». */
const INCOMES: Record<IncomeGroup, string> = {
  low: 'à faible revenu',
  'lower-middle': 'à revenu intermédiaire de la tranche inférieure',
  'upper-middle': 'à revenu intermédiaire de la tranche supérieure',
  high: 'à revenu élevé',
};

export const REASONS_FR: ReasonWords = {
  language: 'fr',
  sameProblem: 'Le point de départ était un problème comme le vôtre.',
  sameAnswer: 'Ce qui a été fait répond à votre défi.',
  sameOffer: 'Ce qui est proposé répond à votre défi.',
  nearest: 'Le passage le plus proche de ce que vous avez écrit.',
  result: 'Les résultats obtenus sont indiqués.',
  concepts: (labels) => `Sujets que vous décrivez aussi : ${list(labels)}.`,
  sectors: (labels) => `Domaines de votre défi : ${list(labels)}.`,
  sameSize: (theirs, ours) =>
    `Réalisé dans un lieu d’environ ${people(theirs)} ; le vôtre en compte ${population(ours)}.`,
  larger: (theirs, ours) =>
    `Réalisé dans une ville de ${people(theirs)} ; la vôtre en compte ${population(ours)} : demandez comment l’adapter à plus petite échelle.`,
  smaller: (theirs, ours) =>
    `Réalisé dans un lieu de ${people(theirs)} ; le vôtre en compte ${population(ours)} : demandez comment l’adapter à plus grande échelle.`,
  sameCountry: (country) => `De votre propre pays : ${country}.`,
  sameRegion: (place, region) => `De votre partie du monde : ${place} (${region}).`,
  sameClimate: (kind) => `Un climat semblable : les deux villes ${CLIMATES[kind]}.`,
  bothCoastal: 'Les deux villes sont au bord de la mer.',
  onlyTheirsCoastal: 'Réalisé au bord de la mer ; votre ville est à l’intérieur des terres.',
  sameIncome: (group) => `D’un pays du même groupe de revenu (${INCOMES[group]}).`,
  richer: (theirs, ours) =>
    `Réalisé dans un pays ${INCOMES[theirs]} ; le vôtre est ${INCOMES[ours]} : demandez ce que coûte le fonctionnement.`,
  bothFederal:
    'Les deux pays sont des fédérations : les villes partagent leurs compétences avec des États ou des régions.',
  servesCountry: (country) => `Parmi les pays d’intervention cités : ${country}.`,
  servesWorld: 'Dit intervenir dans tous les pays.',
  servesElsewhere: (country) =>
    `Ne cite pas votre pays (${country}) parmi ceux où il intervient : demandez d’abord.`,
  lowCost: 'Coût faible : moins de 2 millions de dollars US environ, ou surtout du temps de travail.',
  highCost: 'Coût élevé : plus de 30 millions de dollars US environ, et vous dites que les moyens manquent.',
  proves: (title) => `A réalisé un cas qui convient : ${title}.`,
  unproven: 'Aucun cas du catalogue ne montre encore son travail.',
  shownBy: (cases) => `${cases} cas du catalogue montrent son travail.`,
  inUseSince: (year) => `En service depuis ${year}.`,
  pilot: 'C’était un projet pilote : demandez ce qu’il est devenu.',
  unverified:
    'Pas encore vérifié : cette fiche repose sur des connaissances générales. Vérifiez les faits avant de vous y fier.',
  noResults: 'Aucun résultat mesuré n’est indiqué.',
  old: (year) => `Date de ${year} : demandez ce qui a changé depuis.`,
  stale: (since) =>
    `Personne n’a vérifié cette fiche depuis ${month(since)}, elle est donc classée plus bas : demandez si elle est toujours valable.`,
  silentOn: (labels) => `Vous en parlez, mais nous n’en avons pas trouvé mention ici : ${list(labels)}.`,
  bands: { high: 'convient bien', medium: 'peut convenir', low: 'convient peu' },
};
