// The slider and the day say the same. Without this file there is the day alone.
"use strict";

const DAY = 24 * 60 * 60 * 1000;
document.querySelectorAll("[data-slides]").forEach((slider) => {
  const day = slider.form.elements.day;
  const first = Date.parse(slider.dataset.slides);
  const says = () => slider.setAttribute("aria-valuetext", day.value);
  slider.addEventListener("input", () => {
    const chosen = new Date(first + slider.value * DAY).toISOString().slice(0, 10);
    day.value = chosen < day.min ? day.min : chosen;
    says();
  });
  day.addEventListener("input", () => {
    if (day.value) slider.value = (Date.parse(day.value) - first) / DAY;
    says();
  });
  says();
});
