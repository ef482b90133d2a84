package dev.orrery.training.rule;

import java.util.Locale;

/** What is done when a rule fires; a warning is told in any case. */
public enum RuleAction {
  /** Nothing more. */
  WARN,
  /** Training is stopped; it can be resumed. */
  STOP,
  /** A program is run. */
  COMMAND;

  /** As it is written in {@code action=}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
