import type { PublicMessages } from '../en/index.js';

export const ptOpenData: PublicMessages['openData'] = {
  title: 'Dados abertos',
  lead: 'Tudo o que este site publica pode ser levado: para um estudo, para o seu próprio site ou para carregar noutro CityMatch. Os desafios das cidades, os rascunhos e o que está arquivado não fazem parte.',
  feedTitle: 'Fichas novas e alteradas do CityMatch',
  example: 'Exemplo',
  files: {
    heading: 'Todas as fichas em arquivos',
    text: 'CSV abre numa planilha; JSON Lines serve para programas. Ambos contêm todos os campos, e outro CityMatch aceita-os como estão. As coordenadas estão apenas na API e nas páginas.',
    caseStudies: 'Casos (CSV)',
    providers: 'Fornecedores (CSV)',
    entries: 'Casos e fornecedores (JSON Lines)',
    hint: 'Em CSV uma barra (|) separa os valores de uma lista, e um apóstrofo precede o que uma planilha calcularia.',
  },
  feed: {
    heading: 'As novidades',
    text: 'Um feed de fichas novas e alteradas, as mais recentes primeiro, para qualquer leitor de feeds (Atom).',
    link: 'O feed',
    changes: 'Alterações e retiradas na sua ordem, para coletores (JSON)',
  },
  taxonomy: {
    heading: 'Setores, objetivos, regiões e palavras',
    text: 'Como as fichas são classificadas, e o tesauro de desafios e respostas urbanas em nove línguas, em SKOS. Cada conceito tem um endereço próprio que não muda.',
    turtle: 'A taxonomia (Turtle)',
    jsonLd: 'A taxonomia (JSON-LD)',
  },
  catalog: {
    heading: 'Para portais de dados',
    text: 'Uma descrição destes conjuntos de dados que os portais leem (DCAT 3), e a lista de todas as páginas para os buscadores.',
    turtle: 'O catálogo de dados (Turtle)',
    jsonLd: 'O catálogo de dados (JSON-LD)',
    sitemap: 'O mapa do site',
  },
  pages: {
    heading: 'Nas páginas',
    text: 'A página de cada ficha também diz aos programas o que contém, com o vocabulário de schema.org (JSON-LD).',
  },
  api: {
    heading: 'A API',
    text: 'Pesquisa e recomendação para programas, sem chave, com um limite de pedidos. Qualquer site pode consultá-la.',
    link: 'Como usar a API',
    document: 'A sua descrição (OpenAPI)',
  },
  terms: {
    heading: 'O que pode fazer com eles',
    publisher: (name) => `Publicado por ${name}.`,
    licence: (address) => `A licença está em ${address}.`,
    none: 'Quem mantém este site não indicou uma licença. Pergunte antes de publicar os dados noutro lugar.',
    source: 'Indique a fonte de cada ficha: o seu endereço está no campo sourceUrl.',
    coordinates:
      'As coordenadas das cidades vêm do GeoNames (CC BY 4.0), o centro de cada país do mledoze/countries (ODbL 1.0).',
  },
};
