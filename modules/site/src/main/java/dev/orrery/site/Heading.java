package dev.orrery.site;

/**
 * A heading of a page.
 *
 * @param level 1 for the title, 2 for a section, and so on
 * @param anchor what leads to it behind {@code #}
 * @param text without marks
 */
record Heading(int level, String anchor, String text) {}
