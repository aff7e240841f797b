import type { JsonObject } from './json.js';

/**
 * What a developer declares once, as a type, and the compiler then carries through signals, filters, templates and reasons:
 *
 * ```ts
 * const engine = await createEngine<{
 *   signals: { 'Order Completed': { coupon?: string } };
 *   item: { title: string; price: number };
 *   traits: { plan: 'free' | 'paid' };
 * }>({ … });
 * ```
 * What is left out stays open: any signal type that is declared at run time, any JSON as attributes.
 */
export interface Schema {
  readonly signals?: object;
  readonly item?: object;
  readonly traits?: object;
  /** Values of the traits that `createEngine({ traits })` computes, by name. */
  readonly computed?: object;
}

/** Nothing declared. */
// biome-ignore lint/complexity/noBannedTypes: the empty declaration is what is meant
export type OpenSchema = {};

/** Properties by signal type. */
export type SignalsOf<S extends Schema> = S extends { signals: infer Signals extends object }
  ? Signals
  : Record<string, JsonObject>;

/** Names of the declared signal types. */
export type SignalTypeOf<S extends Schema> = keyof SignalsOf<S> & string;

/** Attributes of an item. */
export type ItemAttributesOf<S extends Schema> = S extends { item: infer Attributes extends object }
  ? Attributes
  : JsonObject;

/** Names of the item attributes. */
export type AttributeNameOf<S extends Schema> = keyof ItemAttributesOf<S> & string;

/** Traits that mean something to the engine itself. All are optional. */
export interface StandardTraits {
  readonly email?: string;
  readonly phone?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  /** ISO date, `YYYY-MM-DD`. */
  readonly birthday?: string;
  /** BCP 47 language tag, such as `en` or `es-MX`. */
  readonly locale?: string;
  /** IANA zone, such as `Europe/Madrid`. */
  readonly timezone?: string;
}

/** The declared traits of a person and the standard ones. */
export type TraitsOf<S extends Schema> = S extends { traits: infer Traits extends object }
  ? Partial<Traits> & StandardTraits
  : StandardTraits & JsonObject;

/** What a computed trait can be. */
export type TraitScalar = string | number | boolean;
export type TraitValue = TraitScalar | readonly TraitScalar[];

/** Values of computed traits. Each may be missing: there may be nothing yet to compute it from. */
export type ComputedOf<S extends Schema> = S extends { computed: infer Computed extends object }
  ? Partial<Computed>
  : { readonly [Name in string]?: TraitValue };

/** All that rules can ask of a person by name: what was told, and what is computed where it is declared. */
export type FactsOf<S extends Schema> = S extends { computed: infer Computed extends object }
  ? TraitsOf<S> & Partial<Computed>
  : TraitsOf<S>;
