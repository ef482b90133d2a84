package dev.orrery.formats;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import dev.orrery.formats.Preparation.Column;
import dev.orrery.formats.Preparation.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What to do with each column of one CSV file: where its value goes, and by which words it is read.
 *
 * @param names the columns' names, for messages
 * @param named whether they come from a header
 * @param kinds what each column is read as
 * @param targets index of the (first) feature or of the label that a column becomes
 * @param words words of a label or category column; null for the others
 * @param labels number of labels
 */
record CsvPlan(
    List<String> names, boolean named, Kind[] kinds, int[] targets, Words[] words, int labels) {

  /** How a cell is read. */
  enum Kind {
    SKIPPED,
    NUMBER,
    CATEGORY,
    LABEL
  }

  /**
   * The plan for a file.
   *
   * @param look the file's first lines
   * @param options names the label, or counts those at the front, of a file that has not all the
   *     columns of training
   * @param labelWords words of the label; null when labels are numbers
   * @param categories words of each one-hot column, in order
   */
  static CsvPlan of(
      CsvLook look,
      Preparation preparation,
      String channel,
      ReadOptions options,
      Words labelWords,
      List<Words> categories) {
    int[] source = match(look, preparation, channel, options);
    int columns = look.names().size();
    Kind[] kinds = new Kind[columns];
    int[] targets = new int[columns];
    Words[] words = new Words[columns];
    int[] first = firstFeatures(preparation, categories);
    int labels = 0;
    for (int c = 0; c < columns; c++) {
      kinds[c] = Kind.SKIPPED;
      Role role =
          source[c] == OWN_LABEL
              ? Role.LABEL
              : source[c] < 0 ? Role.DROPPED : preparation.columns().get(source[c]).role();
      switch (role) {
        case FEATURE -> {
          kinds[c] = Kind.NUMBER;
          targets[c] = first[source[c]];
        }
        case ONE_HOT -> {
          kinds[c] = Kind.CATEGORY;
          targets[c] = first[source[c]];
          words[c] = categories.get(ordinal(preparation, source[c]));
        }
        case LABEL -> {
          if (options.keepLabel()) {
            kinds[c] = Kind.LABEL;
            targets[c] = labels++;
            words[c] = labelWords;
          }
        }
        case DROPPED -> {}
      }
    }
    return new CsvPlan(look.names(), look.header(), kinds, targets, words, labels);
  }

  private static final int UNKNOWN = -1;

  /** A label that is no column of training. */
  private static final int OWN_LABEL = -2;

  /** For each column of the file the column of training that it is. */
  private static int[] match(
      CsvLook look, Preparation preparation, String channel, ReadOptions options) {
    List<String> trained = preparation.columns().stream().map(Column::name).toList();
    int columns = look.names().size();
    int[] source = new int[columns];
    int ownLabel =
        preparation.count(Role.LABEL) > 0 ? UNKNOWN : look.labelNamed(options).orElse(UNKNOWN);
    boolean leading = ownLabel < 0 && labelsLead(look, preparation, options);
    if (!leading && ownLabel < 0 && look.names().equals(trained)) {
      Arrays.setAll(source, c -> c);
      return source;
    }
    if (look.header() && preparation.named() && byName(look, preparation, source)) {
      if (ownLabel >= 0) {
        source[ownLabel] = OWN_LABEL;
      }
      return source;
    }
    if (!leading && ownLabel < 0 && columns == trained.size()) {
      Arrays.setAll(source, c -> c);
      return source;
    }
    List<Integer> features = new ArrayList<>();
    for (int c = 0; c < trained.size(); c++) {
      if (feature(preparation.columns().get(c))) {
        features.add(c);
      }
    }
    int labels = columns - features.size();
    int expected = ownLabel >= 0 ? 1 : options.leadingLabels();
    if (labels != expected && (labels != 0 || ownLabel >= 0)) {
      throw DataErrors.featureDim(
          channel, look.file(), features.size(), Math.max(0, columns - expected));
    }
    int next = 0;
    for (int c = 0; c < columns; c++) {
      boolean label = ownLabel >= 0 ? c == ownLabel : c < labels;
      source[c] = label ? OWN_LABEL : features.get(next++);
    }
    return source;
  }

  /** Whether a file without a header is said to begin with its labels, and has room for them. */
  private static boolean labelsLead(CsvLook look, Preparation preparation, ReadOptions options) {
    int labels = options.contentType().map(type -> type.labelSize().orElse(0)).orElse(0);
    int features = preparation.count(Role.FEATURE) + preparation.count(Role.ONE_HOT);
    return !look.header()
        && options.label().isEmpty()
        && labels > 0
        && look.names().size() == features + labels;
  }

  private static boolean feature(Column column) {
    return column.role() == Role.FEATURE || column.role() == Role.ONE_HOT;
  }

  /** Matches by name; false when no feature's name is there. */
  private static boolean byName(CsvLook look, Preparation preparation, int[] source) {
    Arrays.fill(source, UNKNOWN);
    List<String> absent = new ArrayList<>();
    boolean any = false;
    for (int t = 0; t < preparation.columns().size(); t++) {
      Column column = preparation.columns().get(t);
      int c = look.names().indexOf(column.name());
      boolean feature = feature(column);
      if (c >= 0) {
        source[c] = t;
        any |= feature;
      } else if (feature) {
        absent.add(column.name());
      }
    }
    if (any && !absent.isEmpty()) {
      throw new CustomerError(
          Text.format(
              "%s line 1: the header lacks the columns %s, which the training data has",
              look.file(), DataErrors.some(absent)),
          look.file() + " line 1");
    }
    return any;
  }

  /** Index of the first feature of each trained column. */
  private static int[] firstFeatures(Preparation preparation, List<Words> categories) {
    int[] first = new int[preparation.columns().size()];
    int feature = 0;
    int category = 0;
    for (int c = 0; c < first.length; c++) {
      first[c] = feature;
      switch (preparation.columns().get(c).role()) {
        case FEATURE -> feature++;
        case ONE_HOT -> feature += categories.get(category++).size();
        case LABEL, DROPPED -> {}
      }
    }
    return first;
  }

  /** Which of the one-hot columns a column is. */
  private static int ordinal(Preparation preparation, int column) {
    return (int)
        preparation.columns().subList(0, column).stream()
            .filter(other -> other.role() == Role.ONE_HOT)
            .count();
  }

  /** Number of features that the file's columns become. */
  int width() {
    int width = 0;
    for (int c = 0; c < kinds.length; c++) {
      if (kinds[c] == Kind.NUMBER || kinds[c] == Kind.CATEGORY) {
        width = Math.max(width, targets[c] + (words[c] == null ? 1 : words[c].size()));
      }
    }
    return width;
  }

  /** A column as a message calls it. */
  String called(int column) {
    return named
        ? "column '" + DataErrors.shown(names.get(column)) + "'"
        : "column " + (column + 1);
  }
}
