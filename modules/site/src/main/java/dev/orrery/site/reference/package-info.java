/**
 * Markdown that is made from the code: what the descriptions of the algorithms say, and the
 * references.
 */
package dev.orrery.site.reference;
