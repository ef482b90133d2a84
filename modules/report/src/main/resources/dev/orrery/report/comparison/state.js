/** What the reader chose: kept in the address after the #, so that it can be shared. */
function makeState(data) {
  const defaults = () => {
    const shown = data.axes.filter((axis) => axis.distinct.length > 1);
    const first = (shown[0] || data.axes[0] || { name: "" }).name;
    return {
      metric: data.raw.objective,
      selected: [], // numbers of settings, in the order in which they were chosen
      x: first,
      color: "",
      pair: [first, (shown[1] || shown[0] || { name: "" }).name],
      curve: "",
      log: new Set(data.axes.filter((axis) => axis.logarithmic && axis.canLog).map((axis) => axis.name)),
      flip: new Set(),
      a: 0,
      b: 0,
      sort: "mean",
      falling: false,
      filter: "",
    };
  };

  /** 1, 2, 3, 7 as 1-3.7 */
  const packed = (ids) => {
    const parts = [];
    for (let i = 0; i < ids.length; i++) {
      const from = ids[i];
      while (i + 1 < ids.length && ids[i + 1] === ids[i] + 1) i++;
      parts.push(ids[i] === from ? String(from) : from + "-" + ids[i]);
    }
    return parts.join(".");
  };
  const unpacked = (text) =>
    text
      .split(".")
      .filter(Boolean)
      .flatMap((part) => {
        const [from, to] = part.split("-").map(Number);
        if (!(from >= 0) || (to !== undefined && !(to - from < 1e6))) return [];
        return Array.from({ length: (to ?? from) - from + 1 }, (_, i) => from + i);
      })
      .filter((id) => data.position.has(id));

  const codecs = {
    metric: [String, (text, usual) => (data.metrics.includes(text) ? text : usual)],
    selected: [packed, unpacked],
    x: [String, (text, usual) => (data.axis(text) ? text : usual)],
    color: [String, (text) => (data.axis(text) ? text : "")],
    pair: [
      (pair) => pair.join("~"),
      (text, usual) => (text.split("~").length === 2 && text.split("~").every(data.axis) ? text.split("~") : usual),
    ],
    curve: [String, String],
    log: [(set) => [...set].sort().join("~"), (text) => new Set(text.split("~").filter(Boolean))],
    flip: [(set) => [...set].sort().join("~"), (text) => new Set(text.split("~").filter(Boolean))],
    a: [String, (text) => (data.position.has(Number(text)) ? Number(text) : 0)],
    b: [String, (text) => (data.position.has(Number(text)) ? Number(text) : 0)],
    sort: [String, String],
    falling: [(yes) => (yes ? "1" : "0"), (text) => text === "1"],
    filter: [String, String],
  };

  const listeners = [];
  let now = defaults();

  const read = () => {
    now = defaults();
    for (const [key, value] of new URLSearchParams(location.hash.slice(1))) {
      if (codecs[key]) now[key] = codecs[key][1](value, now[key]);
    }
  };
  const write = () => {
    const usual = defaults();
    const chosen = new URLSearchParams();
    for (const key of Object.keys(codecs)) {
      const text = codecs[key][0](now[key]);
      if (text !== codecs[key][0](usual[key])) chosen.set(key, text);
    }
    history.replaceState(null, "", "#" + chosen);
  };
  const tell = (keys, origin) => listeners.forEach((listener) => listener(new Set(keys), origin));

  read();
  addEventListener("hashchange", () => {
    read();
    tell(Object.keys(codecs), "address");
  });

  const state = {
    get: (key) => now[key],
    /** Changes some choices; the origin is the view that did, which need not be drawn anew. */
    set(changes, origin) {
      Object.assign(now, changes);
      write();
      tell(Object.keys(changes), origin);
    },
    reset() {
      now = defaults();
      write();
      tell(Object.keys(codecs), "reset");
    },
    onChange: (listener) => listeners.push(listener),
    isSelected: (s) => now.selected.includes(data.settings[s].id),
    anySelected: () => now.selected.length > 0,
    /** Selects a setting, or no longer. */
    toggle(s, origin) {
      const id = data.settings[s].id;
      const selected = now.selected.includes(id) ? now.selected.filter((other) => other !== id) : [...now.selected, id];
      state.set({ selected }, origin);
    },
    toggleIn(key, name) {
      const set = new Set(now[key]);
      if (!set.delete(name)) set.add(name);
      state.set({ [key]: set });
    },
    isLog: (name) => now.log.has(name),
  };
  return state;
}
