import type { enAbout } from '../en/about.js';

export const ptAbout: typeof enAbout = {
  title: 'Como funciona o CityMatch',
  lead: 'O CityMatch compara o desafio que você apresenta com um catálogo cuidado do que outras cidades fizeram e de quem pode ajudar.',
  sections: [
    {
      heading: 'Como os resultados são classificados',
      paragraphs: [
        'Suas palavras são comparadas duas vezes com cada ficha: pelas palavras em comum e pelo significado, de modo que “ruas debaixo d’água” encontra “inundações”.',
        'Depois conta o contexto: o setor, o tamanho da sua cidade, a região, o clima, o custo provável, o grupo de renda do país, se ela fica no litoral e até onde a solução chegou. Em igualdade de tudo o mais, uma ficha cujos fatos foram verificados vem antes de outra que não.',
        'A pontuação que resulta é mostrada em palavras: serve bem, pode servir ou serve pouco. Quando nenhuma ficha passa do limite, a resposta diz que nada serve.',
      ],
    },
    {
      heading: 'Por que você pode verificar cada resultado',
      paragraphs: [
        'Cada motivo vem do que foi realmente calculado e cita o trecho em que se baseia. O que desaconselha copiar um caso aparece ao lado do que o aconselha.',
        'Os números que explicam o lugar na lista estão em “Como foi classificado”, em cada resultado.',
      ],
    },
    {
      heading: 'De onde vêm os dados das cidades',
      paragraphs: [
        'Os lugares, seus nomes e sua população são os do GeoNames (geonames.org, CC BY 4.0) e do Natural Earth. Os climas são classes de Köppen-Geiger de 1986 a 2010, de Rubel, Brugger, Haslinger e Auer (2016). São propostos a você, nunca tomados como certos: vale o que você escolher. Se uma cidade fica no litoral é medido no mapa do Natural Earth, até 15 km; os grupos de renda são os do Banco Mundial de julho de 2026; a lista de países que são federações é nossa e aproximada.',
      ],
    },
    {
      heading: 'Ninguém paga por um lugar',
      paragraphs: [
        'Os fornecedores não podem comprar um lugar, um lugar melhor nem um selo. Cada fornecedor é mostrado com os casos que o comprovam.',
      ],
    },
    {
      heading: 'O que o catálogo não pode dizer',
      paragraphs: [
        '“Fatos principais vistos em uma página pública” significa que o caso ou a organização e seus fatos principais foram vistos ali. Os detalhes que os ligam, como quem pagou, a população, a faixa de custo e os países atendidos, vêm em parte de conhecimentos gerais.',
        '“Não verificado” significa que a ficha vem apenas de conhecimentos gerais.',
        'As cidades com menos de 100.000 habitantes, o norte da África, a Ásia Ocidental e Central, o Caribe e o Pacífico ainda estão pouco representados. Que nada sirva pode significar que o catálogo não conhece a resposta, não que ela não exista.',
      ],
    },
  ],
};
