package dev.orrery.formats;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.util.Locale;
import java.util.Optional;

/**
 * What answers an {@code Accept} header asks for (spec A4, B3.5).
 *
 * @param type the format
 * @param verbose whether the answers come with all that explains them
 */
public record Accept(MediaType type, boolean verbose) {

  /** The plain answers in a format. */
  public static Accept of(MediaType type) {
    return new Accept(type, false);
  }

  /**
   * Reads an {@code Accept} header such as {@code application/json; verbose=true}.
   *
   * @throws CustomerError for a format that answers do not come in, or a parameter without meaning
   */
  public static Accept parse(String text) {
    String[] pieces = text.toLowerCase(Locale.ROOT).split(";");
    Optional<MediaType> type = MediaType.named(pieces.length == 0 ? "" : pieces[0].strip());
    if (type.isEmpty() || !type.get().answers()) {
      throw new CustomerError(
          Text.format(
              "accept type %s is not supported; there are %s, %s, %s, %s",
              text.strip(),
              MediaType.JSON_LINES,
              MediaType.JSON,
              MediaType.CSV,
              MediaType.RECORDIO),
          "accept");
    }
    boolean verbose = false;
    for (int i = 1; i < pieces.length; i++) {
      String parameter = pieces[i].replace(" ", "").replace("\"", "");
      switch (parameter) {
        case "verbose=true" -> verbose = true;
        case "verbose=false" -> verbose = false;
        case "", "charset=utf-8", "charset=utf8" -> {}
        default ->
            throw new CustomerError(
                Text.format(
                    "accept type '%s' has the parameter '%s' where verbose=true was expected, or"
                        + " none",
                    text.strip(), parameter),
                "accept");
      }
    }
    if (verbose && type.get() == MediaType.CSV) {
      throw new CustomerError(
          Text.format(
              "accept type '%s' asks for lists, which CSV has not; verbose=true is for %s, %s and"
                  + " %s",
              text.strip(), MediaType.JSON, MediaType.JSON_LINES, MediaType.RECORDIO),
          "accept");
    }
    return new Accept(type.get(), verbose);
  }

  @Override
  public String toString() {
    return verbose ? type + ";verbose=true" : type.text();
  }
}
