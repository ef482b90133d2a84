package dev.orrery.cli;

import dev.orrery.artifacts.ModelArtifacts;
import dev.orrery.core.algorithm.Table;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import dev.orrery.factorizationmachines.FactorizationMachinesModel;
import dev.orrery.factorizationmachines.ScoredFeature;
import dev.orrery.formats.Preparation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A factorization machine that an argument names, with what its features are called.
 *
 * @param archive where it was read from
 * @param model the model
 * @param preparation how its rows are read
 */
record LearnedFactors(Path archive, FactorizationMachinesModel model, Preparation preparation) {

  /**
   * The features from one to another.
   *
   * @param first the first
   * @param last the last
   */
  record Items(int first, int last) {}

  /**
   * Reads a run's model or an archive.
   *
   * @throws CustomerError when it is another algorithm's
   */
  static LearnedFactors of(Path from) throws IOException {
    Path archive = ModelSource.archive(from);
    ModelArtifacts loaded = ModelArtifacts.read(archive);
    if (!(loaded.model() instanceof FactorizationMachinesModel model)) {
      throw new CustomerError(
          "A model of factorization-machines was expected, not of " + loaded.algorithm(),
          from.toString());
    }
    return new LearnedFactors(
        archive,
        model,
        ModelSource.preparation(loaded).orElse(Preparation.plain(model.featureDim())));
  }

  /**
   * A feature by its name or its number from 0.
   *
   * @throws CustomerError when there is no such feature
   */
  int feature(String text, String where) {
    int named = preparation.featureNames().indexOf(text);
    if (named >= 0) {
      return named;
    }
    if (text.matches("\\d{1,9}") && Integer.parseInt(text) < model.featureDim()) {
      return Integer.parseInt(text);
    }
    throw new CustomerError(
        Text.format(
            "There is no feature '%s'; expected 0 to %d%s",
            text,
            model.featureDim() - 1,
            preparation.featureNames().isEmpty() ? "" : ", or a name of the training data"),
        where + " " + text);
  }

  /**
   * A range such as {@code 300..419}, of numbers or names, both ends included.
   *
   * @throws CustomerError when it is none
   */
  Items items(String text) {
    String[] ends = text.split("\\.\\.", -1);
    if (ends.length != 2) {
      throw new CustomerError(
          "Expected the first and the last item, such as 300..419, not '" + text + "'",
          "--items " + text);
    }
    return new Items(feature(ends[0], "--items"), feature(ends[1], "--items"));
  }

  /**
   * A line for each answer: its row where there are several, its rank from 1, the feature, its name
   * where it has one, and the score.
   *
   * @param answers the answers for each row
   * @param scoreName what the score is
   */
  Table table(String name, String title, List<List<ScoredFeature>> answers, String scoreName) {
    List<String> names = preparation.featureNames();
    List<String> columns = new ArrayList<>(List.of("row", "rank", "item"));
    if (!names.isEmpty()) {
      columns.add("name");
    }
    columns.add(scoreName);
    List<List<Object>> lines = new ArrayList<>();
    for (int row = 0; row < answers.size(); row++) {
      for (int rank = 0; rank < answers.get(row).size(); rank++) {
        ScoredFeature answer = answers.get(row).get(rank);
        List<Object> line = new ArrayList<>(List.of(row, rank + 1, answer.feature()));
        if (!names.isEmpty()) {
          line.add(names.get(answer.feature()));
        }
        line.add(answer.score());
        lines.add(line);
      }
    }
    return new Table(name, title, columns, lines.size(), lines::get);
  }
}
