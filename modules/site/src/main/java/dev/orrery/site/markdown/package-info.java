/** Markdown as GitHub shows it: what CommonMark has, tables, and formulas between dollar signs. */
package dev.orrery.site.markdown;
