package dev.orrery.tuning.search;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Proposes settings to try. Proposing changes nothing: equal questions have equal answers. */
public interface Strategy {

  /**
   * The next setting. Its number, from 0, is the number of observations and pending settings
   * together.
   *
   * @param history what has come out so far, in the order in which it was proposed
   * @param pending what was proposed and has not come out yet, in order
   * @return a value per parameter; empty when there is nothing left to try
   */
  Optional<Map<String, String>> propose(
      List<Observation> history, List<Map<String, String>> pending);
}
