/** Parallel coordinates: a line for each setting across its hyperparameters and the metric. */
function parallelView(app) {
  const { data, state, look } = app;
  const MOST = 1500;
  const chart = app.chart("parallel");
  const shownAxes = data.axes.filter((axis) => axis.distinct.length > 1 || data.axes.length < 3);
  let drawn = []; // the settings, as lines
  let brushed = false;

  const controls = document.getElementById("parallel-controls");
  const buttons = [...shownAxes.map((axis) => axis.name), ""].map((name) => {
    const metric = name === "";
    const key = () => (metric ? state.get("metric") : name);
    const log = element("button", { type: "button", textContent: "log", onclick: () => state.toggleIn("log", key()) });
    const flip = element("button", {
      type: "button",
      textContent: "flip",
      onclick: () => state.toggleIn("flip", metric ? "~metric" : name),
    });
    const label = element("span", { className: "axis-name" });
    controls.append(element("span", { className: "axis-buttons", role: "group" }, label, log, flip));
    return () => {
      label.textContent = metric ? state.get("metric") : name;
      const axis = data.axis(name);
      log.hidden = axis ? !axis.canLog : !(data.of(key()).low > 0);
      log.setAttribute("aria-pressed", String(state.isLog(key())));
      flip.setAttribute("aria-pressed", String(state.get("flip").has(metric ? "~metric" : name)));
      log.setAttribute("aria-label", "Logarithmic axis for " + key());
      flip.setAttribute("aria-label", "Turn the axis of " + key() + " over");
    };
  });

  const series = () => {
    const { bySetting } = data.of(state.get("metric"));
    const good = data.goodness(state.get("metric"));
    const any = state.anySelected();
    const lines = drawn.map((s) => {
      const selected = state.isSelected(s);
      return {
        name: String(s),
        value: [...shownAxes.map((axis) => (axis.numeric ? axis.at(s) : axis.text(s))), bySetting[s].mean],
        lineStyle: {
          color: any ? (selected ? look.selectedColor(s) : look.faint()) : look.ramp(good(bySetting[s].mean)),
          opacity: any
            ? selected
              ? 1
              : Math.min(0.12, 0.02 + 10 / drawn.length)
            : Math.min(0.7, 0.06 + 80 / drawn.length),
          width: any && selected ? 2.5 : 1.2,
        },
      };
    });
    return {
      type: "parallel",
      data: lines,
      animation: false,
      inactiveOpacity: 0.06,
      activeOpacity: 1,
      progressive: 400,
      emphasis: { lineStyle: { width: 3, opacity: 1 } },
    };
  };

  const parallelAxis = (narrow) => {
    const metric = state.get("metric");
    const of = data.of(metric);
    const common = (name, flip) => ({
      inverse: state.get("flip").has(flip),
      realtime: false,
      name: shortened(name, narrow ? 30 : 22),
      nameLocation: "end",
      nameGap: narrow ? 0 : 18,
      nameTextStyle: {
        color: look.ink(),
        fontSize: 12,
        ...(narrow ? { align: "right", verticalAlign: "bottom", padding: [0, 0, 6, 0] } : { align: "center" }),
      },
      areaSelectStyle: { width: 18, borderWidth: 1, borderColor: look.accent(), color: look.accent(), opacity: 0.25 },
    });
    const letters = {
      color: look.ink(),
      fontSize: 12,
      textBorderColor: look.ground(),
      textBorderWidth: 3,
      hideOverlap: true,
    };
    return [
      ...shownAxes.map((axis, dim) => ({
        dim,
        ...common(axis.name, axis.name),
        ...(axis.numeric
          ? look.axis(axis.name, axis.distinct)
          : { type: "category", data: axis.distinct, axisLine: { lineStyle: { color: look.faint() } } }),
        axisLabel: { ...letters, formatter: (v) => (axis.numeric ? tick(v) : shortened(v, 16)) },
      })),
      {
        dim: shownAxes.length,
        ...common(metric, "~metric"),
        ...look.axis(
          metric,
          of.ranked.map((s) => of.bySetting[s].mean),
        ),
        axisLabel: { ...letters, formatter: tick },
      },
    ];
  };

  const draw = () => {
    const { ranked } = data.of(state.get("metric"));
    const narrow = look.narrow();
    drawn =
      ranked.length <= MOST
        ? ranked.slice()
        : [...new Set([...ranked.slice(0, MOST / 2), ...evenly(ranked, MOST / 2), ...ranked.filter(state.isSelected)])];
    drawn.reverse(); // the best on top
    const missing = data.settings.length - ranked.length;
    chart.show(
      {
        parallel: narrow
          ? { layout: "vertical", left: 30, right: 30, top: 50, bottom: 40 }
          : { left: 60, right: 80, top: 50, bottom: 30 },
        parallelAxis: parallelAxis(narrow),
        tooltip: { ...look.tooltip(), formatter: (item) => app.settingTip(Number(item.name)) },
        series: [series()],
      },
      "Each line is a setting, and its height on the last axis is the mean of " +
        state.get("metric") +
        " (" +
        data.directionWords(state.get("metric")) +
        "); the darker the better, or the lighter on a dark ground. " +
        "Drag along an axis to select, click the axis to undo that, click a line to select one." +
        (drawn.length < ranked.length
          ? " This view shows " +
            counted(drawn.length, "setting") +
            " of " +
            grouped(ranked.length) +
            ": the best " +
            MOST / 2 +
            ", and of all every " +
            Math.ceil(ranked.length / (MOST / 2)) +
            "th."
          : "") +
        (missing
          ? " " +
            counted(missing, "setting") +
            " without a value of this metric " +
            (missing === 1 ? "is" : "are") +
            " not drawn."
          : ""),
    );
    brushed = false;
  };

  chart.instance.on("axisareaselected", () => {
    const model = chart.instance.getModel().getSeriesByIndex(0);
    const option = chart.instance.getModel().queryComponents({ mainType: "parallelAxis" });
    const intervals = option.some((axis) => axis.activeIntervals.length > 0);
    if (!intervals && !brushed) return;
    brushed = intervals;
    const active = intervals
      ? model
          .getRawIndicesByActiveState("active")
          .map((i) => data.settings[drawn[i]].id)
          .sort((a, b) => a - b)
      : [];
    state.set({ selected: active }, "parallel");
  });
  chart.instance.on("click", (event) => {
    if (event.componentType === "series") state.toggle(Number(event.name), "line");
  });

  return (keys, origin) => {
    if (!app.touches(keys, "metric", "selected", "log", "flip")) return;
    buttons.forEach((update) => update());
    if (origin === "parallel") chart.instance.setOption({ series: [series()] });
    else draw();
  };
}
