/** A metric over two hyperparameters: a field for each pair of values, or areas between scattered settings. */
function pairsView(app) {
  const { data, state, look } = app;
  const MOST_VALUES = 40;
  const STEPS = [44, 30];
  const LEVELS = 10;
  const MOST_POINTS = 500;
  if (data.axes.length < 2) {
    document.getElementById("pairs-view").hidden = true;
    return () => {};
  }
  const chart = app.chart("pairs");
  const choose = (i) => (name) => {
    const pair = state.get("pair").slice();
    pair[i] = name;
    state.set({ pair });
  };
  app.chooser(
    "pairs-x",
    () => data.axes.map((axis) => axis.name),
    () => state.get("pair")[0],
    choose(0),
  );
  app.chooser(
    "pairs-y",
    () => data.axes.map((axis) => axis.name),
    () => state.get("pair")[1],
    choose(1),
  );
  // the fields of a grid are equally large, whatever their values
  const isScattered = () => !grid(...state.get("pair").map(data.axis), data.of(state.get("metric")));
  app.logButton("pairs-log-x", () => state.get("pair")[0], isScattered);
  app.logButton("pairs-log-y", () => state.get("pair")[1], isScattered);

  const isLog = (axis) => axis.numeric && axis.canLog && state.isLog(axis.name);

  /** The fields where the settings fill a good part of a grid, or have words; else nothing. */
  const grid = (x, y, of) => {
    if (!x || !y) return null;
    const [width, height] = [x.distinct.length, y.distinct.length];
    if (width > MOST_VALUES || height > MOST_VALUES) return null;
    const list = fields(x, y, of);
    const words = !(x.numeric && y.numeric) && list.length > 0;
    return words || list.length >= 0.3 * width * height ? list : null;
  };

  /** The pairs of values that were tried, each with its settings and figures. */
  const fields = (x, y, of) => {
    const found = new Map();
    of.ranked.forEach((s) => {
      const [i, j] = [
        x.distinct.indexOf(x.numeric ? x.at(s) : x.text(s)),
        y.distinct.indexOf(y.numeric ? y.at(s) : y.text(s)),
      ];
      const key = i + "," + j;
      if (!found.has(key)) found.set(key, { i, j, settings: [], values: [] });
      const field = found.get(key);
      field.settings.push(s);
      field.values.push(...data.settings[s].trials.map((t) => of.values[t]));
    });
    return [...found.values()].map((field) => ({ ...field, ...summary(field.values) }));
  };

  const label = (metric) => metric + " over " + state.get("pair")[0] + " and " + state.get("pair")[1];

  const drawGrid = (x, y, of, list) => {
    const metric = state.get("metric");
    const good = goodnessOf(
      list.map((field) => field.mean),
      metric,
    );
    const any = state.anySelected();
    // figures that do not fit into their fields are left to the tooltip
    const longest = Math.max(...list.map((field) => number(field.mean, 3).length));
    const room = (chart.instance.getWidth() - 106) / x.distinct.length;
    const written = list.length <= 120 && !look.narrow() && 7 * longest + 4 <= room;
    const category = (axis, name, gap) => ({
      type: "category",
      data: axis.distinct.map((v) => (axis.numeric ? number(v, 4) : shortened(v, 14))),
      ...look.named(name, gap),
      axisLabel: { color: look.faint() },
      axisLine: { lineStyle: { color: look.faint() } },
      splitArea: { show: false },
    });
    chart.show(
      {
        grid: { left: 92, right: 14, top: 12, bottom: 84 },
        xAxis: category(x, x.name, 28),
        yAxis: category(y, y.name, 74),
        ...legend(
          list.map((field) => field.mean),
          metric,
        ),
        tooltip: {
          ...look.tooltip(),
          formatter: (item) => {
            const f = list[item.dataIndex];
            return (
              "<b>" +
              escaped(x.name + " = " + x.distinct[f.i] + ", " + y.name + " = " + y.distinct[f.j]) +
              "</b><br>" +
              escaped(metric) +
              " " +
              number(f.mean) +
              (f.n > 1 ? " (sd " + number(f.sd, 3) + ")" : "") +
              "<br>" +
              counted(f.n, "training") +
              " of " +
              counted(f.settings.length, "setting")
            );
          },
        },
        series: [
          {
            type: "heatmap",
            animation: false,
            progressive: 0,
            label: { show: written, fontSize: 11, formatter: (item) => number(list[item.dataIndex].mean, 3) },
            emphasis: { itemStyle: { borderColor: look.ink(), borderWidth: 2 } },
            data: list.map((field) => {
              const selected = field.settings.some(state.isSelected);
              const share = good(field.mean);
              return {
                value: [field.i, field.j, field.mean],
                visualMap: false,
                label: { color: any && !selected ? look.faint() : inkOn(share) },
                itemStyle: {
                  color: look.ramp(share),
                  opacity: any && !selected ? 0.25 : 1,
                  borderColor: any && selected ? look.ink() : look.ground(),
                  borderWidth: any && selected ? 2.5 : 1,
                },
              };
            }),
          },
        ],
      },
      "The mean of " +
        label(metric) +
        ", over whatever else differs and all seeds. Click a field to select its settings." +
        (list.length < x.distinct.length * y.distinct.length ? " Empty fields were not tried." : ""),
    );
    fieldsShown = list;
  };

  const inkOn = (share) => (share > 0.5 !== look.dark.matches ? "#ffffff" : "#1d2126");

  const goodnessOf = (means, metric) => {
    const low = Math.min(...means);
    const high = Math.max(...means);
    return (value) =>
      high > low
        ? data.directionOf(metric) === "SCORE"
          ? (value - low) / (high - low)
          : (high - value) / (high - low)
        : 1;
  };

  const legend = (means, metric) => {
    const low = Math.min(...means);
    const high = Math.max(...means);
    const stops = look.rampStops();
    return {
      visualMap: {
        show: true,
        type: "continuous",
        seriesIndex: 99,
        min: low,
        max: high > low ? high : low + 1,
        calculable: false,
        orient: "horizontal",
        left: "center",
        bottom: 0,
        itemWidth: 12,
        itemHeight: 150,
        text: [number(high, 4), number(low, 4)],
        textStyle: { color: look.faint() },
        inRange: { color: data.directionOf(metric) === "SCORE" ? stops : stops.reverse() },
      },
    };
  };

  /** Areas of like values between scattered settings: each place has the mean of the others, near ones weighing more. */
  const drawAreas = (x, y, of) => {
    const metric = state.get("metric");
    const place = (axis) => {
      const at = (v) => (isLog(axis) ? Math.log(v) : v);
      const list = of.ranked.map((s) => at(axis.at(s)));
      const low = Math.min(...list);
      const high = Math.max(...list);
      return {
        share: (v) => (high > low ? (at(v) - low) / (high - low) : 0.5),
        back: (share) => (isLog(axis) ? Math.exp(low + share * (high - low)) : low + share * (high - low)),
      };
    };
    const [px, py] = [place(x), place(y)];
    const known = evenly(of.ranked, 600).map((s) => [px.share(x.at(s)), py.share(y.at(s)), of.bySetting[s].mean]);
    const means = known.map((k) => k[2]).sort((a, b) => a - b);
    // a few values far off would leave one color for the rest
    const bounds = [means[Math.floor(0.02 * (means.length - 1))], means[Math.ceil(0.98 * (means.length - 1))]];
    const good = goodnessOf(bounds, metric);
    const width = Math.max(0.05, 0.35 / Math.sqrt(known.length));
    const cells = [];
    for (let i = 0; i < STEPS[0]; i++) {
      for (let j = 0; j < STEPS[1]; j++) {
        const [u, v] = [(i + 0.5) / STEPS[0], (j + 0.5) / STEPS[1]];
        let sum = 0;
        let weight = 0;
        for (const [a, b, value] of known) {
          const w = 1 / (((u - a) ** 2 + (v - b) ** 2) / (width * width) + 0.05) ** 2;
          sum += w * value;
          weight += w;
        }
        cells.push([
          px.back(i / STEPS[0]),
          px.back((i + 1) / STEPS[0]),
          py.back(j / STEPS[1]),
          py.back((j + 1) / STEPS[1]),
          Math.floor(LEVELS * Math.min(0.999, Math.max(0, good(sum / weight)))) / (LEVELS - 1),
        ]);
      }
    }
    const any = state.anySelected();
    const chosen = any ? of.ranked.filter(state.isSelected).slice(0, MOST_POINTS) : [];
    const shown = [...new Set([...evenly(of.ranked, MOST_POINTS), ...chosen])];
    chart.show(
      {
        grid: { left: 92, right: 14, top: 12, bottom: 84 },
        xAxis: look.axisOf(x, { ...look.named(x.name, 28), splitLine: { show: false } }),
        yAxis: look.axisOf(y, { ...look.named(y.name, 74), splitLine: { show: false } }),
        ...legend(bounds, metric),
        tooltip: {
          ...look.tooltip(),
          formatter: (item) => (item.seriesType === "scatter" ? app.settingTip(item.value[2]) : ""),
        },
        series: [
          {
            type: "custom",
            silent: true,
            animation: false,
            z: 1,
            clip: true,
            data: cells,
            encode: { x: [0, 1], y: [2, 3] },
            renderItem: (params, api) => {
              const [l, b] = api.coord([api.value(0), api.value(2)]);
              const [r, t] = api.coord([api.value(1), api.value(3)]);
              // whole pixels, so that fields neither overlap nor leave gaps
              return {
                type: "rect",
                shape: {
                  x: Math.round(l),
                  y: Math.round(t),
                  width: Math.round(r) - Math.round(l),
                  height: Math.round(b) - Math.round(t),
                },
                style: { fill: look.ramp(api.value(4)), opacity: 0.7 },
              };
            },
          },
          {
            type: "scatter",
            animation: false,
            z: 3,
            data: shown.map((s) => ({
              value: [x.at(s), y.at(s), s],
              symbolSize: any && state.isSelected(s) ? 11 : 6.5,
              itemStyle: {
                color: any && state.isSelected(s) ? look.selectedColor(s) : look.ramp(good(of.bySetting[s].mean)),
                borderColor: look.ink(),
                borderWidth: any && state.isSelected(s) ? 2 : 0.8,
                opacity: any && !state.isSelected(s) ? 0.3 : 1,
              },
            })),
          },
        ],
      },
      "Each point is a setting, in the color of its mean " +
        metric +
        "; the areas between are guessed from the points around (weights fall with the fourth power of the distance; " +
        LEVELS +
        " steps from the worst 2 % to the best), and are worth little where points are few." +
        (shown.length < of.ranked.length
          ? " Drawn are " + counted(shown.length, "setting") + " of " + grouped(of.ranked.length) + "."
          : ""),
    );
    fieldsShown = [];
  };

  let fieldsShown = [];
  chart.instance.on("click", (event) => {
    if (event.seriesType === "scatter") {
      state.toggle(event.value[2], "pairs");
      return;
    }
    const field = fieldsShown[event.dataIndex];
    if (!field) return;
    const ids = field.settings.map((s) => data.settings[s].id);
    const all = ids.every((id) => state.get("selected").includes(id));
    state.set(
      {
        selected: all
          ? state.get("selected").filter((id) => !ids.includes(id))
          : [...new Set([...state.get("selected"), ...ids])],
      },
      "pairs",
    );
  });

  return (keys) => {
    if (!app.touches(keys, "metric", "selected", "log", "pair")) return;
    const [x, y] = state.get("pair").map(data.axis);
    const of = data.of(state.get("metric"));
    if (!x || !y || of.ranked.length === 0) return;
    const list = grid(x, y, of);
    if (list) drawGrid(x, y, of, list);
    else drawAreas(x, y, of);
  };
}
