/**
 * Words that, in the name of a trait, make it sensitive: the special categories of article 9 of the GDPR, in English and
 * Spanish. `ethnicOrigin` and `ethnic_origin` both hold `ethnic`.
 */
const words = new Set([
  ...['race', 'racial', 'ethnic', 'ethnicity', 'raza', 'etnia', 'etnico', 'etnica'],
  ...['politics', 'political', 'party', 'politica', 'politico'],
  ...['religion', 'religious', 'belief', 'beliefs', 'faith', 'religioso', 'religiosa', 'creencia', 'creencias'],
  ...['union', 'unionised', 'unionized', 'sindicato', 'sindical'],
  ...['genetic', 'genetics', 'biometric', 'biometrics', 'genetica', 'genetico', 'biometrico', 'biometria'],
  ...[
    'health',
    'medical',
    'medication',
    'diagnosis',
    'diagnoses',
    'disease',
    'illness',
    'condition',
    'symptom',
    'symptoms',
  ],
  ...['disability', 'disabled', 'pregnant', 'pregnancy', 'allergy', 'allergies', 'hiv', 'addiction'],
  ...[
    'salud',
    'medico',
    'medica',
    'medicacion',
    'diagnostico',
    'enfermedad',
    'sintomas',
    'discapacidad',
    'embarazo',
    'alergia',
  ],
  ...['sexual', 'sexuality', 'orientation', 'orientacion', 'sexualidad'],
]);

/** Whether a trait's name says that it is about something nobody should be sorted by without having said so explicitly. */
export function isSensitiveTrait(name: string): boolean {
  const plain = name.normalize('NFD').replaceAll(/\p{M}/gu, '');
  const parts = plain.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2').split(/[^\p{L}]+/u);
  return parts.some((part) => words.has(part.toLowerCase()));
}
