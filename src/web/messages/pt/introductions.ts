import type { enIntroductions } from '../en/introductions.js';
import { createFormat } from '../format.js';

const f = createFormat('pt');

export const ptIntroductions: typeof enIntroductions = {
  outcomes: {
    introduced: 'apresentados',
    replied: 'responderam',
    met: 'já nos reunimos',
    pilot: 'há um piloto em andamento',
    contract: 'há um contrato assinado',
    operating: 'está em funcionamento',
    ended: 'chegou ao fim',
  },
  reasons: {
    'no-reply': 'sem resposta',
    'not-available': 'não disponível',
    'wrong-fit': 'não serve',
    'no-budget': 'sem orçamento',
    'legal-procurement': 'lei ou contratação pública',
    timing: 'agora não',
    'went-elsewhere': 'escolheu-se outro caminho',
    finished: 'concluído, tudo bem',
    other: 'outro motivo',
  },
  status: {
    requested: 'pedida',
    introduced: 'apresentados',
    declined: 'não se concretizou',
    expired: 'sem resposta',
    ended: 'terminada',
  },
  by: { city: 'a cidade', provider: 'a outra parte', secretariat: 'o secretariado' },
  report: {
    heading: 'No que resultou',
    label: 'Até onde se chegou?',
    choose: 'Escolha uma opção',
    steps: 'Chegou-se até aqui',
    ended: 'Chegou ao fim',
    endedFor: (reason) => `Terminada: ${reason}`,
    note: 'Mais detalhes',
    noteHint: 'Opcional. Só o secretariado lê.',
    send: 'Informar o secretariado',
    none: 'Nada foi informado ainda.',
  },
  city: {
    ask: 'Pedir uma apresentação',
    askOf: (title) => `Pedir uma apresentação a ${title}`,
    askAgain: 'Pedir outra vez',
    message: 'O que a outra parte deve saber',
    messageShared:
      'Ela também poderá ler seu desafio, em um texto do qual o secretariado retirou os dados pessoais.',
    messageAlone:
      'Seu desafio é só para o secretariado: a outra parte lê o nome da sua cidade e o que você escrever aqui, nada mais.',
    consent: 'Podem dar meu nome e meu e-mail à outra parte se ela aceitar conversar.',
    send: 'Pedir a apresentação',
    waitsFor: {
      secretariat: 'Você pediu uma apresentação. O secretariado vai escrever à outra parte.',
      provider: 'O secretariado perguntou à outra parte. Avisamos por e-mail o que ela disser.',
      nobody: '',
    },
    takeBack: 'Não quero mais',
    introduced: 'Vocês estão em contato. Escreva para:',
    reported: (step) => `Última notícia: ${step}.`,
    over: {
      declined: 'A apresentação não se concretizou.',
      expired: 'A outra parte não respondeu, por isso a apresentação não se concretizou.',
      ended: 'Esta apresentação terminou.',
    },
  },
  page: {
    title: (city) => `${city} pede para ser apresentada a você`,
    titleOf: (entry) => `Apresentação a ${entry}`,
    lead: (place, entry) =>
      `A cidade de ${place} procura ajuda, e nosso secretariado viu que ${entry} serve.`,
    looksFor: 'O que a cidade procura',
    writes: 'O que a cidade escreve a você',
    decide: 'Quer conversar com ela?',
    agreeHint:
      'A cidade recebe seu nome e seu e-mail, e você recebe os da pessoa de contato dela. Nada mais.',
    agree: 'Sim, apresentem-nos',
    refuse: 'Não, obrigado',
    refuseWhy: 'Por que não? A cidade não fica sabendo.',
    refuseSend: 'Enviar o não',
    waiting: 'O secretariado ainda não escreveu a você sobre isto.',
    contactCity: 'Escreva para a pessoa de contato da cidade:',
    contactProvider: 'Escreva para a outra parte:',
    declined: 'Você disse não. A cidade foi informada de que não se concretizou, e não do motivo.',
    expired: 'O prazo para responder terminou.',
    ended: 'Isto terminou. Se mesmo assim continuar, escreva ao secretariado.',
    saved: 'Obrigado. Está guardado.',
    data: 'Guardamos seu nome e seu endereço para esta apresentação. Escreva ao secretariado para que sejam apagados.',
  },
  day: (iso) => f.date(new Date(iso)),
};
