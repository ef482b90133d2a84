/** The player: which step is shown, and when. */
(() => {
  const data = JSON.parse(document.getElementById("player-data").textContent);
  const steps = data.steps;
  const el = (id) => document.getElementById(id);
  const canvas = el("canvas");
  const stage = makeStage(data, canvas);
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  let current = 0;
  let previous = 0;
  let began = 0; // when the move from previous to current began; 0 when it is over
  let timer = 0;
  let explained = -1; // the plane that the legend tells of

  const moveTime = () => (still.matches ? 0 : Math.min(600, 550 / Number(el("speed").value)));

  const frame = (now) => {
    if (!began) return;
    const share = Math.min(1, Math.max(0, now - began) / moveTime());
    if (!(share < 1)) began = 0;
    stage.draw(previous, current, share < 1 ? share * share * (3 - 2 * share) : 1); // slow, fast, slow
    if (began) requestAnimationFrame(frame);
  };

  const show = (index, quietly) => {
    const target = Math.max(0, Math.min(steps.length - 1, index));
    const plane = steps[target].plane;
    if (plane !== explained) {
      explained = plane;
      stage.legend(el("legend"), target);
    }
    previous = Math.abs(target - current) === 1 ? current : target;
    current = target;
    const step = steps[current];
    el("step-title").textContent = step.title + " ";
    const count = document.createElement("span");
    count.id = "step-count";
    count.textContent = "step " + (current + 1) + " of " + steps.length
      + (data.total > steps.length ? " (number " + step.number + " of " + data.total + ")" : "");
    el("step-title").append(count);
    el("step-why").textContent = step.why;
    el("scrubber").value = String(current + 1);
    el("scrubber").setAttribute("aria-valuetext", count.textContent + ": " + step.title);
    // not disabled in truth, so that the keyboard's focus stays where it is
    el("back").setAttribute("aria-disabled", String(current === 0));
    el("forward").setAttribute("aria-disabled", String(current === steps.length - 1));
    canvas.setAttribute("aria-label", "Drawing of " + count.textContent);
    if (quietly || previous === current || moveTime() === 0) {
      began = 0;
      stage.draw(previous, current, 1);
    } else {
      const running = began;
      began = performance.now();
      if (!running) requestAnimationFrame(frame);
    }
  };

  const pause = () => {
    clearTimeout(timer);
    timer = 0;
    el("play").textContent = "Play";
    el("told").setAttribute("aria-live", "polite");
  };

  const tick = () => {
    if (current === steps.length - 1) { pause(); return; }
    show(current + 1);
    timer = setTimeout(tick, 1400 / Number(el("speed").value));
  };

  const play = () => {
    if (timer) { pause(); return; }
    el("play").textContent = "Pause";
    el("told").setAttribute("aria-live", "off"); // a reader of screens is not chased by the player
    if (current === steps.length - 1) show(0, true);
    timer = setTimeout(tick, 500 / Number(el("speed").value));
  };

  const go = (index) => { pause(); show(index); };

  el("play").addEventListener("click", play);
  el("back").addEventListener("click", () => go(current - 1));
  el("forward").addEventListener("click", () => go(current + 1));
  el("scrubber").max = String(steps.length);
  el("scrubber").addEventListener("input", (event) => go(Number(event.target.value) - 1));
  canvas.addEventListener("pointermove", (event) => { canvas.title = stage.nameAt(event.offsetX, event.offsetY); });
  canvas.addEventListener("click", () => canvas.focus());
  el("stage").addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const on = event.target;
    const keys = { ArrowLeft: () => go(current - 1), ArrowRight: () => go(current + 1), Home: () => go(0), End: () => go(steps.length - 1) };
    if (event.key === " " && on.tagName !== "BUTTON" && on.tagName !== "SELECT") play();
    else if (keys[event.key] && on.tagName !== "SELECT" && on.tagName !== "INPUT") keys[event.key]();
    else return;
    event.preventDefault();
  });
  addEventListener("resize", () => stage.draw(previous, current, 1));
  stage.dark.addEventListener("change", () => { stage.legend(el("legend"), current); stage.draw(previous, current, 1); });

  show(0, true);
})();
