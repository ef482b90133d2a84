package dev.orrery.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A zip archive with MXNet's arrays and JSON beside them, as {@code model_algo-1} of linear learner
 * and factorization machines is (spec B1.6, B6.6).
 */
final class ModelZip {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What MXNet puts before the name of an array that is learnt. */
  private static final String PREFIX = "arg:";

  private final String file;
  private final String params;
  private final String whose;
  private final Map<String, byte[]> inner;
  private final Map<String, MxNetArrays.Array> arrays;

  private ModelZip(String file, String params, String whose, Map<String, byte[]> inner) {
    this.file = file;
    this.params = params;
    this.whose = whose;
    this.inner = inner;
    this.arrays = byName(MxNetArrays.read(inner.get(params), where(params)));
  }

  /**
   * Whether a file of an archive is a zip with an array of a name.
   *
   * @param params the file in the zip that holds the arrays
   */
  static boolean holds(Map<String, byte[]> files, String file, String params, String array) {
    byte[] zip = files.get(file);
    if (zip == null || !ZipFiles.isZip(zip)) {
      return false;
    }
    byte[] bytes = ZipFiles.read(zip, file).get(params);
    return bytes != null && byName(MxNetArrays.read(bytes, file + " " + params)).containsKey(array);
  }

  /**
   * Reads it.
   *
   * @param params the file in the zip that holds the arrays
   * @param whose how to begin a sentence about it: "The linear learner's model"
   * @throws CustomerError when it is not there or damaged
   */
  static ModelZip read(Map<String, byte[]> files, String file, String params, String whose) {
    byte[] zip = need(files, file, whose, file);
    Map<String, byte[]> inner = ZipFiles.read(zip, file);
    need(inner, params, whose, file);
    return new ModelZip(file, params, whose, inner);
  }

  private static byte[] need(Map<String, byte[]> files, String name, String whose, String where) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new CustomerError(whose + " has no file '" + name + "'.", where);
    }
    return bytes;
  }

  private static Map<String, MxNetArrays.Array> byName(MxNetArrays arrays) {
    Map<String, MxNetArrays.Array> named = new TreeMap<>();
    for (int i = 0; i < arrays.names().size(); i++) {
      String name = arrays.names().get(i);
      named.put(
          name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name, arrays.arrays().get(i));
    }
    return named;
  }

  /** The array of a name, with {@code arg:} before it or without. */
  Optional<MxNetArrays.Array> find(String name) {
    return Optional.ofNullable(arrays.get(name));
  }

  /**
   * As {@link #find}.
   *
   * @throws CustomerError when there is none
   */
  MxNetArrays.Array need(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new CustomerError(
                    Text.format(
                        "%s has no array '%s'; it has %s.",
                        whose, name, String.join(", ", arrays.keySet())),
                    where(params)));
  }

  /** A file of the zip as JSON; a missing node when it is not there. */
  JsonNode json(String name) {
    byte[] bytes = inner.get(name);
    return bytes == null ? MissingNode.getInstance() : json(bytes, where(name));
  }

  /**
   * Bytes as JSON.
   *
   * @throws CustomerError when they are not
   */
  static JsonNode json(byte[] bytes, String where) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new CustomerError("This is not JSON; the archive is damaged.", where, e);
    }
  }

  /** How to name a file of the zip in an error. */
  String where(String name) {
    return file + " " + name;
  }
}
