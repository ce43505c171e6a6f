const POINTS = 60;

/** A line for a few dozen numbers, the newest on the right. */
function chart(kind, name, format, least) {
  const area = drawing("path", { class: "area" });
  const stroke = drawing("path", { class: "stroke" });
  const base = drawing("path", { class: "base", d: "M0 40H100" });
  const picture = drawing("svg", { viewBox: "0 0 100 40", preserveAspectRatio: "none", role: "img" }, base, area, stroke);
  const now = element("b");
  const whole = element("div", { className: `chart ${kind}` },
    element("div", { className: "what" }, element("span", {}, name), now), picture);

  function update(values) {
    setText(now, values.length ? format(values.at(-1)) : "–");
    const top = Math.max(least, ...values) * 1.1;
    const at = (value, i) => `${(100 - (values.length - 1 - i) * 100 / (POINTS - 1)).toFixed(2)} ${(40 - 38 * value / top).toFixed(2)}`;
    const line = values.map(at).join("L");
    const start = 100 - (values.length - 1) * 100 / (POINTS - 1);
    stroke.setAttribute("d", values.length > 1 ? `M${line}` : "");
    area.setAttribute("d", values.length > 1 ? `M${line}L100 40L${start.toFixed(2)} 40Z` : "");
    picture.setAttribute("aria-label", values.length
      ? `${name}: now ${format(values.at(-1))}, at most ${format(Math.max(...values))}`
      : `${name}: nothing measured yet`);
  }

  update([]);
  return { whole, update };
}
