import { type Advice, fails, fine, warns } from './advise.js';

/** What may be found of SPF. */
export const spfAdvice = {
  spfFine: fine(
    'One SPF record that says who may send, with {lookups} of 10 lookups.',
    'Un registro SPF que dice quién puede enviar, con {lookups} de 10 consultas.',
  ),
  spfNone: fails(
    '{name} has no SPF record.',
    'Publish a TXT record at {name} that begins with v=spf1, names your provider and ends with ~all or -all.',
    '{name} no tiene registro SPF.',
    'Publique en {name} un registro TXT que empiece por v=spf1, nombre a su proveedor y acabe en ~all o -all.',
  ),
  spfSeveral: fails(
    '{host} has {records} SPF records; receivers then use none.',
    'Join them into one record.',
    '{host} tiene {records} registros SPF; los receptores no usan entonces ninguno.',
    'Únalos en un solo registro.',
  ),
  spfSyntax: fails(
    'The SPF record of {host} can’t be read at “{term}”.',
    'Mend or remove “{term}”: one error makes receivers ignore the whole record.',
    'El registro SPF de {host} no se entiende en «{term}».',
    'Corrija o quite «{term}»: con un error los receptores no hacen caso de todo el registro.',
  ),
  spfTooManyLookups: fails(
    'The SPF record makes more than 10 DNS lookups, includes counted; receivers stop with an error.',
    'Remove includes of services that you no longer use, or replace them by ip4: and ip6:.',
    'El registro SPF hace más de 10 consultas DNS, contando los include; los receptores se paran con un error.',
    'Quite los include de servicios que ya no usa, o cámbielos por ip4: e ip6:.',
  ),
  spfTooManyVoid: fails(
    'More than 2 lookups of the SPF record find nothing, the last one {host}; receivers stop with an error.',
    'Remove the terms that name hosts which no longer exist.',
    'Más de 2 consultas del registro SPF no encuentran nada, la última {host}; los receptores se paran con un error.',
    'Quite los términos que nombran máquinas que ya no existen.',
  ),
  spfTooManyMailServers: fails(
    '{host} has more than 10 mail servers; “mx” is then an error.',
    'Replace the mx term by ip4: and ip6:.',
    '{host} tiene más de 10 servidores de correo; «mx» es entonces un error.',
    'Cambie el término mx por ip4: e ip6:.',
  ),
  spfIncludesNothing: fails(
    'The SPF record leads to {host}, which has no SPF record.',
    'Remove the term that names {host}, or ask its owner to publish a record.',
    'El registro SPF lleva a {host}, que no tiene registro SPF.',
    'Quite el término que nombra {host}, o pida a su dueño que publique un registro.',
  ),
  spfOpenToAll: fails(
    'The SPF record lets everybody send as {name}.',
    'Remove +all (or a network of all addresses) and end the record with ~all or -all.',
    'El registro SPF deja que cualquiera envíe como {name}.',
    'Quite +all (o una red con todas las direcciones) y acabe el registro en ~all o -all.',
  ),
  spfWithoutProvider: fails(
    'The SPF record does not include {include}.',
    'Add include:{include} before the “all” at its end.',
    'El registro SPF no incluye {include}.',
    'Añada include:{include} antes del «all» del final.',
  ),
  spfSaysNothingOfOthers: warns(
    'The SPF record says nothing about who else sends as {name}.',
    'End the record with ~all or -all.',
    'El registro SPF no dice nada de quién más envía como {name}.',
    'Acabe el registro en ~all o -all.',
  ),
  spfPtr: warns(
    'The SPF record uses ptr, which RFC 7208 tells nobody to use: it is slow, and some receivers ignore it.',
    'Replace it by ip4: and ip6:.',
    'El registro SPF usa ptr, que la RFC 7208 desaconseja: es lento, y algunos receptores no le hacen caso.',
    'Cámbielo por ip4: e ip6:.',
  ),
} as const satisfies Record<string, Advice>;
