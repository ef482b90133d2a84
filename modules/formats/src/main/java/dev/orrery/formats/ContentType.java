package dev.orrery.formats;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A content type in SageMaker's words, such as {@code text/csv;label_size=1}.
 *
 * @param mediaType the format
 * @param parameters the parameters in the order in which they were given, names in lower case
 */
public record ContentType(MediaType mediaType, Map<String, String> parameters) {

  /** Keeps a copy of the parameters, in order. */
  public ContentType {
    parameters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** A type without parameters. */
  public static ContentType of(MediaType mediaType) {
    return new ContentType(mediaType, Map.of());
  }

  /**
   * Reads a content type: lower case, split at {@code ;}, trimmed, {@code key=value} (spec A2).
   *
   * @throws CustomerError for an unknown type or a parameter without meaning
   */
  public static ContentType parse(String text) {
    String[] pieces = text.toLowerCase(Locale.ROOT).split(";");
    String name = pieces.length == 0 ? "" : pieces[0].strip();
    MediaType type =
        MediaType.named(name)
            .orElseThrow(
                () ->
                    new CustomerError(
                        "content-type "
                            + text.strip()
                            + " not supported; there are "
                            + Arrays.stream(MediaType.values())
                                .map(MediaType::text)
                                .collect(Collectors.joining(", ")),
                        "content type"));
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 1; i < pieces.length; i++) {
      if (pieces[i].isBlank()) {
        continue;
      }
      int equals = pieces[i].indexOf('=');
      if (equals < 0) {
        throw bad(text, pieces[i].strip(), "name=value");
      }
      parameters.put(
          pieces[i].substring(0, equals).strip(),
          unquoted(pieces[i].substring(equals + 1).strip()));
    }
    ContentType result = new ContentType(type, parameters);
    String size = parameters.get("label_size");
    if (size != null && !size.matches("\\d{1,6}")) {
      throw bad(text, "label_size=" + size, "a number of columns");
    }
    String header = parameters.get("header");
    if (header != null && !header.equals("present") && !header.equals("absent")) {
      throw bad(text, "header=" + header, "present or absent");
    }
    String charset = parameters.get("charset");
    if (charset != null && !readsAscii(charset)) {
      throw bad(text, "charset=" + charset, "UTF-8 or another charset that contains ASCII");
    }
    return result;
  }

  /**
   * The type that a file's name tells by its ending, {@code .gz} not counted.
   *
   * @throws CustomerError when the ending tells none, naming those that do
   */
  public static ContentType ofFile(Path file) {
    String name = file.getFileName().toString();
    return of(
        MediaType.bySuffix(name)
            .orElseThrow(
                () ->
                    new CustomerError(
                        "The ending of "
                            + name
                            + " tells no format; expected one of "
                            + Arrays.stream(MediaType.values())
                                .flatMap(type -> type.suffixes().stream())
                                .collect(Collectors.joining(", ")),
                        file.toString())));
  }

  /** How many first columns are labels, where it says so. */
  public OptionalInt labelSize() {
    String size = parameters.get("label_size");
    return size == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(size));
  }

  /** This type without one of its parameters. */
  public ContentType without(String parameter) {
    Map<String, String> others = new LinkedHashMap<>(parameters);
    others.remove(parameter);
    return new ContentType(mediaType, others);
  }

  /** The charset of text, UTF-8 unless it says otherwise. */
  public Charset charset() {
    String charset = parameters.get("charset");
    return charset == null ? StandardCharsets.UTF_8 : Charset.forName(charset);
  }

  /** Whether CSV has a header line, where it says so ({@code header=present}, RFC 4180). */
  public Optional<Boolean> header() {
    return Optional.ofNullable(parameters.get("header")).map("present"::equals);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(mediaType.text());
    parameters.forEach((name, value) -> text.append(';').append(name).append('=').append(value));
    return text.toString();
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** Whether the bytes of ASCII mean ASCII in a charset, as the readers need. */
  private static boolean readsAscii(String name) {
    String ascii = "0123456789+-.eE,:\"{}[] \r\n";
    try {
      Charset charset = Charset.forName(name);
      return new String(ascii.getBytes(StandardCharsets.US_ASCII), charset).equals(ascii);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static CustomerError bad(String text, String parameter, String expected) {
    return new CustomerError(
        Text.format(
            "content-type '%s' has the parameter '%s' where %s was expected",
            text.strip(), parameter, expected),
        "content type");
  }
}
