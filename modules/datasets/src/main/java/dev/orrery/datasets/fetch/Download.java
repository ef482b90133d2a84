package dev.orrery.datasets.fetch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.core.error.CustomerError;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A data set of the catalog that is fetched from its own address, under its own terms.
 *
 * @param name what it is called
 * @param title one line on what the rows are
 * @param source who publishes it
 * @param doi its DOI, where it has one
 * @param licence its licence in a few words
 * @param terms what the licence asks, in short
 * @param termsUrl where the terms are in full
 * @param citation what to cite
 * @param teaches what it is good for
 * @param files what is downloaded
 * @param conversion how it becomes rows; see {@link Conversion}
 * @param samples the samples that come of it, as the catalog describes them but for what only the
 *     conversion knows
 */
public record Download(
    String name,
    String title,
    String source,
    Optional<String> doi,
    String licence,
    String terms,
    String termsUrl,
    String citation,
    String teaches,
    List<RemoteFile> files,
    String conversion,
    List<JsonNode> samples) {

  /** Keeps copies. */
  public Download {
    files = List.copyOf(files);
    samples = List.copyOf(samples);
  }

  /**
   * A file to download.
   *
   * @param name what it is called here
   * @param url its address, by https
   * @param bytes its size, where it is known
   * @param maxBytes what it must not exceed
   * @param sha256 the SHA-256 that are good: first that of the address, then of the same content as
   *     others pack it; empty where nobody is known to tell
   * @param toldBy who tells it
   */
  public record RemoteFile(
      String name,
      URI url,
      Optional<Long> bytes,
      long maxBytes,
      List<String> sha256,
      String toldBy) {

    /** Keeps a copy. */
    public RemoteFile {
      sha256 = List.copyOf(sha256);
    }
  }

  /** Whether every file's SHA-256 is known. */
  public boolean digestsKnown() {
    return files.stream().noneMatch(file -> file.sha256().isEmpty());
  }

  /** Names of the samples that come of it. */
  public List<String> sampleNames() {
    return samples.stream().map(sample -> sample.path("name").asText()).toList();
  }

  /**
   * The downloads that the catalog of a folder lists.
   *
   * @throws CustomerError when the catalog is not JSON
   */
  public static List<Download> all(Path datasetsFolder) throws IOException {
    Path file = datasetsFolder.resolve("catalog.json");
    List<Download> all = new ArrayList<>();
    if (Files.isRegularFile(file)) {
      try {
        for (JsonNode node :
            new ObjectMapper().readTree(Files.readString(file)).path("downloads")) {
          all.add(of(node));
        }
      } catch (JsonProcessingException e) {
        throw new CustomerError(file + " is not JSON", file.toString(), e);
      }
    }
    return all;
  }

  private static Download of(JsonNode node) {
    List<RemoteFile> files = new ArrayList<>();
    for (JsonNode file : node.path("files")) {
      List<String> digests = new ArrayList<>();
      file.path("sha256").forEach(digest -> digests.add(digest.asText()));
      Optional<Long> bytes =
          file.has("bytes") ? Optional.of(file.path("bytes").asLong()) : Optional.empty();
      files.add(
          new RemoteFile(
              file.path("name").asText(),
              URI.create(file.path("url").asText()),
              bytes,
              bytes.orElse(file.path("max_bytes").asLong()),
              digests,
              file.path("told_by").asText()));
    }
    List<JsonNode> samples = new ArrayList<>();
    node.path("samples").forEach(samples::add);
    return new Download(
        node.path("name").asText(),
        node.path("title").asText(),
        node.path("source").asText(),
        node.has("doi") ? Optional.of(node.path("doi").asText()) : Optional.empty(),
        node.path("licence").asText(),
        node.path("terms").asText(),
        node.path("terms_url").asText(),
        node.path("citation").asText(),
        node.path("teaches").asText(),
        files,
        node.path("conversion").asText(),
        samples);
  }
}
