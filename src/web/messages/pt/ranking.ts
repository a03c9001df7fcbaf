import type { enRanking } from '../en/ranking.js';

export const ptRanking: typeof enRanking = {
  title: 'Como as respostas são classificadas',
  lead: 'Um programa compara o seu desafio com cada ficha do catálogo e põe as fichas em ordem. Esta página diz o que conta, quanto conta e o que não conta.',
  weighed: {
    heading: 'O que decide a ordem',
    text: 'As barras são desenhadas com os números que o programa usa neste momento. A mais longa é o que mais pode mover uma ficha; as outras são comparadas com ela.',
    part: 'O que conta',
    strength: 'Quanto',
    strengths: {
      most: 'é o que mais conta',
      much: 'conta muito',
      some: 'conta um tanto',
      little: 'conta pouco',
      none: 'não conta agora',
    },
    parts: {
      meaning: {
        name: 'Significado',
        text: 'Quão perto a ficha está do que você quer dizer, também com outras palavras.',
      },
      words: {
        name: 'Palavras',
        text: 'Quais das suas palavras a ficha tem; as raras contam mais do que as comuns.',
      },
      concept: {
        name: 'Temas',
        text: 'De que temas da vida urbana ambos falam, segundo uma lista de temas em várias línguas.',
      },
      sector: {
        name: 'Área',
        text: 'Se a ficha pertence à área do seu desafio, como inundações ou transporte.',
      },
      toProvider: {
        name: 'Provas de um fornecedor',
        text: 'Um fornecedor sobe com o melhor caso que realizou.',
      },
      toCaseStudy: {
        name: 'Quem realizou um caso',
        text: 'Um caso sobe um pouco com um fornecedor que também serve.',
      },
      stale: {
        name: 'Sem verificação há muito tempo',
        text: 'Uma ficha que ninguém confirmou nem mudou há muito tempo perde isto, e avisa.',
      },
    },
    context: {
      place: {
        name: 'Lugar',
        text: 'Primeiro um caso do seu próprio país, depois da sua região, depois do seu continente.',
      },
      size: {
        name: 'Tamanho da cidade',
        text: 'Um caso de uma cidade com mais ou menos tantos habitantes quanto a sua.',
      },
      cost: {
        name: 'Custo',
        text: 'Se você diz que falta dinheiro: o que custa pouco antes do que custa muito.',
      },
      service: {
        name: 'Onde um fornecedor trabalha',
        text: 'Um fornecedor que menciona o seu país antes de outro que trabalha em outros.',
      },
      climate: { name: 'Clima', text: 'Um caso de um clima como o seu, nas áreas que dependem dele.' },
      income: {
        name: 'Renda',
        text: 'Um caso de um país onde as pessoas e as cidades têm mais ou menos tanto dinheiro quanto no seu.',
      },
      coast: { name: 'Costa', text: 'Um caso à beira-mar se a sua cidade fica lá, e do interior se não.' },
      governance: { name: 'Governo', text: 'Um caso de uma cidade governada de modo parecido com a sua.' },
      maturity: { name: 'Maturidade', text: 'O que já deu certo antes do que ainda está em teste.' },
    },
  },
  after: {
    heading: 'O que acontece depois com a ordem',
    copies:
      'Quase cópias: duas fichas que dizem quase o mesmo mantêm o lugar, as seguintes vão para trás das outras.',
    cap: (count) =>
      `Nenhum fornecedor ocupa toda a resposta: de um fornecedor e dos casos que realizou ficam no máximo ${count} entre os dez primeiros. Os demais vão para trás, a não ser que sirvam claramente melhor do que aquilo que ocuparia o seu lugar.`,
    turns:
      'Vez entre iguais: as fichas cuja pontuação quase não difere se revezam. A ordem delas é sorteada a cada dia com os seus números e a data, e é a mesma para todos.',
    nothing:
      'Nada serve: quando nenhuma ficha serve o bastante, a resposta diz isso e mostra no máximo as três mais próximas.',
  },
  sections: [
    {
      heading: 'Pessoas verificam o que lhe é enviado',
      paragraphs: [
        'Uma resposta neste site vem só do programa. Quando você envia um desafio ao secretariado, alguém da equipe lê o que o programa propõe, risca o que não serve, acrescenta o que falta e só então envia.',
      ],
    },
    {
      heading: 'Ninguém paga por um lugar',
      paragraphs: [
        'Nenhum lugar está à venda: ninguém paga para estar no catálogo, para ficar mais acima ou para aparecer mais vezes, e ninguém pode fazê-lo. Nenhuma ficha é colocada à mão nas respostas do programa.',
      ],
    },
    {
      heading: 'O que não é usado',
      paragraphs: [
        'Quem você é, o que procurou antes e onde você ou outros clicam não conta. O seu texto é comparado e depois esquecido, a não ser que você o envie ao secretariado.',
        'Conta-se por dia quantas vezes cada ficha aparece, para que o secretariado possa ver se algumas aparecem demais. Nada se guarda sobre quem a viu nem sobre o que foi perguntado, e a contagem não muda a ordem.',
      ],
    },
    {
      heading: 'Como um fornecedor é encontrado melhor',
      paragraphs: [
        'O que mais ajuda são os casos: com o desafio tal como a cidade o viveu, o que foi feito e o que resultou, em números. Depois, palavras simples para o que se oferece, os países onde o fornecedor trabalha e um contato que confirme a ficha quando perguntado.',
      ],
    },
    {
      heading: 'Como a qualidade é medida',
      paragraphs: [
        'Para um conjunto de desafios, escritos como uma cidade os escreveria, avaliou-se quanto cada ficha ajudaria; cada mudança do programa é medida com essas notas antes de ser usada. Mede-se também se o programa diz que nada serve quando é assim, e se funciona igualmente bem em outras línguas.',
      ],
    },
  ],
  report: {
    heading: 'Quando algo está errado',
    text: 'Diga ao secretariado a que ficha ou resposta você se refere e o que está errado. Uma pessoa verifica.',
    link: 'Escrever ao secretariado',
  },
};
