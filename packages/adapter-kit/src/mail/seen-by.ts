/** Apple's Mail Privacy Protection loads all pictures before anybody looks, and says nothing but this. */
const prefetch = /^Mozilla\/5\.0$/;
const program =
  /bot\b|crawl|spider|scanner|preview|headless|phantomjs|barracuda|proofpoint|mimecast|python|curl\/|wget\/|go-http|java\/|okhttp|axios|node-fetch|undici/i;

/**
 * Who opened or clicked, as far as a user agent tells: `machine` for what says that it is one. Nothing else is certain: scanners of
 * links pretend to be browsers, and proxies of pictures (Gmail, Yahoo) load them when a person looks.
 */
export function seenBy(userAgent: unknown): 'machine' | undefined {
  if (typeof userAgent !== 'string') return undefined;
  return prefetch.test(userAgent.trim()) || program.test(userAgent.slice(0, 1000)) ? 'machine' : undefined;
}
