import type { enAnswer } from '../en/answer.js';
import { createFormat } from '../format.js';

const f = createFormat('fr');
const n = (count: number) => f.number(count);
const results = (count: number) =>
  `${n(count)} ${f.plural(count, { one: 'résultat', many: 'de résultats', other: 'résultats' })}`;

export const frAnswer: typeof enAnswer = {
  answer: {
    heading: results,
    bands: (high, medium, low) => {
      const present = (
        [
          [high, f.plural(high, { one: 'convient bien', other: 'conviennent bien' })],
          [medium, f.plural(medium, { one: 'peut convenir', other: 'peuvent convenir' })],
          [low, f.plural(low, { one: 'convient peu', other: 'conviennent peu' })],
        ] as const
      ).filter(([count]) => count > 0);
      const only = present.length === 1 ? present[0] : undefined;
      if (only !== undefined) return only[0] === 1 ? only[1] : `tous ${only[1]}`;
      return f.list(present.map(([count, words]) => `${n(count)} ${words}`));
    },
    pageTitle: (count) => `${results(count)} pour votre défi`,
    announce: (count, bands) =>
      `${results(count)} ${f.plural(count, { one: 'trouvé', other: 'trouvés' })}${bands === '' ? '' : ` : ${bands}`}.`,
    understood: 'Compris comme',
    corrected: 'Lu comme',
    youWrote: (word) => `vous avez écrit «\u00a0${word}\u00a0»`,
    filtered: (shown, total) => `${n(shown)} affichés sur ${results(total)}`,
    few: 'Peu de fiches conviennent. Vous en trouverez peut-être davantage en décrivant autrement ce qu’il vous faut, ou sans indiquer la ville.',
    filterEmpty: 'Aucun résultat ne réunit toutes ces propriétés.',
    more: (count) => `En afficher ${n(count)} de plus`,
    list: 'Résultats, les meilleurs d’abord',
    ranked: 'Comment ce classement est-il fait ?',
  },
  nothing: {
    pageTitle: 'Rien dans le catalogue ne convient',
    heading: 'Rien dans le catalogue ne convient à ce défi',
    lead: 'Nous n’avons trouvé aucun cas ni prestataire que nous présenterions à un conseil municipal pour cela. Nous préférons le dire plutôt que de vous montrer une simple ressemblance.',
    readAs: (concepts) =>
      `Nous avons compris qu’il s’agit de : ${concepts}. Si ce n’est pas cela, dites-le autrement.`,
    shares: 'Ce que cela a en commun',
    tryHeading: 'Ce que vous pouvez essayer',
    tries: [
      'Nommez le problème plutôt que la solution : ce qui se passe, où, et qui en pâtit.',
      'Laissez de côté les noms de programmes, de rues et de lois locales, propres à votre ville.',
      'Si deux défis se mêlent, exposez-les l’un après l’autre.',
    ],
    secretariat:
      'Vous pouvez aussi poser la question au secrétariat de l’association, dont le personnel connaît des cas qui ne sont pas encore dans le catalogue.',
    browse: 'Parcourir tout le catalogue',
    nearest: 'Les fiches les plus proches ; toutes conviennent peu',
    announce: 'Rien dans le catalogue ne convient à ce défi.',
  },

  band: { high: 'Convient bien', medium: 'Peut convenir', low: 'Convient peu' },
  kind: { 'case-study': 'Cas', provider: 'Prestataire' },
  kinds: { 'case-study': 'Cas', provider: 'Prestataires' },
  providerKind: {
    company: 'Entreprise',
    ngo: 'Organisation à but non lucratif',
    utility: 'Opérateur de services publics',
    research: 'Institut de recherche',
    consultancy: 'Cabinet de conseil',
    'public-agency': 'Organisme public',
    network: 'Réseau',
  },

  card: {
    why: 'Pourquoi cela convient',
    check: 'À vérifier avant de reprendre ce cas',
    deliveredBy: 'Réalisé par',
    provenBy: 'Cas à l’appui',
    source: 'Source',
    noSource: 'Aucune source publique connue',
    verified: 'Faits principaux vus sur une page publique',
    unverified: 'Non vérifié : connaissances générales',
    ranked: 'Comment ce classement est établi',
    score: 'Note',
    keyword: 'Mots en commun',
    semantic: 'Proximité de sens',
    context: 'Concordance du contexte',
    rankedNote:
      'Chaque chiffre va de 0 à 100 %. Réunis, ils donnent la note ; les raisons ci-dessus reposent sur les mêmes chiffres.',
    model: (name) => `Sens comparé avec ${name}.`,
    modelNone: 'Comparé par les mots seuls.',
    seat: (place) => `siège : ${place}`,
  },

  filter: {
    label: 'Filtrer les résultats',
    kind: 'Type',
    sector: 'Secteur',
    country: 'Pays',
    apply: 'Appliquer',
    clear: 'Retirer les filtres',
    chosen: (count) => `${n(count)} ${f.plural(count, { one: 'choisi', other: 'choisis' })}`,
    count: results,
  },

  map: {
    heading: 'Où se trouvent les cas',
    jump: 'Les voir sur la carte',
    approximate: 'Seul le pays est connu ; le point est en son centre.',
    label: (count) =>
      `Carte du monde avec ${n(count)} ${f.plural(count, { one: 'cas numéroté', other: 'cas numérotés' })}. Le tableau ci-dessous indique les mêmes lieux.`,
    one: (place) => `Carte montrant ${place}.`,
    table: 'Les mêmes lieux en tableau',
    number: 'N°',
    place: 'Lieu',
    case: 'Cas',
    projection:
      'Carte à surfaces équivalentes. Là où les lieux sont proches, un trait relie le numéro à son lieu.',
  },
};
