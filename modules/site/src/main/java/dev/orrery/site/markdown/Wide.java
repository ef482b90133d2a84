package dev.orrery.site.markdown;

import org.commonmark.node.CustomBlock;

/** A box around a table, in which it scrolls where the page is narrower. */
public final class Wide extends CustomBlock {}
