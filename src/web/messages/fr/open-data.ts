import type { PublicMessages } from '../en/index.js';

export const frOpenData: PublicMessages['openData'] = {
  title: 'Données ouvertes',
  lead: 'Tout ce que ce site publie peut être repris : pour une étude, pour votre propre site, ou pour le charger dans un autre CityMatch. Les défis des villes, les brouillons et ce qui est archivé n’en font pas partie.',
  feedTitle: 'Fiches nouvelles et modifiées de CityMatch',
  example: 'Exemple',
  files: {
    heading: 'Toutes les fiches en fichiers',
    text: 'CSV s’ouvre dans un tableur, JSON Lines convient aux programmes. Les deux contiennent tous les champs, et un autre CityMatch les accepte tels quels. Les coordonnées se trouvent seulement dans l’API et dans les pages.',
    caseStudies: 'Cas (CSV)',
    providers: 'Prestataires (CSV)',
    entries: 'Cas et prestataires (JSON Lines)',
    hint: 'En CSV, une barre (|) sépare les valeurs d’une liste, et une apostrophe précède ce qu’un tableur calculerait.',
  },
  feed: {
    heading: 'Les nouveautés',
    text: 'Un flux des fiches nouvelles et modifiées, les plus récentes d’abord, pour tout lecteur de flux (Atom).',
    link: 'Le flux',
    changes: 'Changements et retraits dans leur ordre, pour les moissonneurs (JSON)',
  },
  taxonomy: {
    heading: 'Secteurs, objectifs, régions et mots',
    text: 'Comment les fiches sont classées, et le thésaurus des défis et réponses des villes en neuf langues, en SKOS. Chaque concept a sa propre adresse, qui ne change pas.',
    turtle: 'La taxonomie (Turtle)',
    jsonLd: 'La taxonomie (JSON-LD)',
  },
  catalog: {
    heading: 'Pour les portails de données',
    text: 'Une description de ces jeux de données que les portails lisent (DCAT 3), et la liste de toutes les pages pour les moteurs de recherche.',
    turtle: 'Le catalogue de données (Turtle)',
    jsonLd: 'Le catalogue de données (JSON-LD)',
    sitemap: 'Le plan du site',
  },
  pages: {
    heading: 'Dans les pages',
    text: 'La page de chaque fiche dit aussi aux programmes ce qu’elle contient, avec le vocabulaire de schema.org (JSON-LD).',
  },
  api: {
    heading: 'L’API',
    text: 'Recherche et mise en relation pour les programmes, sans clé, avec une limite de requêtes. Tout site web peut l’interroger.',
    link: 'Comment utiliser l’API',
    document: 'Sa description (OpenAPI)',
  },
  terms: {
    heading: 'Ce que vous pouvez en faire',
    publisher: (name) => `Publié par ${name}.`,
    licence: (address) => `La licence se trouve à l’adresse ${address}.`,
    none: 'Qui exploite ce site n’a pas indiqué de licence. Demandez avant de publier les données ailleurs.',
    source: 'Citez la source de chaque fiche : son adresse se trouve dans le champ sourceUrl.',
    coordinates:
      'Les coordonnées des villes viennent de GeoNames (CC BY 4.0), le centre des pays de mledoze/countries (ODbL 1.0).',
  },
};
