import type { enConfirm } from '../en/confirm.js';
import { createFormat } from '../format.js';

const f = createFormat('fr');

export const frConfirm: typeof enConfirm = {
  title: 'Est-ce toujours exact ?',
  lead: 'Les villes trouvent cette fiche quand elles cherchent des réponses à leurs défis. Vous y êtes indiqué comme contact.',
  changed: (at) => `Dernière modification : ${f.date(at)}.`,
  whole: 'Lire la fiche entière',
  yesTitle: 'C’est toujours exact',
  yes: 'Oui, toujours exact',
  yesHint: 'La page de la fiche indiquera que vous l’avez confirmé aujourd’hui. Votre nom n’est pas affiché.',
  noTitle: 'Quelque chose a changé',
  what: 'Qu’est-ce qui a changé ?',
  whatHint: 'Le secrétariat le lit et modifie la fiche. Ce n’est pas publié.',
  no: 'Envoyer ce qui a changé',
  empty: 'Dites en une phrase ce qui a changé.',
  long: (max) => `Réduisez ce texte à ${f.number(max)} caractères.`,
  gone: 'Cette fiche a été retirée du catalogue. Il n’y a plus rien à confirmer.',
  closedTitle: 'Ce lien ne fonctionne plus',
  closed:
    'Il est peut-être incomplet, il a été envoyé il y a plus de 60 jours, ou vous n’êtes plus indiqué comme contact. Vous en recevrez un nouveau quand nous poserons de nouveau la question.',
  thanksTitle: 'Merci',
  thanksRight: 'Nous avons noté que la fiche est toujours exacte. Vous n’avez rien d’autre à faire.',
  thanksWrong: 'Le secrétariat a reçu votre message et modifiera la fiche. Vous n’avez rien d’autre à faire.',
};
