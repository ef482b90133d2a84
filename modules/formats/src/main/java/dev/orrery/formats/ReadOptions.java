package dev.orrery.formats;

import java.util.List;
import java.util.Optional;

/**
 * How to read a data argument. Pure data; made by {@link #builder()}.
 *
 * @param contentType the format; found out by looking when empty
 * @param header whether the first line of CSV is a header
 * @param label name of the label column; without a header its number, from 1
 * @param labelMayLack whether data without the named label column is read as having no label
 * @param labelSize how many first columns are labels when no column is named and the content type
 *     does not say
 * @param keepLabel whether labels are delivered; false removes them (unsupervised training)
 * @param drop names of columns to leave out
 * @param positive the label word that becomes 1
 * @param labelWords what label words become
 * @param dropMissing whether rows with a missing cell are left out
 * @param keepMissing whether features that are missing are delivered as NaN, to be filled in
 * @param oneHot names of columns of words, each of which becomes one column per word
 * @param standardize whether features are shifted and scaled to mean 0 and deviation 1
 * @param split the rows to read
 * @param pipe strictly forwards: whatever needs a first pass is refused
 */
public record ReadOptions(
    Optional<ContentType> contentType,
    Header header,
    Optional<String> label,
    boolean labelMayLack,
    int labelSize,
    boolean keepLabel,
    List<String> drop,
    Optional<String> positive,
    LabelWords labelWords,
    boolean dropMissing,
    boolean keepMissing,
    List<String> oneHot,
    boolean standardize,
    Split split,
    boolean pipe) {

  /** Whether the first line of CSV is a header. */
  public enum Header {
    /** It is. */
    YES,
    /** It is a row. */
    NO,
    /** A first line that is not numeric is a header. */
    AUTO
  }

  /** What label words become. */
  public enum LabelWords {
    /** The numbers that training gave them; if it read none, 0, 1, ... in code-point order. */
    NUMBERED,
    /** The numbers that training gave them; other words are refused. */
    TRAINED,
    /** 1 for the positive one, of two the second, and 0 for all others. */
    POSITIVE
  }

  /** Keeps copies of the lists. */
  public ReadOptions {
    drop = List.copyOf(drop);
    oneHot = List.copyOf(oneHot);
  }

  /** Everything found out by looking; no label columns; all rows. */
  public static ReadOptions defaults() {
    return builder().build();
  }

  /** A builder that starts with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts with these options. */
  public Builder toBuilder() {
    Builder b = new Builder();
    b.contentType = contentType;
    b.header = header;
    b.label = label;
    b.labelMayLack = labelMayLack;
    b.labelSize = labelSize;
    b.keepLabel = keepLabel;
    b.drop = drop;
    b.positive = positive;
    b.labelWords = labelWords;
    b.dropMissing = dropMissing;
    b.keepMissing = keepMissing;
    b.oneHot = oneHot;
    b.standardize = standardize;
    b.split = split;
    b.pipe = pipe;
    return b;
  }

  /**
   * Label columns at the front when no column is named: the content type's word, or the default.
   */
  int leadingLabels() {
    return contentType.map(type -> type.labelSize().orElse(labelSize)).orElse(labelSize);
  }

  /** Whether a label is wanted that nobody named, so that only its place could tell of it. */
  boolean labelByPlace() {
    return keepLabel
        && label.isEmpty()
        && labelSize > 0
        && contentType.map(type -> type.labelSize().isEmpty()).orElse(true);
  }

  /** Collects options. */
  public static final class Builder {
    private Optional<ContentType> contentType = Optional.empty();
    private Header header = Header.AUTO;
    private Optional<String> label = Optional.empty();
    private boolean labelMayLack;
    private int labelSize;
    private boolean keepLabel = true;
    private List<String> drop = List.of();
    private Optional<String> positive = Optional.empty();
    private LabelWords labelWords = LabelWords.NUMBERED;
    private boolean dropMissing;
    private boolean keepMissing;
    private List<String> oneHot = List.of();
    private boolean standardize;
    private Split split = Split.none();
    private boolean pipe;

    private Builder() {}

    /** The format. */
    public Builder contentType(ContentType type) {
      contentType = Optional.of(type);
      return this;
    }

    /** Whether the first line of CSV is a header. */
    public Builder header(Header rule) {
      header = rule;
      return this;
    }

    /** Name of the label column. */
    public Builder label(String name) {
      label = Optional.of(name);
      return this;
    }

    /** Whether the named label column may be missing. */
    public Builder labelMayLack(boolean yes) {
      labelMayLack = yes;
      return this;
    }

    /** Number of label columns at the front when none is named. */
    public Builder labelSize(int columns) {
      labelSize = columns;
      return this;
    }

    /** Whether labels are delivered. */
    public Builder keepLabel(boolean keep) {
      keepLabel = keep;
      return this;
    }

    /** Columns to leave out. */
    public Builder drop(List<String> names) {
      drop = names;
      return this;
    }

    /** The label word that becomes 1. */
    public Builder positive(String word) {
      positive = Optional.of(word);
      return this;
    }

    /** What label words become. */
    public Builder labelWords(LabelWords rule) {
      labelWords = rule;
      return this;
    }

    /** Whether rows with a missing cell are left out. */
    public Builder dropMissing(boolean yes) {
      dropMissing = yes;
      return this;
    }

    /** Whether missing features are delivered as NaN. */
    public Builder keepMissing(boolean yes) {
      keepMissing = yes;
      return this;
    }

    /** Columns of words. */
    public Builder oneHot(List<String> names) {
      oneHot = names;
      return this;
    }

    /** Whether features are standardized. */
    public Builder standardize(boolean yes) {
      standardize = yes;
      return this;
    }

    /** The rows to read. */
    public Builder split(Split rows) {
      split = rows;
      return this;
    }

    /** Strictly forwards. */
    public Builder pipe(boolean yes) {
      pipe = yes;
      return this;
    }

    /** The options. */
    public ReadOptions build() {
      return new ReadOptions(
          contentType,
          header,
          label,
          labelMayLack,
          labelSize,
          keepLabel,
          drop,
          positive,
          labelWords,
          dropMissing,
          keepMissing,
          oneHot,
          standardize,
          split,
          pipe);
    }
  }
}
