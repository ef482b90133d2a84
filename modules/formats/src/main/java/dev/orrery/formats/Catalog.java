package dev.orrery.formats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.EditDistance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The samples that can be read: those that come with Orrery, as {@code catalog.json} in their
 * folder lists them, and those that were fetched, each of which has a {@code catalog.json} in a
 * folder of its own below {@link #fetched}.
 */
public final class Catalog {

  /** Name of the file that lists the samples of a folder. */
  static final String FILE = "catalog.json";

  private final Path folder;
  private final List<Sample> samples;
  private final List<String> downloads;

  private Catalog(Path folder, List<Sample> samples, List<String> downloads) {
    this.folder = folder;
    this.samples = List.copyOf(samples);
    this.downloads = List.copyOf(downloads);
  }

  /**
   * Reads the catalog of a folder. A folder without a catalog has no samples.
   *
   * @throws CustomerError when the catalog is not the JSON that was expected
   */
  public static Catalog load(Path datasetsFolder) throws IOException {
    List<Sample> samples = new ArrayList<>();
    List<String> downloads = new ArrayList<>();
    JsonNode root = read(datasetsFolder);
    for (JsonNode node : root.path("samples")) {
      samples.add(sample(node, datasetsFolder, ""));
    }
    root.path("downloads").forEach(node -> downloads.add(node.path("name").asText()));
    Path fetched = fetched(datasetsFolder);
    if (Files.isDirectory(fetched)) {
      try (Stream<Path> folders = Files.list(fetched)) {
        for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
          for (JsonNode node : read(folder).path("samples")) {
            samples.add(sample(node, folder, folder.toAbsolutePath() + "/"));
          }
        }
      }
    }
    return new Catalog(datasetsFolder, samples, downloads);
  }

  /**
   * Where fetched data sets lie, each in a folder of its name: what the environment variable {@code
   * ORRERY_DATA} (or the property {@code orrery.data}) says, else {@code fetched} below the
   * samples.
   */
  public static Path fetched(Path datasetsFolder) {
    String named = System.getProperty("orrery.data", System.getenv("ORRERY_DATA"));
    return named == null || named.isBlank() ? datasetsFolder.resolve("fetched") : Path.of(named);
  }

  private static JsonNode read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return MissingNode.getInstance();
    }
    try {
      return new ObjectMapper().readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new CustomerError(file + " is not JSON", file.toString(), e);
    }
  }

  /** Names of the data sets that can be fetched. */
  public List<String> downloads() {
    return downloads;
  }

  /** All samples, in the order of the catalog. */
  public List<Sample> samples() {
    return samples;
  }

  /** The sample of a name. */
  public Optional<Sample> find(String name) {
    return samples.stream().filter(sample -> sample.name().equals(name)).findFirst();
  }

  /** Where a sample's file lies. */
  public Path path(Sample sample) {
    return folder.resolve(sample.file());
  }

  /** The sample whose file lies at a path. */
  Optional<Sample> at(Path path) throws IOException {
    for (Sample sample : samples) {
      Path file = path(sample);
      if (path.endsWith(file.getFileName()) && Files.exists(file) && Files.isSameFile(file, path)) {
        return Optional.of(sample);
      }
    }
    return Optional.empty();
  }

  /** The sample whose name is most like a word, if one is at all like it. */
  public Optional<Sample> nearest(String word) {
    return samples.stream()
        .min(Comparator.comparingInt(sample -> EditDistance.of(word, sample.name())))
        .filter(
            sample ->
                EditDistance.of(word, sample.name()) <= Math.max(2, sample.name().length() / 3)
                    || word.length() > 2 && sample.name().contains(word));
  }

  /**
   * A sample of a catalog.
   *
   * @param folder the catalog's
   * @param before what stands before the name of its file
   */
  private static Sample sample(JsonNode node, Path folder, String before) throws IOException {
    Map<String, Map<String, String>> presets = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> preset : node.path("presets").properties()) {
      Map<String, String> values = new LinkedHashMap<>();
      preset.getValue().properties().forEach(e -> values.put(e.getKey(), e.getValue().asText()));
      presets.put(preset.getKey(), values);
    }
    return new Sample(
        node.path("name").asText(),
        node.path("title").asText(),
        before + node.path("file").asText(),
        node.path("source").asText(),
        optional(node.path("doi")),
        node.path("licence").asText(),
        node.path("citation").asText(),
        node.path("rows").asLong(),
        features(node, folder),
        optional(node.path("label")),
        texts(node.path("drop")),
        texts(node.path("one_hot")),
        texts(node.path("label_words")),
        node.path("sha256").asText(),
        node.path("teaches").asText(),
        presets);
  }

  /** Names of the features: in the catalog, or one a line in a file beside it. */
  private static List<String> features(JsonNode node, Path folder) throws IOException {
    JsonNode file = node.path("features_file");
    return file.isTextual()
        ? Files.readAllLines(folder.resolve(file.asText()))
        : texts(node.path("features"));
  }

  private static Optional<String> optional(JsonNode node) {
    return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.asText()));
    return List.copyOf(texts);
  }
}
