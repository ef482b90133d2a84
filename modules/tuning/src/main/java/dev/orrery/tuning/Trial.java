package dev.orrery.tuning;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * One training of a study.
 *
 * @param varied the hyperparameters that differ between the trainings, by name, as text
 * @param repetition which repetition of the setting, from 0; its seed is that of the study plus
 *     this
 * @param fold which fold of a cross-validation it is tested on, from 0; 0 without
 */
public record Trial(Map<String, String> varied, int repetition, int fold) {

  /** Keeps a copy, in order. */
  public Trial {
    varied = Collections.unmodifiableMap(new LinkedHashMap<>(varied));
  }

  /**
   * What it is known by in a {@link TrialLog}; the order of the hyperparameters does not matter.
   */
  public String key() {
    StringBuilder key = new StringBuilder();
    new TreeMap<>(varied).forEach((name, value) -> key.append(name + "=" + value + ";"));
    return key + "repetition=" + repetition + ";fold=" + fold;
  }
}
