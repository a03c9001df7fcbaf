import type { Language } from '../languages.js';
import type { PersonalData } from './find-personal.js';

/** What the coach says, in one language. */
interface CoachSays {
  tooShort: string;
  product: string;
  manyProblems: string;
  noMeasure: string;
  noContext: string;
  personal: Record<PersonalData['kind'], string>;
}

/** The advice, by the language of whoever reads it. */
export const COACH_SAYS: Record<Language, CoachSays> = {
  en: {
    tooShort: 'Say a little more: what happens, where, how often, and whom it harms.',
    product:
      'This names a product. What would be different for people if you had it? Say that, and other answers can be found too.',
    manyProblems:
      'This speaks of several problems. Send the one that matters most first; each can be a challenge of its own.',
    noMeasure: 'How would you know that it is solved? A number and a date help, even rough ones.',
    noContext: 'Name your city and country: answers from places like yours come first.',
    personal: {
      'mail-address':
        'This looks like a mail address. Leave it out: your contact is asked for below, and kept apart.',
      'phone-number':
        'This looks like a telephone number. Leave it out: the text may be read by others later.',
      'person-name':
        'This looks like the name of a person. Leave it out: the text may be read by others later. Your own is asked for below.',
      'bank-account': 'This looks like a bank account. Leave it out: the text may be read by others later.',
    },
  },
  es: {
    tooShort: 'Diga un poco más: qué ocurre, dónde, con qué frecuencia y a quién perjudica.',
    product:
      'Aquí se nombra un producto. ¿Qué sería distinto para las personas si lo tuvieran? Dígalo, y se podrán encontrar también otras respuestas.',
    manyProblems:
      'Aquí se habla de varios problemas. Envíe primero el que más importa; cada uno puede ser un desafío aparte.',
    noMeasure: '¿Cómo sabrían que está resuelto? Ayudan un número y una fecha, aunque sean aproximados.',
    noContext: 'Indique su ciudad y su país: las respuestas de lugares como el suyo van primero.',
    personal: {
      'mail-address':
        'Esto parece un correo electrónico. Quítelo: su contacto se pide más abajo y se guarda aparte.',
      'phone-number': 'Esto parece un número de teléfono. Quítelo: otros podrían leer el texto más adelante.',
      'person-name':
        'Esto parece el nombre de una persona. Quítelo: otros podrían leer el texto más adelante. El suyo se pide más abajo.',
      'bank-account': 'Esto parece una cuenta bancaria. Quítela: otros podrían leer el texto más adelante.',
    },
  },
  fr: {
    tooShort: 'Dites-en un peu plus : ce qui se passe, où, à quelle fréquence, et qui en pâtit.',
    product:
      'Ceci nomme un produit. Qu’est-ce qui changerait pour les gens si vous l’aviez ? Dites-le, et d’autres réponses pourront être trouvées.',
    manyProblems:
      'Ceci parle de plusieurs problèmes. Envoyez d’abord le plus important ; chacun peut être un défi à part.',
    noMeasure: 'À quoi verriez-vous que c’est résolu ? Un chiffre et une date aident, même approximatifs.',
    noContext:
      'Indiquez votre ville et votre pays : les réponses de lieux comme le vôtre viennent en premier.',
    personal: {
      'mail-address':
        'Ceci ressemble à une adresse électronique. Retirez-la : votre contact est demandé plus bas, et conservé à part.',
      'phone-number':
        'Ceci ressemble à un numéro de téléphone. Retirez-le : d’autres pourraient lire le texte plus tard.',
      'person-name':
        'Ceci ressemble au nom d’une personne. Retirez-le : d’autres pourraient lire le texte plus tard. Le vôtre est demandé plus bas.',
      'bank-account':
        'Ceci ressemble à un compte bancaire. Retirez-le : d’autres pourraient lire le texte plus tard.',
    },
  },
  pt: {
    tooShort: 'Diga um pouco mais: o que acontece, onde, com que frequência e a quem prejudica.',
    product:
      'Aqui se nomeia um produto. O que seria diferente para as pessoas se vocês o tivessem? Diga isso, e outras respostas também poderão ser encontradas.',
    manyProblems:
      'Aqui se fala de vários problemas. Envie primeiro o mais importante; cada um pode ser um desafio à parte.',
    noMeasure: 'Como saberiam que está resolvido? Um número e uma data ajudam, mesmo aproximados.',
    noContext: 'Indique sua cidade e seu país: as respostas de lugares como o seu vêm primeiro.',
    personal: {
      'mail-address': 'Isto parece um e-mail. Retire-o: seu contato é pedido abaixo e guardado à parte.',
      'phone-number': 'Isto parece um número de telefone. Retire-o: outros poderão ler o texto mais tarde.',
      'person-name':
        'Isto parece o nome de uma pessoa. Retire-o: outros poderão ler o texto mais tarde. O seu é pedido abaixo.',
      'bank-account': 'Isto parece uma conta bancária. Retire-a: outros poderão ler o texto mais tarde.',
    },
  },
};
