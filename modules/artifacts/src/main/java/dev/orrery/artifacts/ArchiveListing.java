package dev.orrery.artifacts;

import dev.orrery.core.error.CustomerError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What is inside a model archive.
 *
 * @param model the model; empty when the files are of no layout that is known
 * @param unknown why there is no model; empty when there is one
 * @param files the files in the order of their names
 */
public record ArchiveListing(
    Optional<ModelArtifacts> model, Optional<String> unknown, List<ArchiveFile> files) {

  /**
   * Reads an archive of ours, of SageMaker's, or any other with files in it.
   *
   * @throws CustomerError when it is no archive, or when it or a file in it is damaged
   */
  public static ArchiveListing of(Path archive) throws IOException {
    SortedMap<String, byte[]> contents = ModelArchive.read(archive);
    ModelArtifacts.refuseEmptyModel(contents, archive.toString());
    List<ArchiveFile> files = new ArrayList<>();
    contents.forEach(
        (name, bytes) -> {
          try {
            files.add(ArchiveFile.of(name, bytes));
          } catch (CustomerError e) {
            throw new CustomerError(e.getMessage(), archive + " " + name, e);
          }
        });
    if (!ModelArtifacts.isKnown(contents)) {
      String unknown = ModelArtifacts.notRecognised(contents, archive.toString()).getMessage();
      return new ArchiveListing(Optional.empty(), Optional.of(unknown), files);
    }
    ModelArtifacts model = ModelArtifacts.of(contents, archive.toString());
    return new ArchiveListing(Optional.of(model), Optional.empty(), files);
  }
}
