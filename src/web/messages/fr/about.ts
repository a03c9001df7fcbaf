import type { enAbout } from '../en/about.js';

export const frAbout: typeof enAbout = {
  title: 'Comment fonctionne CityMatch',
  lead: 'CityMatch compare le défi que vous exposez à un catalogue soigneusement tenu de ce que des villes ont fait, et de ceux qui peuvent aider.',
  sections: [
    {
      heading: 'Comment les résultats sont classés',
      paragraphs: [
        'Vos mots sont comparés deux fois à chaque fiche : par les mots que vous partagez, et par le sens, de sorte que « des rues sous l’eau » trouve « inondations ».',
        'Ensuite compte le contexte : le secteur, la taille de votre ville, sa région, son climat, le coût probable, le groupe de revenu de son pays, si elle est au bord de la mer et jusqu’où la solution est allée. Toutes choses égales par ailleurs, une fiche dont les faits ont été vérifiés passe avant une autre.',
        'La note obtenue est exprimée en mots : convient bien, peut convenir ou convient peu. Quand aucune fiche ne dépasse le seuil, la réponse dit que rien ne convient.',
      ],
    },
    {
      heading: 'Pourquoi vous pouvez vérifier chaque résultat',
      paragraphs: [
        'Chaque raison provient de ce qui a réellement été calculé et cite le passage sur lequel elle repose. Ce qui déconseille de reprendre un cas figure à côté de ce qui y incite.',
        'Les chiffres qui expliquent la place dans la liste se trouvent sous « Comment ce classement est établi », pour chaque résultat.',
      ],
    },
    {
      heading: 'D’où viennent les données sur les villes',
      paragraphs: [
        'Les lieux, leurs noms et leur population sont ceux de GeoNames (geonames.org, CC BY 4.0) et de Natural Earth. Les climats sont les classes de Köppen-Geiger de 1986 à 2010 de Rubel, Brugger, Haslinger et Auer (2016). Ils vous sont proposés, jamais tenus pour certains : c’est votre choix qui compte. Qu’une ville soit au bord de la mer est mesuré sur la carte de Natural Earth (15 km au plus) ; les groupes de revenu sont ceux de la Banque mondiale de juillet 2026 ; la liste des pays fédéraux est la nôtre et reste sommaire.',
      ],
    },
    {
      heading: 'Personne ne paie pour une place',
      paragraphs: [
        'Les prestataires ne peuvent acheter ni une place, ni une meilleure place, ni un label. Chaque prestataire est présenté avec les cas qui l’appuient.',
      ],
    },
    {
      heading: 'Ce que le catalogue ne peut pas vous dire',
      paragraphs: [
        '« Faits principaux vus sur une page publique » signifie que le cas ou l’organisation et ses faits principaux y ont été vus. Les détails qui les relient, comme le financement, la population, la tranche de coût et les pays desservis, proviennent en partie de connaissances générales.',
        '« Non vérifié » signifie que la fiche provient uniquement de connaissances générales.',
        'Les villes de moins de 100 000 habitants, l’Afrique du Nord, l’Asie occidentale et centrale, les Caraïbes et le Pacifique sont encore peu représentés. Si rien ne convient, il se peut que le catalogue ignore la réponse, et non qu’elle n’existe pas.',
      ],
    },
  ],
};
