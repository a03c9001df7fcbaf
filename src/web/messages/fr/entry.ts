import type { enEntry } from '../en/entry.js';
import { createFormat } from '../format.js';

const f = createFormat('fr');
const n = (count: number) => f.number(count);
const entries = (total: number) =>
  `${n(total)} ${f.plural(total, { one: 'fiche', many: 'de fiches', other: 'fiches' })}`;

export const frEntry: typeof enEntry = {
  entry: {
    back: 'Retour à vos résultats',
    ask: 'Exposer un défi',
    challenge: 'Le défi',
    solution: 'Ce qui a été fait',
    outcomes: 'Ce qui en est résulté',
    measures: 'Mesures',
    about: 'Ce qu’ils font',
    offerings: 'Ce qu’ils proposent',
    facts: 'Faits',
    place: 'Lieu',
    seat: 'Siège',
    population: 'Population',
    people: (count) => `environ ${count}`,
    year: 'Année',
    cost: 'Coût',
    costBand: {
      low: 'Faible : moins de 2 millions de dollars US environ, ou surtout du temps de travail',
      medium: 'Moyen : de 2 à 30 millions de dollars US environ',
      high: 'Élevé : plus de 30 millions de dollars US environ',
      unknown: 'Inconnu',
    },
    sectors: 'Secteurs',
    pathways: 'Voies de l’ICLEI',
    sdgs: 'Objectifs de développement durable',
    serves: 'Intervient dans',
    everywhere: 'Tous les pays',
    type: 'Type',
    website: 'Site web',
    deliveredBy: 'Qui l’a réalisé',
    provenBy: 'Cas à l’appui',
    noLinks: 'Aucun dans le catalogue.',
    source: 'Source',
    sourceLink: (host) => `À lire sur ${host}`,
    verified:
      'Les faits principaux ont été vus sur la page publique indiquée ici. La population, la tranche de coût et le financement proviennent en partie de connaissances générales.',
    unverified:
      'Cette fiche n’a pas été vérifiée à l’aide d’une page publique : elle provient de connaissances générales. Renseignez-vous auprès de la ville ou du prestataire avant de vous y fier.',
    language: 'Langue de cette fiche',
    written: (language) => `en ${language}`,
    changed: (date) => `Dernière modification de cette fiche : ${f.date(date)}.`,
    checked: {
      secretariat: (date) => `Vérifiée par le secrétariat le ${f.date(date)}.`,
      contact: (date) => `Confirmée comme toujours exacte, par ses responsables, le ${f.date(date)}.`,
    },
    notChecked: 'Personne ne l’a vérifiée depuis.',
    staleShort: 'non vérifiée depuis longtemps',
    stale: (since) =>
      `Personne n’a vérifié cette fiche depuis le ${f.date(since)}, elle est donc classée plus bas. Demandez si elle est toujours valable avant de vous y fier.`,
    similar: 'Fiches semblables',
  },

  browse: {
    title: 'Parcourir le catalogue',
    lead: 'Tous les cas et prestataires parmi lesquels nous cherchons. Pour les voir classés selon votre ville, exposez un défi.',
    words: 'Chercher des mots',
    submit: 'Chercher',
    results: entries,
    forWords: (total, words) => `${entries(total)} pour « ${words} »`,
    none: 'Rien trouvé',
    noneHint: 'Essayez avec moins de mots ou d’autres, ou retirez les filtres.',
    next: 'Page suivante',
    previous: 'Page précédente',
    page: (number) => `Page ${n(number)}`,
    pages: 'Pages',
    any: 'Tous',
  },
};
