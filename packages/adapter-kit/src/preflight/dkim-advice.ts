import { type Advice, fails, fine, unknown, warns } from './advise.js';

/** What may be found of DKIM. */
export const dkimAdvice = {
  dkimFine: fine('A key that receivers can verify with.', 'Una clave con la que los receptores pueden comprobar.'),
  dkimNoSelector: unknown(
    'No DKIM selector was named.',
    'Look up the selector at your provider, and name it: the DNS has no list of them.',
    'No se nombró ningún selector DKIM.',
    'Mire el selector en su proveedor y nómbrelo: el DNS no tiene una lista de ellos.',
  ),
  dkimNone: fails(
    'There is no DKIM key at {name}.',
    'Publish the record (TXT or CNAME) that your provider shows for {name}.',
    'No hay clave DKIM en {name}.',
    'Publique el registro (TXT o CNAME) que su proveedor muestra para {name}.',
  ),
  dkimSeveral: fails(
    '{name} has {records} records; which one counts is not defined.',
    'Leave only the current one.',
    '{name} tiene {records} registros; cuál cuenta no está definido.',
    'Deje solo el vigente.',
  ),
  dkimSyntax: fails(
    'The record at {name} is no key for mail: {tag} is wrong.',
    'Copy the record from your provider again, all of it.',
    'El registro de {name} no es una clave para correo: {tag} está mal.',
    'Copie de nuevo el registro de su proveedor, entero.',
  ),
  dkimRevoked: fails(
    'The key at {name} was revoked: p= is empty.',
    'Have your provider sign with another selector, or publish the key anew.',
    'La clave de {name} fue revocada: p= está vacío.',
    'Haga que su proveedor firme con otro selector, o publique la clave de nuevo.',
  ),
  dkimKeyBroken: fails(
    'The key at {name} can’t be read; often a part of it was lost when it was pasted.',
    'Copy the record from your provider again, all of it.',
    'La clave de {name} no se puede leer; a menudo se perdió una parte al pegarla.',
    'Copie de nuevo el registro de su proveedor, entero.',
  ),
  dkimKeyShort: fails(
    'The RSA key at {name} has {bits} bits; receivers refuse fewer than 1,024.',
    'Make a new key of 2,048 bits.',
    'La clave RSA de {name} tiene {bits} bits; los receptores rechazan menos de 1024.',
    'Haga una clave nueva de 2048 bits.',
  ),
  dkimKeyWeak: warns(
    'The RSA key at {name} has {bits} bits.',
    'Make a new key of 2,048 bits.',
    'La clave RSA de {name} tiene {bits} bits.',
    'Haga una clave nueva de 2048 bits.',
  ),
  dkimKeyLong: warns(
    'The RSA key at {name} has {bits} bits; receivers need not verify more than 4,096.',
    'Make a new key of 2,048 bits.',
    'La clave RSA de {name} tiene {bits} bits; los receptores no tienen por qué comprobar más de 4096.',
    'Haga una clave nueva de 2048 bits.',
  ),
  dkimTesting: warns(
    'The key at {name} says that it is being tested (t=y); receivers may treat signed mail as unsigned.',
    'Remove t=y.',
    'La clave de {name} dice que está a prueba (t=y); los receptores pueden tratar el correo firmado como sin firmar.',
    'Quite t=y.',
  ),
  dkimOnlyEd25519: warns(
    'The only keys are Ed25519, which many receivers can’t verify yet.',
    'Sign with an RSA key of 2,048 bits as well.',
    'Las únicas claves son Ed25519, que muchos receptores aún no saben comprobar.',
    'Firme también con una clave RSA de 2048 bits.',
  ),
} as const satisfies Record<string, Advice>;
