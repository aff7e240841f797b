import { describe, expect, it } from 'vitest';
import { someone } from '../asking.fixture.js';
import type { FirmographicOptions } from './firmographic-options.js';
import { FirmographicSegmenter } from './firmographic-segmenter.js';

const segmenter = new FirmographicSegmenter();
const [ROLE, SENIORITY, SIZE, INDUSTRY] = [0, 1, 2, 3];
const told = (traits: object, place: number) => segmenter.assign(someone(traits as Record<string, string>))[place];
const bandOf = (traits: object, place: number) => told(traits, place)?.segment.split(':')[1];

describe('a job title', () => {
  it.each([
    ['CEO', 'management', 'executive'],
    ['Executive Assistant to the CEO', 'management', 'entry'],
    ['Vice President of Sales', 'sales', 'vp'],
    ['President', 'management', 'executive'],
    ['Senior Software Engineer', 'engineering', 'professional'],
    ['Software Engineer', 'engineering', 'other'],
    ['Product Marketing Manager', 'marketing', 'manager'],
    ['Senior Product Manager', 'product', 'professional'],
    ['Sales Engineer', 'sales', 'other'],
    ['Data Engineer', 'data', 'other'],
    ['Assistant Director, Human Resources', 'people', 'director'],
    ['Head of IT', 'it', 'director'],
    ['Co-Founder & CTO', 'engineering', 'executive'],
    ['Directora de Operaciones', 'operations', 'director'],
    ['Director General', 'management', 'executive'],
    ['Jefa de Atención al Cliente', 'support', 'manager'],
    ['INGENIERO DE DATOS JUNIOR', 'data', 'entry'],
    ['Becaria de diseño', 'design', 'entry'],
    ['Vicepresidente de Finanzas', 'finance', 'vp'],
    ['Auditorium caretaker', 'other', 'other'],
  ])('%s: %s, %s', (title, role, seniority) => {
    expect([bandOf({ jobTitle: title }, ROLE), bandOf({ jobTitle: title }, SENIORITY)]).toEqual([role, seniority]);
  });

  it('gives the keyword as a reason, and not the title', () => {
    expect(told({ jobTitle: 'Directora de Operaciones (Ana)' }, ROLE)).toEqual({
      segment: 'role:operations',
      confidence: 1,
      reasons: [{ measure: 'role', value: 'operaciones', band: 'operations' }],
    });
  });

  it.each([
    [undefined, 'missing'],
    [null, 'missing'],
    [' ', 'missing'],
    [7, 'implausible: no text'],
    ['???', 'implausible: no word in it'],
  ])('that is %j is unknown: %s', (jobTitle, band) => {
    expect(told({ jobTitle }, ROLE)).toMatchObject({ segment: 'role:unknown', reasons: [{ value: null, band }] });
  });

  it('is matched by whole words of declared lists, which are no patterns', () => {
    const roles = { stars: ['.*', 'c++ guru'].slice(1), doctors: ['Ärztin'] };
    const own = new FirmographicSegmenter({ roles });
    const role = (jobTitle: string) => own.assign(someone({ jobTitle }))[0]?.segment;
    expect(role('The C++ Guru')).toBe('role:stars');
    expect(role('arztin')).toBe('role:doctors');
    expect(role('Zahnärztin')).toBe('role:other');
  });

  it('of any length is soon read', () => {
    expect(bandOf({ jobTitle: 'ceo '.repeat(16_000) }, SENIORITY)).toBe('executive');
  });
});

describe('a company', () => {
  it.each([
    [1, '1-10'],
    [10, '1-10'],
    ['11-50', '11-50'],
    ['51 – 200', '51-200'],
    ['1,000', '201-1000'],
    ['5001+', '5001+'],
    [3_000_000, '5001+'],
  ])('of %j people is in %s', (companySize, band) => {
    expect(bandOf({ companySize }, SIZE)).toBe(band);
  });

  it.each([
    [undefined, 'missing'],
    [0, 'implausible: too low'],
    [-5, 'implausible: too low'],
    [1e9, 'implausible: too high'],
    ['many', 'implausible: no number'],
    [Number.NaN, 'implausible: no number'],
  ])('of %j people is unknown: %s', (companySize, band) => {
    expect(told({ companySize }, SIZE)).toMatchObject({ segment: 'size:unknown', reasons: [{ value: null, band }] });
  });

  it.each([
    ['Banking & Insurance', 'finance'],
    ['Comercio minorista', 'retail'],
    ['Hospital & Health Care', 'health'],
    ['Beekeeping', 'other'],
  ])('in %s: %s', (industry, band) => {
    expect(bandOf({ industry }, INDUSTRY)).toBe(band);
  });
});

it.each([
  ['roles', {}],
  ['roles', ['sales']],
  ['roles.a', { roles: { a: 'sales' } }],
  ['roles.a[0]', { roles: { a: ['+++'] } }],
  ['sizes.a', { sizes: { a: '1' } }],
  ['traits.title', { traits: { title: '' } }],
  ['traits.name', { traits: { name: 'x' } }],
  ['role', { role: {} }],
])('refuses %s of %j', (field, options) => {
  const given = field === 'roles' ? { roles: options } : options;
  expect(() => new FirmographicSegmenter(given as unknown as FirmographicOptions)).toThrow(
    expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field }),
  );
});
