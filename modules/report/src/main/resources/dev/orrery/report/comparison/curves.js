/** Learning curves: what was measured pass by pass, a line for each training. */
function curvesView(app) {
  const { data, state, look } = app;
  const MOST = 300;
  const curves = data.raw.curves;
  if (curves.metrics.length === 0) {
    document.getElementById("curves-view").hidden = true;
    return () => {};
  }
  const chart = app.chart("curves");
  const keys = curves.metrics.map((m) => m.key);
  /** The chosen curve, else the objective's own, else the one whose name is the most like it. */
  const chosen = () => {
    if (keys.includes(state.get("curve"))) return state.get("curve");
    const name = state.get("metric").split(":").pop();
    return (
      keys.find((key) => key === state.get("metric")) || keys.find((key) => key.split(":").pop() === name) || keys[0]
    );
  };
  app.chooser(
    "curves-metric",
    () => keys,
    chosen,
    (curve) => state.set({ curve }),
  );
  app.logButton("curves-log", () => chosen());

  return (changed) => {
    if (!app.touches(changed, "metric", "selected", "log", "curve")) return;
    const metric = chosen();
    const lines = curves.metrics.find((m) => m.key === metric).lines;
    const { bySetting, ranked } = data.of(state.get("metric"));
    const rank = new Map(ranked.map((s, r) => [s, r]));
    const good = data.goodness(state.get("metric"));
    const settingOf = (line) => data.trials.setting[line.t];
    const any = state.anySelected();
    const byRank = lines.slice().sort((a, b) => (rank.get(settingOf(b)) ?? 1e9) - (rank.get(settingOf(a)) ?? 1e9));
    const faint = evenly(
      byRank.filter((line) => !any || !state.isSelected(settingOf(line))),
      MOST,
    );
    const strong = any ? lines.filter((line) => state.isSelected(settingOf(line))).slice(0, 1000) : [];
    const drawn = [...faint, ...strong];
    const log = state.isLog(metric);
    const item = (line, isStrong) => {
      const s = settingOf(line);
      const coords = line.x.map((x, i) => [x + 1, line.y[i]]).filter(([, y]) => y !== null && (!log || y > 0));
      return {
        coords: coords.length === 1 ? [coords[0], [coords[0][0] + 0.15, coords[0][1]]] : coords,
        t: line.t,
        lineStyle: isStrong
          ? { color: look.selectedColor(s), width: 2.4, opacity: 1 }
          : {
              color: any || !bySetting[s].n ? look.faint() : look.ramp(good(bySetting[s].mean)),
              width: 1,
              opacity: any ? 0.15 : drawn.length > 100 ? 0.4 : 0.7,
            },
      };
    };
    const series = (list, isStrong, z) => ({
      type: "lines",
      coordinateSystem: "cartesian2d",
      polyline: true,
      animation: false,
      z,
      data: list.map((line) => item(line, isStrong)).filter((line) => line.coords.length > 0),
      emphasis: { lineStyle: { width: 3, opacity: 1 } },
    });
    const all = drawn.flatMap((line) => line.y).filter((v) => v !== null && (!log || v > 0));
    const last = drawn.reduce((most, line) => Math.max(most, ...line.x), 0) + 1;
    const axis = look.axis(metric, all, look.named(metric, 62));
    const low = all.reduce((a, b) => Math.min(a, b), Infinity);
    const high = all.reduce((a, b) => Math.max(a, b), -Infinity);
    // lines give an axis no range of its own
    if (axis.type === "value") Object.assign(axis, round(low, high));
    chart.show(
      {
        grid: { left: 82, right: 18, top: 16, bottom: 50 },
        xAxis: {
          ...look.axis("", [1, last]),
          scale: false,
          min: 1,
          max: Math.max(2, last),
          minInterval: 1,
          ...look.named("pass over the training data", 30),
        },
        yAxis: axis,
        tooltip: {
          ...look.tooltip(),
          formatter: (hit) => (hit.data && hit.data.t !== undefined ? app.trialTip(hit.data.t) : ""),
        },
        series: [series(faint, false, 2), series(strong, true, 3)],
      },
      metric +
        " pass by pass (" +
        data.directionWords(metric) +
        "), a line for each training" +
        (any
          ? "; those selected are strong."
          : ", the darker the better its " + state.get("metric") + ", or the lighter on a dark ground.") +
        (curves.kept < curves.total
          ? " This page keeps the curves of " + counted(curves.kept, "training") + " of " + grouped(curves.total) + "."
          : "") +
        (drawn.length < lines.length
          ? " Drawn are " +
            drawn.length +
            " of " +
            counted(lines.length, "curve") +
            ", from the worst to the best evenly."
          : ""),
    );
    chart.onItem = (hit) => {
      if (hit.data && hit.data.t !== undefined) state.toggle(data.trials.setting[hit.data.t], "curves");
    };
    if (!chart.listens) {
      chart.listens = true;
      chart.instance.on("click", (hit) => chart.onItem(hit));
    }
  };
}

/** Bounds at round numbers around two values. */
function round(low, high) {
  const span = high > low ? high - low : Math.abs(high) || 1;
  const step = 10 ** Math.floor(Math.log10(span)) / (span / 10 ** Math.floor(Math.log10(span)) < 3 ? 5 : 1);
  const cut = (v) => Number(v.toPrecision(12));
  return { min: cut(Math.floor(low / step) * step), max: cut(Math.ceil(high / step + 1e-9) * step) };
}
