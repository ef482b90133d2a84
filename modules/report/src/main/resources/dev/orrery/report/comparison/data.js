/** What is known of the trials: grouped by setting, with the figures of any metric over them. */
function readData(raw) {
  const trials = raw.trials;
  const count = trials.id.length;
  const settings = raw.settings.map((given) => ({
    id: given.id,
    values: given.values,
    trials: [],
    seconds: 0,
    status: [0, 0, 0],
  }));
  for (let t = 0; t < count; t++) {
    const setting = settings[trials.setting[t]];
    setting.trials.push(t);
    setting.seconds += trials.seconds[t];
    setting.status[trials.status[t]]++;
  }
  const position = new Map(settings.map((setting, s) => [setting.id, s]));

  const axes = raw.axes.map((axis, a) => {
    const texts = [...new Set(settings.map((setting) => setting.values[a]))];
    const numbers = axis.numeric ? texts.map(Number).sort((x, y) => x - y) : [];
    return {
      ...axis,
      /** Its values, once each, in order. */
      distinct: axis.numeric ? numbers : texts,
      canLog: axis.numeric && numbers[0] > 0,
      /** The value of a setting: a number, or the number of its word. */
      at: axis.numeric ? (s) => Number(settings[s].values[a]) : (s) => texts.indexOf(settings[s].values[a]),
      text: (s) => settings[s].values[a],
    };
  });

  const figures = new Map();
  /** The figures of a metric: each trial's value, and mean, deviation and number by setting. */
  const of = (metric) => {
    if (figures.has(metric)) return figures.get(metric);
    const values = raw.values[metric] || new Array(count).fill(null);
    const bySetting = settings.map((setting) => summary(setting.trials.map((t) => values[t])));
    const finite = values.filter((v) => v !== null);
    const found = {
      values,
      bySetting,
      low: finite.reduce((a, b) => Math.min(a, b), Infinity),
      high: finite.reduce((a, b) => Math.max(a, b), -Infinity),
    };
    const direction = directionOf(metric);
    found.better = direction === "SCORE" ? (a, b) => a > b : (a, b) => a < b;
    found.ranked = settings
      .map((_, s) => s)
      .filter((s) => bySetting[s].n > 0)
      .sort((a, b) =>
        found.better(bySetting[a].mean, bySetting[b].mean)
          ? -1
          : found.better(bySetting[b].mean, bySetting[a].mean)
            ? 1
            : 0,
      );
    figures.set(metric, found);
    return found;
  };
  const directionOf = (metric) =>
    (
      raw.metrics.find((m) => m.key === metric) ||
      raw.curves.metrics.find((m) => m.key === metric) || { direction: "FIGURE" }
    ).direction;
  /** How good a value is, from 0 for the worst to 1 for the best that a metric has over the settings. */
  const goodness = (metric) => {
    const { bySetting, ranked } = of(metric);
    const means = ranked.map((s) => bySetting[s].mean);
    const low = Math.min(...means.slice(0, 1), ...means.slice(-1));
    const high = Math.max(...means.slice(0, 1), ...means.slice(-1));
    return (value) => {
      if (!(high > low)) return 1;
      const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
      return directionOf(metric) === "SCORE" ? share : 1 - share;
    };
  };
  /** The trainings of a setting as [seed and fold, value], to be paired with those of another. */
  const pairable = (s, metric) =>
    settings[s].trials.map((t) => [trials.repetition[t] + "/" + trials.fold[t], of(metric).values[t]]);
  const name = (s) => axes.map((axis) => axis.name + "=" + axis.text(s)).join(", ");
  const words = { LOSS: "less is better", SCORE: "more is better", FIGURE: "neither less nor more is better" };

  return {
    raw,
    trials,
    count,
    settings,
    position,
    axes,
    of,
    goodness,
    pairable,
    name,
    directionOf,
    metrics: raw.metrics.map((m) => m.key),
    directionWords: (metric) => words[directionOf(metric)],
    statusWords: ["Completed", "Stopped", "Failed"],
    reason: (t) => raw.reasons[trials.id[t]] || "",
    folds: trials.fold.reduce((a, b) => Math.max(a, b), 0) + 1,
    repetitions: trials.repetition.reduce((a, b) => Math.max(a, b), 0) + 1,
    axis: (wanted) => axes.find((axis) => axis.name === wanted),
  };
}

/** A number as people read it, to some significant digits. */
function number(value, digits = 5) {
  if (value === null || value === undefined || Number.isNaN(value)) return "\u2013";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9))
    return Number(value.toPrecision(digits)).toExponential().replace("e+", "e");
  return String(Number(value.toPrecision(Math.max(digits, Math.min(15, Math.floor(Math.log10(size || 1)) + 1)))));
}

/** A number beside an axis, where there is little room. */
function tick(value) {
  return Math.abs(value) >= 1e6 ? Number(value.toPrecision(4)).toExponential().replace("e+", "e") : number(value, 4);
}

/** A count with its thousands apart. */
function grouped(n) {
  return n.toLocaleString("en-US");
}

/** A count with its noun. */
function counted(n, noun) {
  return grouped(n) + " " + noun + (n === 1 ? "" : "s");
}

/** Evenly spaced members of a list, at most some number of them, in order. */
function evenly(list, most) {
  return list.length <= most
    ? list
    : Array.from({ length: most }, (_, i) => list[Math.floor((i * list.length) / most)]);
}
