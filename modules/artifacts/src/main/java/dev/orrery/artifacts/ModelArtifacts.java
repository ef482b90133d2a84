package dev.orrery.artifacts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orrery.core.algorithm.Model;
import dev.orrery.core.error.CustomerError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A model and what it was saved with in {@code model.tar.gz}.
 *
 * @param algorithm name of the algorithm that trained it
 * @param model the model
 * @param extra other files that were saved beside SageMaker's, by name
 */
public record ModelArtifacts(String algorithm, Model model, Map<String, byte[]> extra) {

  /** Our own file in the archive; SageMaker passes over it. */
  static final String MANIFEST = "orrery.json";

  /** The newest form of the archive that this Orrery writes and reads. */
  static final int FORMAT = 1;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Keeps the extra files as they are now. */
  public ModelArtifacts {
    extra = Map.copyOf(extra);
  }

  /**
   * Writes a model with SageMaker's files, {@code orrery.json} and the extra files; the archive
   * appears at once or not at all. Equal models and files give equal archives.
   *
   * @param algorithm the name in the algorithm's description
   * @param extra more files by name, such as label words
   * @throws CustomerError when models of the algorithm cannot be written
   * @throws IllegalArgumentException when an extra file has the name of one of the model's
   */
  public static void write(String algorithm, Model model, Map<String, byte[]> extra, Path to)
      throws IOException {
    Map<String, byte[]> files = new TreeMap<>(layout(algorithm, to.toString()).files(model));
    files.put(MANIFEST, manifest(algorithm, extra));
    for (Map.Entry<String, byte[]> file : extra.entrySet()) {
      if (files.putIfAbsent(file.getKey(), file.getValue()) != null) {
        throw new IllegalArgumentException("the model has a file " + file.getKey() + " already");
      }
    }
    ModelArchive.write(files, to);
  }

  /**
   * Reads an archive of ours, of SageMaker's, or made by hand in SageMaker's layout. One without
   * {@code orrery.json} is recognised by its files and has no extra ones.
   *
   * @throws CustomerError when it is no archive, damaged, written by a newer Orrery, or of an
   *     algorithm that is not known
   */
  public static ModelArtifacts read(Path from) throws IOException {
    return of(ModelArchive.read(from), from.toString());
  }

  /** The model in the files of an archive; as {@link #read}. */
  static ModelArtifacts of(SortedMap<String, byte[]> files, String where) {
    refuseEmptyModel(files, where);
    try {
      byte[] manifest = files.get(MANIFEST);
      if (manifest == null) {
        ArtifactLayout layout = recognise(files, where);
        return new ModelArtifacts(layout.algorithm(), layout.read(files), Map.of());
      }
      JsonNode node = parse(manifest);
      String algorithm = node.get("algorithm").textValue();
      Map<String, byte[]> extra = new TreeMap<>();
      for (JsonNode name : node.path("extra")) {
        byte[] contents = files.get(name.asText());
        if (contents == null) {
          throw new CustomerError(
              "The model archive lacks the file '" + name.asText() + "' that it lists.", MANIFEST);
        }
        extra.put(name.asText(), contents);
      }
      Map<String, byte[]> own = new TreeMap<>(files);
      own.remove(MANIFEST);
      own.keySet().removeAll(extra.keySet());
      return new ModelArtifacts(algorithm, layout(algorithm, where).read(own), extra);
    } catch (CustomerError e) {
      String inside = e.where().filter(place -> !place.equals(where)).map(" "::concat).orElse("");
      throw new CustomerError(e.getMessage(), where + inside, e);
    }
  }

  private static byte[] manifest(String algorithm, Map<String, byte[]> extra) {
    ObjectNode node = JSON.createObjectNode();
    node.put("format", FORMAT);
    node.put("algorithm", algorithm);
    ArrayNode names = node.putArray("extra");
    extra.keySet().stream().sorted().forEach(names::add);
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of strings can be written", e);
    }
  }

  private static JsonNode parse(byte[] manifest) {
    JsonNode node = ModelZip.json(manifest, MANIFEST);
    if (!node.path("format").isInt() || !node.path("algorithm").isTextual()) {
      throw new CustomerError(
          "An object with \"format\", a number, and \"algorithm\", a string, was expected.",
          MANIFEST);
    }
    int format = node.get("format").intValue();
    if (format < 1 || format > FORMAT) {
      throw new CustomerError(
          "The model archive has format "
              + format
              + "; this Orrery reads up to "
              + FORMAT
              + ", so a newer one wrote it.",
          MANIFEST);
    }
    return node;
  }

  /** Whether the files name their algorithm, or look like those of one that is known. */
  static boolean isKnown(SortedMap<String, byte[]> files) {
    return files.containsKey(MANIFEST) || layoutOf(files).isPresent();
  }

  /** SageMaker's text for a model's file of no bytes (spec A6). */
  static void refuseEmptyModel(SortedMap<String, byte[]> files, String where) {
    files.forEach(
        (name, contents) -> {
          if (name.startsWith("model_algo") && contents.length == 0) {
            throw emptyModel(where + " " + name);
          }
        });
  }

  /** A model of no bytes, in SageMaker's words (spec A6). */
  static CustomerError emptyModel(String where) {
    return new CustomerError(
        "Unable to load model. Model size is 0 bytes, indicating an incorrect model location or an"
            + " empty file. Please check that the location of the model is correct.",
        where);
  }

  private static ArtifactLayout recognise(SortedMap<String, byte[]> files, String where) {
    return layoutOf(files).orElseThrow(() -> notRecognised(files, where));
  }

  /** The layout that files look like. One that finds them damaged leaves them to the others. */
  private static Optional<ArtifactLayout> layoutOf(SortedMap<String, byte[]> files) {
    CustomerError damaged = null;
    for (ArtifactLayout layout : layouts()) {
      try {
        if (layout.recognises(files)) {
          return Optional.of(layout);
        }
      } catch (CustomerError e) {
        damaged = damaged == null ? e : damaged;
      }
    }
    if (damaged != null) {
      throw damaged;
    }
    return Optional.empty();
  }

  /** An archive whose files are of no layout that is known. */
  static CustomerError notRecognised(SortedMap<String, byte[]> files, String where) {
    return new CustomerError(
        "The archive holds no model that can be recognised (of "
            + names()
            + "); it holds: "
            + String.join(", ", files.keySet())
            + ".",
        where);
  }

  private static ArtifactLayout layout(String algorithm, String where) {
    for (ArtifactLayout layout : layouts()) {
      if (layout.algorithm().equals(algorithm)) {
        return layout;
      }
    }
    throw new CustomerError(
        "Models of '" + algorithm + "' are not known; known are those of " + names() + ".", where);
  }

  private static List<ArtifactLayout> layouts() {
    return ServiceLoader.load(ArtifactLayout.class, ModelArtifacts.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(ArtifactLayout::algorithm))
        .toList();
  }

  private static String names() {
    return layouts().stream().map(ArtifactLayout::algorithm).collect(Collectors.joining(", "));
  }
}
