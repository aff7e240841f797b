import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Profile } from '@sintonia/spec';

/** 7,043 subscribers of a telephone company and whether they left. Not part of the project; see the tests. */
export const telcoFile = fileURLToPath(
  new URL('../../../../../shared/data/telco-churn/Telco-Customer-Churn.csv', import.meta.url),
);

const NUMBERS = ['tenure', 'MonthlyCharges', 'TotalCharges'];

/** Every subscriber with what is known of them as traits, `Churn` among them. */
export function telcoPeople(): readonly Profile[] {
  const [head = '', ...lines] = readFileSync(telcoFile, 'utf8').trim().split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) => {
    const texts = line.split(',').map((text) => text.trim());
    const traits = Object.fromEntries(
      names.flatMap((name, at) => {
        const text = texts[at] ?? '';
        return text === '' ? [] : [[name, NUMBERS.includes(name) ? Number(text) : text]];
      }),
    );
    const person = texts[0] as string;
    return { person, userId: person, anonymousIds: [], traits, computed: {}, counts: {}, revenue: 0 };
  });
}

export const telcoCategories = [
  ...['gender', 'SeniorCitizen', 'Partner', 'Dependents', 'PhoneService', 'MultipleLines', 'InternetService'],
  ...['OnlineSecurity', 'OnlineBackup', 'DeviceProtection', 'TechSupport', 'StreamingTV', 'StreamingMovies'],
  ...['Contract', 'PaperlessBilling', 'PaymentMethod'],
];

export const telcoMeasures = {
  ...Object.fromEntries(NUMBERS.map((name) => [name, { trait: name }])),
  ...Object.fromEntries(telcoCategories.map((name) => [name, { category: name }])),
};
