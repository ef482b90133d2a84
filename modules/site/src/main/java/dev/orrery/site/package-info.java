/**
 * The documentation site: the Markdown of {@code docs}, the READMEs and the notebooks as static
 * HTML that reads offline, with search. {@link dev.orrery.site.Site} builds it.
 */
package dev.orrery.site;
