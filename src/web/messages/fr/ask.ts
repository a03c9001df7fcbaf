import type { enAsk } from '../en/ask.js';
import { createFormat } from '../format.js';

const f = createFormat('fr');
const n = (count: number) => f.number(count);

export const frAsk: typeof enAsk = {
  home: {
    title: 'Exposez le défi de votre ville',
    heading: 'À quoi votre ville est-elle confrontée ?',
    lead: 'Décrivez-le avec vos propres mots. Vous recevez des cas et des prestataires qui conviennent, avec les raisons de chacun et ce qu’il faut vérifier d’abord.',
    catalogue: (cases, providers) =>
      `Le catalogue contient ${n(cases)} ${f.plural(cases, { one: 'cas', other: 'cas' })} et ${n(providers)} ${f.plural(providers, { one: 'prestataire', other: 'prestataires' })}.`,
    examplesHeading: 'Ou partez de l’un de ces exemples',
  },
  examples: [
    {
      statement:
        'Notre vieille ville est inondée après chaque forte pluie. Les égouts ne peuvent plus absorber d’eau et il n’y a pas de place pour de grands bassins.',
      city: 'Lübeck',
      country: 'DE',
      population: '217000',
      label: 'La vieille ville est inondée après de fortes pluies',
    },
    {
      statement:
        'Les étés sont de plus en plus chauds, et les personnes âgées des quartiers denses où il y a peu d’arbres en souffrent le plus. Nous avons besoin d’un soulagement qui agisse d’ici deux ans.',
      city: 'Córdoba',
      country: 'ES',
      population: '320000',
      label: 'Les personnes âgées souffrent d’étés plus chauds',
    },
    {
      statement:
        'Près de la moitié de l’eau potable se perd par des fuites dans de vieilles conduites avant d’atteindre un compteur, et le budget des réparations est faible.',
      city: 'Kisumu',
      country: 'KE',
      population: '400000',
      label: 'La moitié de l’eau potable se perd en fuites',
    },
    {
      statement:
        'Les déchets des marchés pourrissent dans la décharge à ciel ouvert, qui est presque pleine. Nous voulons collecter les déchets organiques à part et les valoriser.',
      city: 'Surakarta',
      country: 'ID',
      population: '520000',
      label: 'La décharge déborde de déchets des marchés',
    },
  ],

  form: {
    label: 'Défi',
    heading: 'Votre défi',
    change: 'Le modifier',
    people: (count) =>
      `${n(count)} ${f.plural(count, { one: 'habitant', many: 'd’habitants', other: 'habitants' })}`,
    statement: 'Votre défi',
    statementHint:
      'Ce qui se passe, où, et qui en pâtit. Dans n’importe quelle langue ; deux ou trois phrases suffisent.',
    cityLegend: 'Votre ville, si vous le souhaitez',
    city: 'Ville',
    country: 'Pays',
    noCountry: 'Tous les pays',
    population: 'Population',
    cityHint:
      'Les cas de lieux de votre taille et de votre région viennent alors en premier, et les différences sont signalées.',
    submit: 'Trouver des réponses',
    again: 'Actualiser les résultats',
    count: (used, max) => `${n(used)} caractères sur ${n(max)}`,
    countPattern: '{used} caractères sur {max}',
  },
  errors: {
    summary: (count) =>
      f.plural(count, {
        one: 'Un point à corriger. Votre texte est conservé.',
        other: `${n(count)} points à corriger. Votre texte est conservé.`,
      }),
    title: (title) => `À corriger : ${title}`,
    statementEmpty: 'Dites en une phrase quel est le défi.',
    statementWords:
      'Dites avec des mots quel est le défi ; des signes et des chiffres seuls ne permettent pas de chercher.',
    statementLong: (used, max) => `Réduisez ce texte à ${n(max)} caractères ; il en compte ${n(used)}.`,
    cityLong: (max) => `Le nom d’une ville compte ${n(max)} caractères au plus.`,
    country: 'Choisissez un pays dans la liste.',
    population: 'Écrivez un nombre entier entre 1 et 50 millions, par exemple 40000.',
    field: 'Cette valeur ne peut pas être utilisée.',
  },
};
