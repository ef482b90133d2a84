// Before the page is drawn: the theme that the reader chose, and that there are programs at all.
document.documentElement.classList.add("js");
try {
  const chosen = localStorage.getItem("orrery-theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
} catch (e) {
  // a page that is opened from a file may have no storage
}
