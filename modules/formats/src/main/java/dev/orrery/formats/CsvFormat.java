package dev.orrery.formats;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import dev.orrery.formats.Preparation.Column;
import dev.orrery.formats.Preparation.Role;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** CSV: finds header, columns and words (spec A2 and the header rules of the command line). */
final class CsvFormat implements Format {

  private final Request request;
  private final Charset charset;
  private final CsvLook look;
  private final Preparation preparation;
  private final int labelSize;
  private Words labelWords;
  private List<Words> categories;
  private OptionalLong rowsSeen = OptionalLong.empty();

  CsvFormat(Request request) throws IOException {
    this.request = request;
    this.charset = request.options().contentType().orElse(ContentType.of(MediaType.CSV)).charset();
    this.look = firstLook();
    Preparation known = request.learnt();
    boolean reuse = known != null && !known.columns().isEmpty();
    Preparation draft = reuse ? known : draft();
    boolean learnCategories = !reuse && draft.count(Role.ONE_HOT) > 0;
    this.categories = new ArrayList<>();
    for (Column column : draft.columns()) {
      if (column.role() == Role.ONE_HOT) {
        categories.add(learnCategories ? Words.collecting() : Words.of(column.categories()));
      }
    }
    if (reuse) {
      look.labelNamed(request.options()); // refuses a label that is not there
    }
    if (reuse && draft.count(Role.LABEL) == 0) {
      refuseUnnamedLabel();
    }
    boolean words = labelIsWord(draft);
    ReadOptions.LabelWords rule = request.options().labelWords();
    boolean own = !reuse || rule == ReadOptions.LabelWords.POSITIVE;
    if (!words
        && own
        && request.options().keepLabel()
        && request.options().positive().isPresent()) {
      throw new CustomerError(
          Text.format(
              "--positive names a word, but the labels of %s are numbers, which are never renumbered",
              look.file()),
          "--positive");
    }
    boolean mayNumber = !reuse || rule != ReadOptions.LabelWords.TRAINED;
    boolean learnLabels = words && mayNumber && draft.labels().isEmpty();
    this.labelWords =
        learnLabels
            ? Words.collecting()
            : draft.labels().isEmpty() ? null : Words.of(draft.labels());
    if (learnLabels || learnCategories) {
      draft = learn(draft, learnLabels, learnCategories);
    }
    if (draft.featureDim() == 0) {
      throw new CustomerError(
          look.file() + " has no column that is left as a feature", look.file());
    }
    this.preparation = draft;
    this.labelSize = plan(look).labels();
  }

  @Override
  public Preparation preparation() {
    return preparation;
  }

  @Override
  public int labelSize() {
    return labelSize;
  }

  @Override
  public List<String> headerNames() {
    return look.header() ? look.names() : List.of();
  }

  @Override
  public OptionalLong rowsSeen() {
    return rowsSeen;
  }

  @Override
  public RowReader open(DataFile file, RowCounter counter) throws IOException {
    return rows(file, counter, preparation);
  }

  private CsvRows rows(DataFile file, RowCounter counter, Preparation columns) throws IOException {
    CsvPlan plan = plan(file, columns);
    // A file of no lines has no header to pass over.
    return new CsvRows(file, request.channel(), plan, counter, request.options(), charset);
  }

  /** What to do with each column of a file. */
  private CsvPlan plan(DataFile file, Preparation columns) throws IOException {
    boolean first = file.path().equals(request.files().getFirst().path());
    CsvLook own = first ? look : lookAtNext(file);
    return own.names().isEmpty() ? plan(look) : plan(own, columns);
  }

  /** Goes through the lines of a file once more, to write them with what was missing. */
  CsvFilling filling(DataFile file) throws IOException {
    return new CsvFilling(file, plan(file, preparation), charset);
  }

  private CsvPlan plan(CsvLook file) {
    return plan(file, preparation);
  }

  private CsvPlan plan(CsvLook file, Preparation columns) {
    return CsvPlan.of(file, columns, request.channel(), request.options(), labelWords, categories);
  }

  private CsvLook firstLook() throws IOException {
    ReadOptions options = request.options();
    ReadOptions.Header rule =
        options
            .contentType()
            .flatMap(ContentType::header)
            .map(yes -> yes ? ReadOptions.Header.YES : ReadOptions.Header.NO)
            .orElse(options.header());
    for (DataFile file : request.files()) {
      CsvLook found = CsvLook.at(file, rule, charset);
      if (!found.names().isEmpty()) {
        String how = rule == ReadOptions.Header.AUTO ? " (found by looking)" : "";
        request
            .notes()
            .accept(
                found.header()
                    ? Text.format(
                        "%s: the first line is a header of %d columns%s",
                        file.name(), found.names().size(), how)
                    : Text.format(
                        "%s: no header, %d columns%s", file.name(), found.names().size(), how));
        return found;
      }
    }
    throw new CustomerError(request.name() + " is empty: no rows were found", request.name());
  }

  /** A further file has the header of the first, or none. */
  private CsvLook lookAtNext(DataFile file) throws IOException {
    CsvLook own =
        CsvLook.at(file, look.header() ? ReadOptions.Header.AUTO : ReadOptions.Header.NO, charset);
    if (own.names().isEmpty()) {
      return own;
    }
    if (own.names().size() != look.names().size()) {
      throw new CustomerError(
          Text.format(
              "%s has %d columns and %s has %d, where the same number was expected",
              look.file(), look.names().size(), own.file(), own.names().size()),
          own.file());
    }
    if (own.header() && !own.names().equals(look.names())) {
      throw new CustomerError(
          Text.format(
              "%s has the header %s and %s the header %s, where the same was expected",
              look.file(), DataErrors.some(look.names()), own.file(), DataErrors.some(own.names())),
          own.file() + " line 1");
    }
    return own;
  }

  /** Columns and roles as the options name them; words still unknown. */
  private Preparation draft() {
    ReadOptions options = request.options();
    Set<Integer> labels = new java.util.TreeSet<>();
    if (options.label().isPresent()) {
      look.labelNamed(options).ifPresent(labels::add);
    } else {
      if (options.leadingLabels() > look.names().size()) {
        throw new CustomerError(
            Text.format(
                "%s has %d columns where label_size=%d was asked for",
                look.file(), look.names().size(), options.leadingLabels()),
            look.file());
      }
      refuseUnnamedLabel();
      for (int c = 0; c < options.leadingLabels(); c++) {
        labels.add(c);
      }
    }
    Set<Integer> dropped = indexes(options.drop(), "--drop", labels);
    Set<Integer> encoded = indexes(options.oneHot(), "--one-hot", labels);
    List<Column> columns = new ArrayList<>();
    int features = 0;
    for (int c = 0; c < look.names().size(); c++) {
      Role role =
          labels.contains(c)
              ? Role.LABEL
              : encoded.contains(c)
                  ? Role.ONE_HOT
                  : dropped.contains(c) ? Role.DROPPED : Role.FEATURE;
      features += role == Role.FEATURE ? 1 : 0;
      columns.add(new Column(look.names().get(c), role, List.of()));
    }
    tellRoles(columns);
    return new Preparation(
        columns, look.header(), features, Preparation.NO_INDEXES, List.of(), List.of(), List.of());
  }

  /** Columns with names have no order that could tell which is the label. */
  private void refuseUnnamedLabel() {
    if (look.header() && request.options().labelByPlace()) {
      throw new CustomerError(
          Text.format(
              "%s has a header, so its label needs a name: --label NAME, which is one of %s",
              look.file(), DataErrors.some(look.names())),
          "--label");
    }
  }

  private Set<Integer> indexes(List<String> names, String option, Set<Integer> labels) {
    Set<Integer> indexes = new java.util.TreeSet<>();
    for (String name : names) {
      int index = look.index(name, option);
      if (labels.contains(index)) {
        throw new CustomerError(
            Text.format("%s names the column '%s', which is the label", option, name), option);
      }
      indexes.add(index);
    }
    return indexes;
  }

  private void tellRoles(List<Column> columns) {
    String labels = named(columns, Role.LABEL);
    if (!labels.isEmpty()) {
      request
          .notes()
          .accept(
              look.file()
                  + ": label "
                  + labels
                  + (request.options().keepLabel() ? "" : ", which is left out"));
    }
    String dropped = named(columns, Role.DROPPED);
    if (!dropped.isEmpty()) {
      request.notes().accept(look.file() + ": left out " + dropped);
    }
  }

  private String named(List<Column> columns, Role role) {
    return DataErrors.some(
        columns.stream()
            .filter(column -> column.role() == role)
            .map(column -> (look.header() ? "" : "column ") + column.name())
            .toList());
  }

  /** Whether the first label that is not missing is a word. */
  private boolean labelIsWord(Preparation columns) {
    if (!request.options().keepLabel()) {
      return false;
    }
    CsvPlan plan = plan(look, columns);
    if (plan.labels() != 1) {
      return false;
    }
    int label = java.util.Arrays.asList(plan.kinds()).indexOf(CsvPlan.Kind.LABEL);
    return look.rows().stream()
        .filter(row -> label < row.size())
        .map(row -> row.get(label))
        .filter(cell -> CsvLook.number(cell) || CsvLook.word(cell))
        .findFirst()
        .map(CsvLook::word)
        .orElse(false);
  }

  /** The first pass: collects the words of labels and categories over the rows that are read. */
  private Preparation learn(Preparation draft, boolean labels, boolean oneHot) throws IOException {
    if (request.options().pipe()) {
      throw new CustomerError(
          labels
              ? Text.format(
                      "the labels of %s are words, which must be numbered in a first pass over the data;",
                      look.file())
                  + " Pipe mode reads once, so use File mode or labels that are numbers"
              : "--one-hot needs a first pass over the data and Pipe mode reads once; use File mode",
          look.file());
    }
    RowCounter counter = new RowCounter(request.options().split(), 0);
    long seen = 0;
    for (DataFile file : request.files()) {
      try (CsvRows rows = rows(file, counter, draft)) {
        seen += rows.learnWords();
      }
    }
    rowsSeen = OptionalLong.of(seen);
    Preparation learnt = draft;
    if (oneHot) {
      learnt = learnt.withCategories(categories.stream().map(Words::sorted).toList());
      categories =
          learnt.columns().stream()
              .filter(column -> column.role() == Role.ONE_HOT)
              .map(column -> Words.of(column.categories()))
              .toList();
      for (Column column : learnt.columns()) {
        if (column.role() == Role.ONE_HOT) {
          request
              .notes()
              .accept(
                  Text.format(
                      "%s: column '%s' becomes %d columns, one for each of %s",
                      look.file(),
                      column.name(),
                      column.categories().size(),
                      DataErrors.some(column.categories())));
        }
      }
    }
    if (labels) {
      LabelNumbers numbers = LabelNumbers.of(labelWords.sorted(), request.options(), look.file());
      labelWords = numbers.words();
      request.notes().accept(numbers.note());
      learnt = learnt.withLabels(numbers.names());
    }
    return learnt;
  }
}
