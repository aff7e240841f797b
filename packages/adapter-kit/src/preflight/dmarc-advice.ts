import { type Advice, fails, fine, warns } from './advise.js';

/** What may be found of DMARC and its alignment. */
export const dmarcAdvice = {
  dmarcFine: fine('A DMARC policy of {policy}, with reports.', 'Una política DMARC de {policy}, con informes.'),
  dmarcNone: fails(
    'There is no DMARC record for {domain}.',
    'Publish a TXT record at {name}: v=DMARC1; p=none; rua=mailto:you@{domain}. Read the reports, then go on to p=quarantine.',
    'No hay registro DMARC para {domain}.',
    'Publique un registro TXT en {name}: v=DMARC1; p=none; rua=mailto:usted@{domain}. Lea los informes y pase después a p=quarantine.',
  ),
  dmarcSeveral: fails(
    '{name} has {records} DMARC records; receivers then use none.',
    'Leave only one.',
    '{name} tiene {records} registros DMARC; los receptores no usan entonces ninguno.',
    'Deje solo uno.',
  ),
  dmarcSyntax: fails(
    'The DMARC record at {name} is not valid: {tag} is wrong.',
    'Mend {tag}: it must be such as in v=DMARC1; p=quarantine; rua=mailto:you@{domain}.',
    'El registro DMARC de {name} no es válido: {tag} está mal.',
    'Corrija {tag}: ha de ser como en v=DMARC1; p=quarantine; rua=mailto:usted@{domain}.',
  ),
  dmarcOnlyWatches: warns(
    'The DMARC policy for {domain} is none: forged mail is reported and delivered.',
    'Once the reports show that all your mail passes, set {tag}=quarantine, later reject.',
    'La política DMARC para {domain} es none: el correo falsificado se informa y se entrega.',
    'Cuando los informes muestren que todo su correo pasa, ponga {tag}=quarantine, y más tarde reject.',
  ),
  dmarcForSome: warns(
    'The DMARC policy counts for {percent} % of mail only.',
    'Raise pct step by step to 100, then remove it.',
    'La política DMARC vale solo para el {percent} % del correo.',
    'Suba pct poco a poco hasta 100, y quítelo después.',
  ),
  dmarcNoReports: warns(
    'Nobody is told what DMARC finds: there is no rua.',
    'Add rua=mailto: with an address that reads reports.',
    'A nadie se le dice lo que DMARC encuentra: no hay rua.',
    'Añada rua=mailto: con una dirección que lea los informes.',
  ),
  dmarcReportsRefused: warns(
    'Reports go to {host}, which does not say that it takes those of {domain}; receivers then send none.',
    'Have {host} publish the TXT record v=DMARC1 at {record}.',
    'Los informes van a {host}, que no dice que tome los de {domain}; los receptores no envían entonces ninguno.',
    'Haga que {host} publique el registro TXT v=DMARC1 en {record}.',
  ),
  alignmentFine: fine(
    'Both SPF ({spf}) and DKIM ({dkim}) count for mail from {domain}.',
    'Tanto SPF ({spf}) como DKIM ({dkim}) cuentan para el correo de {domain}.',
  ),
  alignedByDkimOnly: warns(
    'Only DKIM counts for mail from {domain}: the return path is at {spf}.',
    'Set up a return path of your own under {domain} at your provider, so that mail passes also where a signature breaks.',
    'Solo DKIM cuenta para el correo de {domain}: la ruta de retorno está en {spf}.',
    'Configure en su proveedor una ruta de retorno propia bajo {domain}, para que el correo pase también si una firma se rompe.',
  ),
  alignedBySpfOnly: warns(
    'Only SPF counts for mail from {domain}: it is signed by {dkim}. Forwarded mail then fails.',
    'Have your provider sign as {domain}.',
    'Solo SPF cuenta para el correo de {domain}: lo firma {dkim}. El correo reenviado falla entonces.',
    'Haga que su proveedor firme como {domain}.',
  ),
  notAligned: fails(
    'Neither SPF ({spf}) nor DKIM ({dkim}) counts for mail from {domain}: DMARC fails whatever they say.',
    'Have your provider sign as {domain}, and set up a return path under it.',
    'Ni SPF ({spf}) ni DKIM ({dkim}) cuentan para el correo de {domain}: DMARC falla digan lo que digan.',
    'Haga que su proveedor firme como {domain}, y configure una ruta de retorno bajo él.',
  ),
} as const satisfies Record<string, Advice>;
