import type { enFrame } from '../en/frame.js';
import { createFormat } from '../format.js';

const f = createFormat('fr');
const n = (count: number) => f.number(count);

export const frFrame: typeof enFrame = {
  colon: ' :',
  skip: 'Aller au contenu',
  pageTitle: (title) => `${title} – CityMatch`,
  nav: {
    label: 'Principal',
    ask: 'Exposer un défi',
    new: 'Demander au secrétariat',
    browse: 'Parcourir le catalogue',
    about: 'Comment ça marche',
  },
  footer: {
    text: 'Personne ne paie pour figurer dans la liste. Avant de reprendre un cas, vérifiez-le auprès de la ville concernée.',
    ranking: 'Comment les réponses sont classées',
    openData: 'Données ouvertes',
    api: 'Pour les développeurs',
    language: 'Langue',
    machine:
      'La version française de ce site, y compris les raisons données pour chaque résultat, est rédigée par une machine ; en cas de doute, la version anglaise fait foi.',
  },

  states: {
    notFoundTitle: 'Cette page n’existe pas',
    notFound: 'L’adresse est peut-être mal saisie, ou la fiche ne figure plus dans le catalogue.',
    entryNotFoundTitle: 'Cette fiche n’est pas dans le catalogue',
    errorTitle: 'Une erreur s’est produite de notre côté',
    error:
      'Rien de ce que vous avez écrit n’est perdu : tout est conservé dans l’adresse de cette page. Réessayez dans une minute.',
    unavailableTitle: 'La recherche est momentanément indisponible',
    unavailable:
      'Un élément nécessaire à la réponse ne répond pas. Votre texte est conservé ; réessayez dans une minute.',
    requestId: 'Si cela se reproduit, indiquez-nous ce numéro :',
    retry: 'Réessayer',
    home: 'Aller à la page d’accueil',
    startingTitle: 'En préparation',
    starting:
      'Le catalogue est en préparation. Le premier démarrage prend jusqu’à une demi-minute ; cette page continue d’elle-même.',
    partName: {
      database: 'la base de données',
      queue: 'la file des tâches',
      search: 'le moteur de recherche',
      embedder: 'la comparaison du sens',
    },
    doing: {
      'Opening the database': 'Ouverture de la base de données',
      'Getting the embedding model': 'Récupération du modèle de sens',
      'Opening the search index': 'Ouverture de l’index de recherche',
      'Opening the job queue': 'Ouverture de la file des tâches',
      'Filling the catalogue': 'Remplissage du catalogue',
      'Bringing the search index up to date': 'Mise à jour de l’index de recherche',
      starting: 'Démarrage',
    },
    progress: (done, total) => `${n(done)} sur ${n(total)}`,
    degraded:
      'Pour l’instant, seuls les mots sont comparés : une partie de la recherche est indisponible et de bonnes réponses peuvent manquer. Une nouvelle tentative a lieu d’elle-même ; revenez dans quelques minutes.',
    degradedSimilar: 'Par les mots seulement pour l’instant : une partie de la recherche est indisponible.',
    wordsAlone: 'Les résultats reposent sur les mots seuls ; de bons peuvent manquer.',
    degradedOther: (parts) =>
      `Un élément est indisponible (${parts}) : les réponses peuvent être incomplètes pour l’instant.`,
    searching: 'Recherche dans le catalogue',
    offlineTitle: 'Vous semblez hors ligne',
    offline: 'Votre texte est conservé sur cette page. Réessayez quand la connexion sera rétablie.',
    failedTitle: 'La réponse n’est pas arrivée',
    failed: 'Votre texte est conservé sur cette page.',
    rateLimitedTitle: 'Trop de demandes en peu de temps',
    rateLimited: 'Attendez une minute, puis réessayez. Votre texte est conservé.',
    signedOutTitle: 'Vous n’êtes pas connecté',
    signedOut:
      'Votre session est terminée ou le lien est incomplet. Connectez-vous ou rouvrez votre lien, puis recommencez ce que vous faisiez.',
    linkTitle: 'Ce lien n’ouvre pas cette page',
    link: 'Ce que vous avez ouvert relève d’un autre lien, ou n’a pas été envoyé depuis une page de ce site. Rouvrez votre lien.',
  },
};
