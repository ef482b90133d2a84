package dev.orrery.tuning.compare;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import dev.orrery.tuning.Trial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every combination of the values of some hyperparameters, each trained with several seeds and on
 * several folds.
 *
 * @param variations in order; the last one varies fastest
 * @param repetitions seeds of each setting, from 1
 * @param folds folds of each seed; 1 without cross-validation
 */
public record Grid(List<Variation> variations, int repetitions, int folds) {

  /** Most trainings of a comparison. */
  public static final int MOST = 100_000;

  /**
   * Checks the size.
   *
   * @throws CustomerError when there are too many trainings, or a name is given twice
   */
  public Grid {
    variations = List.copyOf(variations);
    if (repetitions < 1 || repetitions > MOST) {
      throw new CustomerError("Expected at least 1 repetition, found " + repetitions, "--repeat");
    }
    Set<String> names = new HashSet<>();
    double trainings = (double) repetitions * folds;
    for (Variation variation : variations) {
      if (!names.add(variation.name())) {
        throw new CustomerError(
            "'" + variation.name() + "' varies twice; give all its values at once",
            Variation.where(variation.name()));
      }
      trainings *= variation.values().size();
    }
    if (trainings > MOST) {
      throw new CustomerError(
          Text.format(
              "This would be %.0f trainings, more than %d; give fewer values, or use 'orrery tune', which looks for the best without trying all",
              trainings, MOST),
          "--vary");
    }
  }

  static CustomerError tooMany(String name) {
    return new CustomerError(
        "The range of '" + name + "' has more than " + MOST + " values; give a greater step",
        Variation.where(name));
  }

  /** The combinations, by name. */
  public List<Map<String, String>> settings() {
    List<Map<String, String>> settings = List.of(Map.of());
    for (Variation variation : variations) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> setting : settings) {
        for (String value : variation.values()) {
          Map<String, String> more = new LinkedHashMap<>(setting);
          more.put(variation.name(), value);
          longer.add(more);
        }
      }
      settings = longer;
    }
    return settings;
  }

  /** The trainings: of each setting in order all seeds, of each seed all folds. */
  public List<Trial> trials() {
    List<Trial> trials = new ArrayList<>();
    for (Map<String, String> setting : settings()) {
      for (int repetition = 0; repetition < repetitions; repetition++) {
        for (int fold = 0; fold < folds; fold++) {
          trials.add(new Trial(setting, repetition, fold));
        }
      }
    }
    return trials;
  }
}
