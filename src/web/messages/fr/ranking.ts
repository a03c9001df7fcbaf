import type { enRanking } from '../en/ranking.js';

export const frRanking: typeof enRanking = {
  title: 'Comment les réponses sont classées',
  lead: 'Un programme compare votre défi à chaque fiche du catalogue et met les fiches dans un ordre. Cette page dit ce qui compte, combien cela compte, et ce qui ne compte pas.',
  weighed: {
    heading: 'Ce qui décide de l’ordre',
    text: 'Les barres sont tracées d’après les chiffres que le programme utilise en ce moment. La plus longue est ce qui peut le plus déplacer une fiche ; les autres lui sont comparées.',
    part: 'Ce qui compte',
    strength: 'Combien',
    strengths: {
      most: 'compte le plus',
      much: 'compte beaucoup',
      some: 'compte assez',
      little: 'compte peu',
      none: 'ne compte pas actuellement',
    },
    parts: {
      meaning: {
        name: 'Sens',
        text: 'À quel point la fiche est proche de ce que vous voulez dire, même en d’autres mots.',
      },
      words: {
        name: 'Mots',
        text: 'Lesquels de vos mots la fiche contient ; les mots rares comptent plus que les courants.',
      },
      concept: {
        name: 'Sujets',
        text: 'De quels sujets de la vie urbaine parlent les deux, d’après une liste de sujets en plusieurs langues.',
      },
      sector: {
        name: 'Domaine',
        text: 'Si la fiche appartient au domaine de votre défi, comme les inondations ou les transports.',
      },
      toProvider: {
        name: 'Preuves d’un prestataire',
        text: 'Un prestataire monte avec le meilleur cas qu’il a réalisé.',
      },
      toCaseStudy: {
        name: 'Qui a réalisé un cas',
        text: 'Un cas monte un peu avec un prestataire qui convient aussi.',
      },
      stale: {
        name: 'Non vérifiée depuis longtemps',
        text: 'Une fiche que personne n’a confirmée ni modifiée depuis longtemps perd autant, et le dit.',
      },
    },
    context: {
      place: {
        name: 'Lieu',
        text: 'D’abord un cas de votre propre pays, puis de votre région, puis de votre continent.',
      },
      size: {
        name: 'Taille de la ville',
        text: 'Un cas d’une ville qui a à peu près autant d’habitants que la vôtre.',
      },
      cost: {
        name: 'Coût',
        text: 'Si vous dites que l’argent manque : ce qui coûte peu avant ce qui coûte cher.',
      },
      service: {
        name: 'Où travaille un prestataire',
        text: 'Un prestataire qui nomme votre pays avant un autre qui travaille ailleurs.',
      },
      climate: {
        name: 'Climat',
        text: 'Un cas d’un climat comme le vôtre, dans les domaines qui en dépendent.',
      },
      income: {
        name: 'Revenus',
        text: 'Un cas d’un pays où les gens et les villes ont à peu près autant d’argent que dans le vôtre.',
      },
      coast: {
        name: 'Littoral',
        text: 'Un cas au bord de la mer si votre ville s’y trouve, et de l’intérieur sinon.',
      },
      governance: {
        name: 'Gouvernement',
        text: 'Un cas d’une ville gouvernée d’une façon proche de la vôtre.',
      },
      maturity: { name: 'Maturité', text: 'Ce qui a fait ses preuves avant ce qui est encore à l’essai.' },
    },
  },
  after: {
    heading: 'Ce qui arrive ensuite à l’ordre',
    copies:
      'Quasi-copies : deux fiches qui disent presque la même chose gardent leur place, les suivantes passent derrière les autres.',
    cap: (count) =>
      `Aucun prestataire n’occupe toute la réponse : d’un prestataire et des cas qu’il a réalisés, ${count} au plus figurent parmi les dix premiers. Les autres passent derrière, sauf s’ils conviennent nettement mieux que ce qui prendrait leur place.`,
    turns:
      'Chacune son tour : les fiches dont la note diffère à peine passent tour à tour devant. Leur ordre est tiré chaque jour de leurs numéros et de la date ; il est le même pour tous.',
    nothing:
      'Rien ne convient : quand aucune fiche ne convient assez, la réponse le dit et montre au plus les trois plus proches.',
  },
  sections: [
    {
      heading: 'Des personnes vérifient ce qui vous est envoyé',
      paragraphs: [
        'Une réponse sur ce site vient du programme seul. Quand vous envoyez un défi au secrétariat, l’un de ses membres lit ce que le programme propose, raye ce qui ne convient pas, ajoute ce qui manque, et ne l’envoie qu’ensuite.',
      ],
    },
    {
      heading: 'Personne ne paie pour une place',
      paragraphs: [
        'Aucune place n’est à vendre : personne ne paie pour figurer au catalogue, pour être mieux placé ou pour être montré plus souvent, et personne ne le peut. Aucune fiche n’est placée à la main dans les réponses du programme.',
      ],
    },
    {
      heading: 'Ce qui n’est pas utilisé',
      paragraphs: [
        'Qui vous êtes, ce que vous avez cherché auparavant, et les clics faits par vous ou par d’autres ne comptent pas. Votre texte est comparé puis oublié, sauf si vous l’envoyez au secrétariat.',
        'On compte par jour combien de fois chaque fiche est montrée, pour que le secrétariat puisse voir si certaines le sont trop. Rien n’est gardé de qui l’a vue ni de ce qui a été demandé, et ce compte ne change pas l’ordre.',
      ],
    },
    {
      heading: 'Comment un prestataire est mieux trouvé',
      paragraphs: [
        'Les cas aident le plus : avec le défi tel que la ville l’a vécu, ce qui a été fait et ce qu’il en est résulté, en chiffres. Puis des mots simples pour ce qui est proposé, les pays où le prestataire travaille, et un contact qui confirme la fiche quand on le lui demande.',
      ],
    },
    {
      heading: 'Comment la qualité est mesurée',
      paragraphs: [
        'Pour un ensemble de défis, écrits comme une ville les écrirait, on a noté combien chaque fiche aiderait ; chaque changement du programme est mesuré à ces notes avant de servir. On mesure aussi si le programme dit que rien ne convient quand c’est le cas, et s’il fonctionne aussi bien dans d’autres langues.',
      ],
    },
  ],
  report: {
    heading: 'Quand quelque chose ne va pas',
    text: 'Dites au secrétariat de quelle fiche ou de quelle réponse il s’agit, et ce qui ne va pas. Une personne s’en occupe.',
    link: 'Écrire au secrétariat',
  },
};
