/** The page: makes the views, tells them of every choice, and has what they share. */
(() => {
  const data = readData(JSON.parse(document.getElementById("comparison-data").textContent));
  const state = makeState(data);
  const look = makeLook(data, state);
  const el = (id) => document.getElementById(id);
  const updates = []; // of choosers and buttons
  const instances = {};

  const tip = (title, lines) => "<b>" + escaped(title) + "</b><br>" + lines.filter(Boolean).map(escaped).join("<br>");
  const app = {
    data,
    state,
    look,
    instances,
    touches: (keys, ...mine) => mine.some((key) => keys.has(key)) || keys.has("look"),
    /** A chart in the element of an id, with its caption in id-caption. */
    chart(id) {
      const box = el(id);
      const instance = echarts.init(box, null, { renderer: "canvas" });
      instances[id] = instance;
      new ResizeObserver(() => {
        if (box.clientWidth > 0) instance.resize();
      }).observe(box);
      box.setAttribute("role", "img");
      return {
        instance,
        show(option, caption) {
          instance.setOption(
            { textStyle: { fontFamily: getComputedStyle(document.body).fontFamily }, ...option },
            { notMerge: true },
          );
          el(id + "-caption").textContent = caption;
          box.setAttribute("aria-label", box.dataset.title + ". " + caption);
        },
        height(pixels) {
          box.style.height = pixels + "px";
          instance.resize();
        },
      };
    },
    chooser(id, options, value, choose, words = (text) => text) {
      const select = el(id);
      select.addEventListener("change", () => choose(select.value));
      updates.push(() => {
        const list = options();
        if (list.length !== select.options.length || list.some((text, i) => select.options[i].value !== text))
          select.replaceChildren(...list.map((text) => element("option", { value: text, textContent: words(text) })));
        select.value = value();
      });
    },
    axisChooser(id, key, none) {
      app.chooser(
        id,
        () => [...(none ? [""] : []), ...data.axes.map((axis) => axis.name)],
        () => state.get(key),
        (name) => state.set({ [key]: name }),
        (name) => name || none,
      );
    },
    /** A button for the logarithmic axis of a name, where that has a use. */
    logButton(id, name, useful = () => true) {
      const button = el(id);
      button.addEventListener("click", () => state.toggleIn("log", name()));
      updates.push(() => {
        const axis = data.axis(name());
        const can = axis ? axis.canLog : !data.metrics.includes(name()) || data.of(name()).low > 0;
        button.hidden = !can || !useful();
        button.setAttribute("aria-pressed", String(state.isLog(name())));
      });
    },
    /** Vertical bars with caps at [x, middle, low, high]. */
    whiskers: (rows, style, name) => ({
      type: "custom",
      name,
      animation: false,
      silent: true,
      z: 3,
      data: rows.filter((row) => Number.isFinite(row[2])),
      encode: { x: 0, y: [2, 3] },
      renderItem(params, api) {
        const [x, low] = api.coord([api.value(0), api.value(2)]);
        const [, high] = api.coord([api.value(0), api.value(3)]);
        const [, middle] = api.coord([api.value(0), api.value(1)]);
        const line = (x1, y1, x2, y2) => ({
          type: "line",
          shape: { x1, y1, x2, y2 },
          style: { stroke: style.color, lineWidth: 1.8, opacity: style.opacity },
        });
        return {
          type: "group",
          children: [
            line(x, low, x, high),
            line(x - 4, low, x + 4, low),
            line(x - 4, high, x + 4, high),
            line(x - 7, middle, x + 7, middle),
          ],
        };
      },
    }),
    settingTip(s) {
      const f = data.of(state.get("metric")).bySetting[s];
      return tip("Setting " + data.settings[s].id, [
        ...data.axes.map((axis) => axis.name + " = " + axis.text(s)),
        state.get("metric") + " " + number(f.mean) + (f.n > 1 ? " (sd " + number(f.sd, 3) + ", n " + f.n + ")" : ""),
      ]);
    },
    trialTip(t) {
      const s = data.trials.setting[t];
      return tip("Training " + data.trials.id[t] + ", setting " + data.settings[s].id, [
        ...data.axes.map((axis) => axis.name + " = " + axis.text(s)),
        "seed " + (data.trials.repetition[t] + 1) + (data.folds > 1 ? ", fold " + (data.trials.fold[t] + 1) : ""),
        state.get("metric") + " " + number(data.of(state.get("metric")).values[t]),
        data.trials.status[t] ? data.statusWords[data.trials.status[t]] + ": " + data.reason(t) : "",
      ]);
    },
  };

  app.chooser(
    "metric",
    () => data.metrics,
    () => state.get("metric"),
    (metric) => state.set({ metric, sort: "mean", falling: false }),
  );
  el("clear").addEventListener("click", () => state.set({ selected: [] }, "clear"));
  el("reset").addEventListener("click", () => state.reset());

  const views = Object.entries({
    settings: tableView,
    parallel: parallelView,
    slice: sliceView,
    pairs: pairsView,
    curves: curvesView,
    history: historyView,
    importance: importanceView,
    folds: foldsView,
    difference: differenceView,
    against: againstView,
  }).map(([id, make]) => ({ id, update: make(app) }));
  const chips = () => {
    const ids = state.get("selected");
    el("selected").replaceChildren(
      ...ids.slice(0, 6).map((id) => {
        const s = data.position.get(id);
        const chip = element(
          "button",
          {
            type: "button",
            className: "chip",
            title: "Select no longer: " + data.name(s),
            onclick: () => state.toggle(s, "chip"),
          },
          element("span", { className: "dot" }),
          shortened(id + ": " + data.name(s), 34),
          " \u00d7",
        );
        chip.firstChild.style.background = look.selectedColor(s);
        return chip;
      }),
      ids.length > 6
        ? "and " + grouped(ids.length - 6) + " more"
        : ids.length === 0
          ? "Nothing is selected: click a row, a line, a point or a field, or drag along an axis of the parallel coordinates."
          : "",
    );
    el("clear").hidden = ids.length === 0;
    el("metric-direction").textContent = data.directionWords(state.get("metric"));
    el("announced").textContent = ids.length ? counted(ids.length, "setting") + " selected" : "";
  };

  /** Views in sight follow at once; the others one after the other, so that nothing stutters. */
  const later = new Map();
  let timer = 0;
  const inSight = (id) => {
    const box = el(id).getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight;
  };
  const next = () => {
    const [first] = later;
    timer = 0;
    if (!first) return;
    later.delete(first[0]);
    first[0].update(first[1], "later");
    if (later.size) timer = setTimeout(next, 0);
  };
  const tell = (keys, origin) => {
    updates.forEach((update) => update());
    chips();
    for (const view of views) {
      const all = new Set([...(later.get(view) || []), ...keys]);
      const now = inSight(view.id) || origin === view.id;
      if (now) {
        later.delete(view);
        view.update(all, origin);
      } else later.set(view, all);
    }
    if (later.size && !timer) timer = setTimeout(next, 0);
  };
  app.isQuiet = () => later.size === 0;
  state.onChange(tell);
  look.dark.addEventListener("change", () => tell(new Set(["look"]), "look"));
  let narrow = look.narrow();
  addEventListener("resize", () => {
    if (narrow !== look.narrow()) {
      narrow = look.narrow();
      tell(new Set(["look"]), "look");
    }
  });
  tell(new Set(["look"]), "start");
  globalThis.comparison = app; // for the curious, and for tests
})();
