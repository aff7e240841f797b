/** HubSpot's endpoints that we use, each pinned to the newest version that its description specifies. */
export const endpoints = {
  contact: (id: string) => `/crm/objects/2026-09/contacts/${encodeURIComponent(id)}`,
  searchContacts: '/crm/objects/2026-09/contacts/search',
  readContacts: '/crm/objects/2026-09/contacts/batch/read',
  updateContacts: '/crm/objects/2026-09/contacts/batch/update',
  upsertContacts: '/crm/objects/2026-09/contacts/batch/upsert',
  deleteContact: '/crm/objects/2026-09/contacts/gdpr-delete',
  properties: '/crm/properties/2026-03/contacts',
  propertyGroups: '/crm/properties/2026-03/contacts/groups',
  lists: '/crm/v3/lists',
  searchLists: '/crm/v3/lists/search',
  listNamed: (name: string) => `/crm/v3/lists/object-type-id/0-1/name/${encodeURIComponent(name)}`,
  listMembers: (id: string) => `/crm/v3/lists/${encodeURIComponent(id)}/memberships/add-and-remove`,
  sendEvents: '/events/2026-03/send/batch',
  readStatuses: '/communication-preferences/v4/statuses/batch/read',
  statuses: (email: string) => `/communication-preferences/v4/statuses/${encodeURIComponent(email)}`,
} as const;

/** The type of contacts where types of objects have ids. */
export const CONTACT_TYPE = '0-1';
/** What HubSpot takes in one batch of contacts, and what a page holds. */
export const BATCH = 100;
