import type { enIntroductions } from '../en/introductions.js';
import { createFormat } from '../format.js';

const f = createFormat('fr');

export const frIntroductions: typeof enIntroductions = {
  outcomes: {
    introduced: 'mis en relation',
    replied: 'ils ont répondu',
    met: 'nous nous sommes rencontrés',
    pilot: 'un projet pilote est en cours',
    contract: 'un contrat est signé',
    operating: 'c’est en service',
    ended: 'c’est terminé',
  },
  reasons: {
    'no-reply': 'pas de réponse',
    'not-available': 'non disponible',
    'wrong-fit': 'cela ne convient pas',
    'no-budget': 'pas de budget',
    'legal-procurement': 'droit ou marchés publics',
    timing: 'pas maintenant',
    'went-elsewhere': 'une autre voie a été choisie',
    finished: 'achevé, tout va bien',
    other: 'une autre raison',
  },
  status: {
    requested: 'demandée',
    introduced: 'mis en relation',
    declined: 'non aboutie',
    expired: 'sans réponse',
    ended: 'terminée',
  },
  by: { city: 'la ville', provider: 'l’autre partie', secretariat: 'le secrétariat' },
  report: {
    heading: 'Ce qui en est résulté',
    label: 'Où en est-on ?',
    choose: 'Choisissez une réponse',
    steps: 'Nous en sommes là',
    ended: 'C’est terminé',
    endedFor: (reason) => `Terminé : ${reason}`,
    note: 'Précisions',
    noteHint: 'Facultatif. Seul le secrétariat le lit.',
    send: 'Le dire au secrétariat',
    none: 'Rien n’a encore été signalé.',
  },
  city: {
    ask: 'Demander une mise en relation',
    askOf: (title) => `Demander une mise en relation avec ${title}`,
    askAgain: 'Demander de nouveau',
    message: 'Ce que l’autre partie doit savoir',
    messageShared:
      'Elle pourra aussi lire votre défi, dans un texte dont le secrétariat a retiré les données personnelles.',
    messageAlone:
      'Votre défi est réservé au secrétariat : l’autre partie lit le nom de votre ville et ce que vous écrivez ici, rien d’autre.',
    consent:
      'Vous pouvez lui donner mon nom et mon adresse électronique si elle accepte de parler avec nous.',
    send: 'Demander la mise en relation',
    waitsFor: {
      secretariat: 'Vous avez demandé une mise en relation. Le secrétariat va écrire à l’autre partie.',
      provider: 'Le secrétariat a interrogé l’autre partie. Nous vous dirons par courriel ce qu’elle répond.',
      nobody: '',
    },
    takeBack: 'Je ne le souhaite plus',
    introduced: 'Vous êtes mis en relation. Écrivez à :',
    reported: (step) => `Dernière nouvelle : ${step}.`,
    over: {
      declined: 'La mise en relation n’a pas abouti.',
      expired: 'L’autre partie n’a pas répondu ; la mise en relation n’a donc pas abouti.',
      ended: 'Cette mise en relation est terminée.',
    },
  },
  page: {
    title: (city) => `${city} demande à être mise en relation avec vous`,
    titleOf: (entry) => `Mise en relation avec ${entry}`,
    lead: (place, entry) =>
      `La ville de ${place} cherche de l’aide, et notre secrétariat a constaté que ${entry} convient.`,
    looksFor: 'Ce que cherche la ville',
    writes: 'Ce que la ville vous écrit',
    decide: 'Souhaitez-vous lui parler ?',
    agreeHint:
      'La ville reçoit votre nom et votre adresse électronique, et vous ceux de son contact. Rien d’autre.',
    agree: 'Oui, mettez-nous en relation',
    refuse: 'Non, merci',
    refuseWhy: 'Pourquoi ? La ville n’en saura rien.',
    refuseSend: 'Envoyer le refus',
    waiting: 'Le secrétariat ne vous a pas encore écrit à ce sujet.',
    contactCity: 'Écrivez au contact de la ville :',
    contactProvider: 'Écrivez à l’autre partie :',
    declined:
      'Vous avez refusé. La ville a été informée que cela n’a pas abouti, sans en connaître la raison.',
    expired: 'Le délai de réponse est passé.',
    ended: 'C’est terminé. Si cela continue malgré tout, écrivez au secrétariat.',
    saved: 'Merci. C’est enregistré.',
    data: 'Nous conservons votre nom et votre adresse pour cette mise en relation. Écrivez au secrétariat pour les faire effacer.',
  },
  day: (iso) => f.date(new Date(iso)),
};
