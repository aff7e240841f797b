import type { Keywords } from './keyword-groups.js';

/** What people do, by words of their title, in English and Spanish. Accents do not matter. */
export const defaultRoles: Keywords = {
  marketing: [
    ...[
      'marketing',
      'cmo',
      'brand',
      'growth',
      'seo',
      'social media',
      'communications',
      'public relations',
      'content manager',
      'product marketing',
    ],
    ...['mercadotecnia', 'marca', 'comunicación', 'publicidad'],
  ],
  sales: [
    ...[
      'sales',
      'sales engineer',
      'cro',
      'account executive',
      'account manager',
      'business development',
      'customer success',
    ],
    ...['ventas', 'ingeniero de ventas', 'ingeniera de ventas', 'comercial', 'desarrollo de negocio'],
  ],
  product: ['product', 'cpo', 'product owner', 'producto', 'dueño de producto'],
  design: ['design', 'designer', 'ux', 'ui', 'user experience', 'diseño', 'diseñador', 'diseñadora'],
  data: [
    ...['data', 'data engineer', 'analytics', 'analyst', 'data analyst', 'machine learning', 'statistician', 'cdo'],
    ...['datos', 'ingeniero de datos', 'ingeniera de datos', 'analista', 'estadístico', 'estadística'],
  ],
  engineering: [
    ...['engineer', 'engineering', 'developer', 'programmer', 'software', 'cto', 'devops', 'sre', 'architect', 'qa'],
    ...['ingeniero', 'ingeniera', 'ingeniería', 'desarrollador', 'desarrolladora', 'programador', 'programadora'],
    ...['arquitecto', 'arquitecta'],
  ],
  it: [
    ...['it', 'cio', 'ciso', 'information technology', 'systems administrator', 'sysadmin', 'security', 'helpdesk'],
    ...['informática', 'sistemas', 'administrador de sistemas', 'administradora de sistemas', 'seguridad informática'],
  ],
  finance: [
    ...[
      'finance',
      'financial',
      'cfo',
      'accountant',
      'accounting',
      'controller',
      'treasurer',
      'auditor',
      'financial analyst',
    ],
    ...['finanzas', 'financiero', 'financiera', 'contable', 'contabilidad', 'tesorero', 'tesorera', 'auditora'],
    ...['analista financiero', 'analista financiera'],
  ],
  people: [
    ...['hr', 'human resources', 'people', 'people operations', 'talent', 'recruiter', 'recruiting', 'chro'],
    ...['rrhh', 'recursos humanos', 'personas', 'talento', 'reclutador', 'reclutadora', 'selección'],
  ],
  legal: [
    ...['legal', 'lawyer', 'counsel', 'general counsel', 'attorney', 'compliance', 'data protection officer'],
    ...['abogado', 'abogada', 'jurídico', 'jurídica', 'cumplimiento', 'delegado de protección de datos'],
  ],
  support: ['support', 'customer service', 'customer support', 'soporte', 'atención al cliente'],
  operations: [
    ...[
      'operations',
      'coo',
      'logistics',
      'procurement',
      'purchasing',
      'supply chain',
      'manufacturing',
      'office manager',
    ],
    ...['operaciones', 'logística', 'compras', 'cadena de suministro', 'producción'],
  ],
  management: [
    ...['ceo', 'chief executive', 'founder', 'cofounder', 'owner', 'managing director', 'general manager', 'president'],
    ...['fundador', 'fundadora', 'cofundador', 'cofundadora', 'propietario', 'propietaria', 'director general'],
    ...['directora general', 'consejero delegado', 'consejera delegada', 'presidente', 'presidenta', 'gerente general'],
  ],
};
