package dev.orrery.site.reference;

/**
 * A work that the code refers to.
 *
 * @param authors as the code names them, such as {@code Arthur and Vassilvitskii}
 * @param title its title
 * @param venue where it appeared, and what tells the place there; may be empty
 * @param year when
 * @param file the source that refers to it, from the root of the repository
 */
public record Citation(String authors, String title, String venue, int year, String file) {}
