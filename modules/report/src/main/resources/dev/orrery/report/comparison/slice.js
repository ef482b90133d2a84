/** A metric by a hyperparameter: every training a point, and the mean with its interval. */
function sliceView(app) {
  const { data, state, look } = app;
  const MOST_POINTS = 4000;
  const MOST_GROUPS = 8;
  const BINS = 8;
  const chart = app.chart("slice");
  app.axisChooser("slice-x", "x");
  app.axisChooser("slice-color", "color", "nothing");
  app.logButton("slice-log-x", () => state.get("x"));
  app.logButton("slice-log-y", () => state.get("metric"));

  /** Which group a setting is in, and the groups' names: the values of a hyperparameter, or ranges of them. */
  const grouping = (axis) => {
    if (!axis) return { names: [""], of: () => 0 };
    if (axis.distinct.length <= MOST_GROUPS)
      return {
        names: axis.distinct.map((v) => axis.name + " = " + v),
        of: (s) => axis.distinct.indexOf(axis.numeric ? axis.at(s) : axis.text(s)),
      };
    if (!axis.numeric)
      return {
        names: [...axis.distinct.slice(0, MOST_GROUPS - 1), "others"],
        of: (s) => Math.min(MOST_GROUPS - 1, axis.at(s)),
      };
    const bounds = [0, 1, 2, 3, 4].map((i) => axis.distinct[Math.floor((i * axis.distinct.length) / 4.0001)]);
    bounds[4] = axis.distinct[axis.distinct.length - 1];
    const group = (v) => Math.max(0, [1, 2, 3].filter((i) => v >= bounds[i]).length);
    return {
      names: [0, 1, 2, 3].map((i) => axis.name + " " + number(bounds[i], 3) + " to " + number(bounds[i + 1], 3)),
      of: (s) => group(axis.at(s)),
    };
  };

  /** The mean with its interval at every place, or over ranges of like many points where places are many. */
  const means = (points) => {
    const byPlace = new Map();
    points.forEach((point) => byPlace.set(point.x, [...(byPlace.get(point.x) || []), point.y]));
    const places = [...byPlace.keys()].sort((a, b) => a - b);
    if (places.length <= 60 && points.length >= 1.5 * places.length)
      return { binned: false, list: places.map((x) => ({ x, ...summary(byPlace.get(x)) })) };
    const sorted = points.slice().sort((a, b) => a.x - b.x);
    const bins = Math.max(1, Math.min(BINS, Math.floor(sorted.length / 4)));
    return {
      binned: true,
      list: Array.from({ length: bins }, (_, i) => {
        const part = sorted.slice(Math.floor((i * sorted.length) / bins), Math.floor(((i + 1) * sorted.length) / bins));
        return { x: part[Math.floor(part.length / 2)].x, ...summary(part.map((point) => point.y)) };
      }),
    };
  };

  const draw = () => {
    const metric = state.get("metric");
    const axis = data.axis(state.get("x"));
    if (!axis) return;
    const { values } = data.of(metric);
    const groups = grouping(data.axis(state.get("color")));
    const logX = axis.numeric && state.isLog(axis.name);
    const all = [];
    for (let t = 0; t < data.count; t++) {
      const s = data.trials.setting[t];
      if (values[t] !== null) all.push({ t, s, x: axis.at(s), y: values[t], group: groups.of(s) });
    }
    const any = state.anySelected();
    const points =
      all.length <= MOST_POINTS
        ? all
        : [...evenly(all, MOST_POINTS), ...(any ? all.filter((p) => state.isSelected(p.s)).slice(0, MOST_POINTS) : [])];
    const colored = groups.names.length > 1;
    let binned = false;
    const series = [];
    groups.names.forEach((name, g) => {
      const color = colored ? look.palette(g) : look.accent();
      // words and groups lie beside each other where they would hide each other
      const shift = axis.numeric ? 0 : (g - (groups.names.length - 1) / 2) * Math.min(0.16, 0.8 / groups.names.length);
      const spread = axis.numeric ? () => 0 : (t) => (((t * 0.618034) % 1) - 0.5) * 0.1;
      const mine = points.filter((p) => p.group === g);
      series.push({
        type: "scatter",
        name,
        color,
        animation: false,
        progressive: 0,
        z: 2,
        data: mine.map((p) => ({
          value: [p.x + shift + spread(p.t), p.y, p.t],
          symbol: data.trials.status[p.t] === 1 ? "emptyCircle" : "circle",
          symbolSize: any && state.isSelected(p.s) ? 10 : points.length > 1500 ? 4 : 6.5,
          itemStyle: any
            ? state.isSelected(p.s)
              ? { color: look.selectedColor(p.s), opacity: 1, borderColor: look.ground(), borderWidth: 1 }
              : { color: look.faint(), opacity: 0.2 }
            : { opacity: 0.45 },
        })),
      });
      const mean = means(all.filter((p) => p.group === g));
      binned = binned || mean.binned;
      if (!all.some((p) => p.group === g)) return;
      const strong = colored ? color : look.palette(3);
      const style = { color: strong, opacity: any ? 0.55 : 1 };
      if (axis.numeric)
        series.push({
          type: "line",
          name,
          color: strong,
          animation: false,
          silent: true,
          z: 4,
          symbolSize: 5,
          symbol: "circle",
          lineStyle: { width: 2.2, ...style },
          itemStyle: style,
          data: mean.list.map((m) => [m.x, m.mean]),
        });
      series.push(
        app.whiskers(
          mean.list.map((m) => [m.x + shift, m.mean, m.mean - m.half, m.mean + m.half]),
          style,
          name,
        ),
      );
    });
    const y = look.axis(
      metric,
      points.map((p) => p.y),
      look.named(metric, 62),
    );
    chart.show(
      {
        grid: { left: 82, right: 18, top: colored ? 50 : 16, bottom: 50 },
        legend: colored
          ? {
              top: 0,
              type: "scroll",
              data: groups.names,
              textStyle: { color: look.ink() },
              pageTextStyle: { color: look.ink() },
              pageIconColor: look.accent(),
              pageIconInactiveColor: look.line(),
            }
          : undefined,
        xAxis: look.axisOf(axis, look.named(axis.name, 30)),
        yAxis: y,
        tooltip: {
          ...look.tooltip(),
          formatter: (item) => (item.seriesType === "scatter" ? app.trialTip(item.value[2]) : ""),
        },
        series,
      },
      "Each point is a training; the line is the mean of " +
        metric +
        " (" +
        data.directionWords(metric) +
        ") " +
        (binned
          ? "over up to " + BINS + " ranges of " + axis.name + " with as many trainings each"
          : "at each value of " + axis.name) +
        (colored ? " and color" : "") +
        ", over whatever else differs, and the bar its 95 % interval (Student's t)." +
        (axis.meaning ? " " + axis.name + ": " + axis.meaning : "") +
        (points.length < all.length
          ? " Drawn are " +
            counted(MOST_POINTS, "training") +
            " of " +
            grouped(all.length) +
            ", evenly spaced; the means are over all."
          : "") +
        (data.trials.status.some((status) => status === 1) ? " Hollow points were stopped early." : "") +
        (logX ? " The horizontal axis is logarithmic." : ""),
    );
  };
  chart.instance.on("click", (event) => {
    if (event.seriesType === "scatter") state.toggle(data.trials.setting[event.value[2]], "slice");
  });
  return (keys) => {
    if (app.touches(keys, "metric", "selected", "log", "x", "color")) draw();
  };
}
