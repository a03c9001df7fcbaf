import type { Language } from '../languages.js';

/** The words of mails to a city about an introduction, in one language. */
interface CityMailWords {
  greeting(name: string): string;
  introduced(person: string, entry: string): string;
  knows(person: string, entry: string): string;
  writeTo(contact: string): string;
  /** @param days Written out: "30, 90, 180 and 365". */
  firstStep(days: string): string;
  tell: string;
  none(entry: string): string;
  why: Record<'declined' | 'expired', (entry: string) => string>;
  notPassedOn: string;
  open: string;
  ask(entry: string): string;
  askAgain(entry: string): string;
  howFar(day: number, entry: string): string;
  oneStep: string;
  closing: readonly string[];
}

/** Mails to a city, by the language of its challenge. */
export const CITY_MAILS: Record<Language, CityMailWords> = {
  en: {
    greeting: (name) => `Dear ${name},`,
    introduced: (person, entry) => `You are introduced: ${person}, ${entry}`,
    knows: (person, entry) => `${person} of ${entry} knows of you now and has your name and mail address.`,
    writeTo: (contact) => `Write to: ${contact}`,
    firstStep: (days) =>
      `The first step is yours: a few lines and a time to talk are enough. We ask you after ${days} days what came of it.`,
    tell: 'Tell us what came of it',
    none: (entry) => `No introduction to ${entry}`,
    why: {
      expired: (entry) => `We wrote to ${entry} three times and had no answer.`,
      declined: (entry) => `We could not introduce you to ${entry}.`,
    },
    notPassedOn:
      'Your name and address were not passed on. The other matches of your answer are still there, and you can ask the secretariat for more.',
    open: 'Open the introduction',
    ask: (entry) => `What came of it? ${entry}`,
    askAgain: (entry) => `Once more: what came of it? ${entry}`,
    howFar: (day, entry) =>
      `${day} days ago we introduced you to ${entry}. How far has it come? One click is enough, and "nothing" is an answer that helps the next city.`,
    oneStep: 'Tell us in one step',
    closing: ['CityMatch, for the secretariat', 'You get this mail because you asked to be introduced.'],
  },
  es: {
    greeting: (name) => `Hola, ${name}:`,
    introduced: (person, entry) => `Ya están en contacto: ${person}, ${entry}`,
    knows: (person, entry) =>
      `${person}, de ${entry}, ya sabe de usted y tiene su nombre y su correo electrónico.`,
    writeTo: (contact) => `Escriba a: ${contact}`,
    firstStep: (days) =>
      `El primer paso es suyo: bastan unas líneas y una hora para hablar. Al cabo de ${days} días le preguntaremos qué resultó.`,
    tell: 'Contarnos qué resultó',
    none: (entry) => `No se concretó el contacto con ${entry}`,
    why: {
      expired: (entry) => `Hemos escrito tres veces a ${entry} sin recibir respuesta.`,
      declined: (entry) => `No hemos podido ponerle en contacto con ${entry}.`,
    },
    notPassedOn:
      'Su nombre y su dirección no se han comunicado. Los demás resultados de su respuesta siguen ahí, y puede pedir más a la secretaría.',
    open: 'Abrir la página del contacto',
    ask: (entry) => `¿Qué resultó? ${entry}`,
    askAgain: (entry) => `Una vez más: ¿qué resultó? ${entry}`,
    howFar: (day, entry) =>
      `Hace ${day} días le pusimos en contacto con ${entry}. ¿Hasta dónde se ha llegado? Basta un clic, y «nada» es una respuesta que ayuda a la próxima ciudad.`,
    oneStep: 'Contárnoslo en un paso',
    closing: [
      'CityMatch, en nombre de la secretaría',
      'Recibe este correo porque pidió un contacto. Nuestras palabras en español las redacta una máquina.',
    ],
  },
  fr: {
    greeting: (name) => `Bonjour ${name},`,
    introduced: (person, entry) => `Vous êtes mis en relation : ${person}, ${entry}`,
    knows: (person, entry) =>
      `${person} (${entry}) sait maintenant qui vous êtes et a votre nom et votre adresse électronique.`,
    writeTo: (contact) => `Écrivez à : ${contact}`,
    firstStep: (days) =>
      `Le premier pas vous revient : quelques lignes et une heure pour parler suffisent. Nous vous demanderons au bout de ${days} jours ce qui en est résulté.`,
    tell: 'Nous dire ce qui en est résulté',
    none: (entry) => `Pas de mise en relation avec ${entry}`,
    why: {
      expired: (entry) => `Nous avons écrit trois fois à ${entry} sans recevoir de réponse.`,
      declined: (entry) => `Nous n’avons pas pu vous mettre en relation avec ${entry}.`,
    },
    notPassedOn:
      'Votre nom et votre adresse n’ont pas été transmis. Les autres résultats de votre réponse sont toujours là, et vous pouvez en demander davantage au secrétariat.',
    open: 'Ouvrir la mise en relation',
    ask: (entry) => `Qu’en est-il résulté ? ${entry}`,
    askAgain: (entry) => `Encore une fois : qu’en est-il résulté ? ${entry}`,
    howFar: (day, entry) =>
      `Il y a ${day} jours, nous vous avons mis en relation avec ${entry}. Où en est-on ? Un clic suffit, et « rien » est une réponse qui aide la prochaine ville.`,
    oneStep: 'Nous le dire en une étape',
    closing: [
      'CityMatch, pour le secrétariat',
      'Vous recevez ce courriel parce que vous avez demandé une mise en relation. Nos textes en français sont rédigés par une machine.',
    ],
  },
  pt: {
    greeting: (name) => `Olá, ${name},`,
    introduced: (person, entry) => `Vocês estão em contato: ${person}, ${entry}`,
    knows: (person, entry) => `${person}, de ${entry}, já sabe de você e tem seu nome e seu e-mail.`,
    writeTo: (contact) => `Escreva para: ${contact}`,
    firstStep: (days) =>
      `O primeiro passo é seu: bastam algumas linhas e um horário para conversar. Depois de ${days} dias perguntamos no que resultou.`,
    tell: 'Contar no que resultou',
    none: (entry) => `Não houve apresentação a ${entry}`,
    why: {
      expired: (entry) => `Escrevemos três vezes a ${entry} e não tivemos resposta.`,
      declined: (entry) => `Não pudemos apresentar você a ${entry}.`,
    },
    notPassedOn:
      'Seu nome e seu endereço não foram transmitidos. Os outros resultados da sua resposta continuam lá, e você pode pedir mais ao secretariado.',
    open: 'Abrir a apresentação',
    ask: (entry) => `No que resultou? ${entry}`,
    askAgain: (entry) => `Mais uma vez: no que resultou? ${entry}`,
    howFar: (day, entry) =>
      `Há ${day} dias apresentamos você a ${entry}. Até onde se chegou? Basta um clique, e “nada” é uma resposta que ajuda a próxima cidade.`,
    oneStep: 'Contar em um passo',
    closing: [
      'CityMatch, pelo secretariado',
      'Você recebe este e-mail porque pediu uma apresentação. Nossos textos em português são redigidos por uma máquina.',
    ],
  },
};
