import type { enPartners } from '../en/partners.js';
import { createFormat } from '../format.js';

const f = createFormat('fr');
const n = (count: number) => f.number(count);
const short = new Intl.DateTimeFormat('fr', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const time = (at: Date) => `${at.toISOString().slice(11, 16)} UTC`;

export const frPartners: typeof enPartners = {
  title: (name) => `La recherche sur les pages de ${name}`,
  lead: 'Quiconque a le lien de cette page peut la lire. Rien ne peut y être modifié : le secrétariat s’en charge pour vous.',
  paused:
    'La recherche est en pause : ses clés ne fonctionnent pas en ce moment. Adressez-vous au secrétariat, qui peut la relancer.',
  closedTitle: 'Ce lien ne fonctionne plus',
  closed:
    'Il est peut-être incomplet, ou le secrétariat en a créé un nouveau ou l’a retiré. Demandez au secrétariat le lien qui fonctionne maintenant.',
  facets: {
    kind: 'Type',
    sector: 'Secteurs',
    country: 'Pays',
    region: 'Régions',
    sdg: 'Objectifs de développement durable',
    pathway: 'Voies',
  },
  scope: {
    heading: 'Ce qu’elle ouvre',
    everything: 'Tout le catalogue.',
  },
  origins: {
    heading: 'Pages qui peuvent l’utiliser',
    lead: 'Les clés publiables fonctionnent sur les pages de ces origines, et sur aucune autre.',
    none: 'Aucun autre site pour l’instant : les clés ne fonctionnent que sur les pages de ce site.',
  },
  usage: {
    heading: 'Utilisation',
    spans: 'Nombre de jours affichés',
    lastDays: (count) => `${n(count)} jours`,
    counts: {
      searches: 'Recherches',
      matches: 'Défis exposés',
      empty: 'Rien trouvé',
      selections: 'Résultats ouverts',
      handOvers: 'Transmis au secrétariat',
      refused: 'Requêtes refusées',
    },
    when: 'Jour',
    fromTo: (from, to) => `du ${from} au ${to}`,
    shortDay: (day) => short.format(day),
    most: (count, when) => `Maximum : ${n(count)} (${when})`,
    noUse: 'Aucune utilisation',
    table: 'La même chose en tableau',
    csv: 'Ces jours en CSV',
    counted:
      'Compté par clé et par jour (UTC), en moins d’une minute. Rien n’est gardé de qui a demandé, d’où, ni quoi.',
  },
  quota: {
    today: 'Recherches et défis aujourd’hui (UTC) :',
    of: (used, quota) => `${n(used)} sur ${n(quota)}`,
    any: (used) => `${n(used)}, sans limite`,
    usedUp: 'Épuisé : les réponses reprennent à minuit UTC.',
  },
  keys: {
    heading: 'Clés',
    key: 'Clé',
    state: 'État',
    lastUsed: 'Dernière utilisation',
    never: 'Pas encore',
    none: 'Il n’y a pas de clé publiable. Demandez-en une au secrétariat.',
    active: 'Fonctionne',
    expiring: (at) =>
      `Fonctionne jusqu’au ${f.date(at)}, ${time(at)} : mettez avant cela la clé plus récente dans vos pages`,
    expired: (at) => `Terminée le ${f.date(at)}`,
    revoked: (at) => `Révoquée le ${f.date(at)}`,
  },
  snippet: {
    heading: 'Pour vos pages',
    lead: 'Copiez l’un de ces extraits dans le HTML d’une page, là où la recherche doit se trouver.',
    noKey: 'Il faut d’abord une clé publiable qui fonctionne.',
    copy: 'Copier',
    copied: 'Copié',
    twoLines: 'La recherche : deux lignes',
    twoLinesHint: 'Toujours la version la plus récente. Sans JavaScript, on obtient un simple lien.',
    fixed: 'La même, une version pour toujours',
    fixedHint:
      'Le navigateur refuse le fichier si une seule lettre en est changée (intégrité des sous-ressources). Les améliorations n’arrivent que si vous changez cette ligne.',
    style: 'Son apparence, pour votre feuille de style',
    styleHint: 'Ces règles vont dans une feuille de style de votre page.',
    frame: 'Dans un cadre',
    frameHint:
      'Pour les pages qui ne doivent pas exécuter de scripts d’autrui. La deuxième ligne laisse le cadre grandir avec ce qu’il montre.',
    link: 'Un simple lien',
    linkHint: 'Pour les lettres d’information et les pages qui n’acceptent rien d’autre.',
    linkText: 'Chercher des réponses éprouvées pour les villes sur CityMatch',
  },
  demo: {
    title: 'Démonstration : la recherche sur le site d’un partenaire',
    site: 'Réseau riverain des communes',
    siteLead:
      'Un réseau de communes inventé. Cette page montre comment la recherche de CityMatch se présente sur les pages d’autrui.',
    nav: 'Cette page',
    search: 'Chercher des études de cas',
    searchText:
      'Les deux lignes du widget, rien d’autre. Il prend la langue de la page, et rien du style de cette page.',
    challenge: 'Exposer un défi',
    challengeText: 'La même chose avec mode="challenge" : un défi dans vos mots, avec une réponse motivée.',
    frame: 'Dans un cadre',
    frameText: 'Pour les sites qui n’exécutent pas de scripts d’autrui.',
    frameTitle: 'Recherche de CityMatch',
    link: 'Un simple lien',
    linkText: 'Ce qu’obtiennent les lecteurs sans JavaScript, et les lettres d’information :',
    back: 'Retour à CityMatch',
    away: 'La démonstration est désactivée sur ce serveur.',
  },
};
