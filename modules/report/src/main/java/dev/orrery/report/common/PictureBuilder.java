package dev.orrery.report.common;

import dev.orrery.report.Picture;

/**
 * What the makers of pictures have in common: a name, a title, one sentence under it, and a
 * description.
 *
 * @param <B> the maker
 */
public abstract class PictureBuilder<B extends PictureBuilder<B>> {

  private final String name;
  private String title;
  private String subtitle = "";
  private String description = "";

  PictureBuilder(String name) {
    this.name = name;
    String words = name.replace('-', ' ');
    this.title = Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  abstract B self();

  /** The title in a few words; without it, the name. */
  public B title(String words) {
    title = words;
    return self();
  }

  /** One sentence under the title. */
  public B subtitle(String sentence) {
    subtitle = sentence;
    return self();
  }

  /** What the picture shows, for those who cannot see it and as its caption. */
  public B description(String sentences) {
    description = sentences;
    return self();
  }

  /** The picture. */
  public abstract Picture build();

  String title() {
    return title;
  }

  String subtitle() {
    return subtitle;
  }

  /** A picture under the given name, title and description. */
  Picture picture(Picture.Drawer drawer) {
    String told = description.isEmpty() ? subtitle : description;
    return new Picture(name, title, told.isEmpty() ? title : told, drawer);
  }
}
