import { afterEach, beforeEach, expect } from 'vitest';
import { type HubSpotServer, hubspotServer } from './hubspot-server.fixture.js';

/** A HubSpot of its own for each test, which was asked for nothing wrong by the official description. */
export function hubspotOfEachTest(): { readonly server: HubSpotServer } {
  let server: HubSpotServer | undefined;
  beforeEach(async () => {
    server = await hubspotServer();
  });
  afterEach(() => {
    server?.close();
    expect(server?.mistakes).toEqual([]);
  });
  return {
    get server() {
      return server as HubSpotServer;
    },
  };
}
