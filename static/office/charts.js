// Draws every <figure data-chart> from the JSON inside it. The table stays below for whoever cannot see
// the drawing, and is all there is without JavaScript. No legend to look up: names and values stand at the
// lines and bars. Lines differ by stroke and mark, bars by pattern, so that a black-and-white print can be read.

const STROKES = ["solid", "dashed", "dotted"];
let printing = false; // drawings then have their size for the paper, whatever becomes of the page's width
const MARKS = ["circle", "rect", "triangle"];

function looks() {
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(name).trim();
  return {
    size: Math.min(parseFloat(style.fontSize) * 0.8, 20),
    ink: token("--ink"),
    soft: token("--ink-soft"),
    line: token("--line"),
    family: getComputedStyle(document.body).fontFamily,
    colours: [token("--accent"), token("--today"), token("--ink-soft")],
  };
}

const valueOf = (point) => point?.value ?? null;
const textOf = (point) => (valueOf(point) === null ? "" : String(point.text ?? point.value));
const column = (chart, n) => chart.rows.map((row) => valueOf(row.values[n]));

/** How far each end label must move (px, down is positive) so that none covers another. */
export function spread(heights, gap) {
  const order = heights.map((height, n) => ({ n, height })).sort((a, b) => a.height - b.height);
  const moved = new Array(heights.length).fill(0);
  let floor = -Infinity;
  for (const { n, height } of order) {
    const at = Math.max(height, floor);
    moved[n] = at - height;
    floor = at + gap;
  }
  return moved;
}

function endLabels(chart, look, box) {
  const values = chart.rows.flatMap((row) => row.values.map((point) => valueOf(point) ?? 0));
  const top = Math.max(...values, 1);
  const plot = box.clientHeight - look.size * 5;
  return spread(chart.series.map((_, n) => (1 - (column(chart, n).at(-1) ?? 0) / top) * plot), look.size * 1.4);
}

function lines(chart, look, box) {
  const shifts = endLabels(chart, look, box);
  return chart.series.map((name, n) => ({
    type: "line",
    name,
    data: column(chart, n),
    symbol: MARKS[n % 3],
    symbolSize: 9,
    lineStyle: { width: 2.5, type: STROKES[n % 3] },
    label: { show: chart.series.length === 1 && box.clientWidth / chart.rows.length > look.size * 4, formatter: ({ dataIndex }) => textOf(chart.rows[dataIndex].values[n]), color: look.ink, fontSize: look.size },
    endLabel: {
      show: chart.series.length > 1,
      formatter: () => `${name} ${textOf(chart.rows.at(-1)?.values[n])}`,
      color: look.colours[n % 3],
      fontSize: look.size,
      fontWeight: 600,
      offset: [4, shifts[n]],
    },
  }));
}

function bars(chart, look, across) {
  const many = chart.series.length > 1;
  return chart.series.map((name, n) => ({
    type: "bar",
    name,
    data: column(chart, n),
    barMaxWidth: look.size * 1.9,
    barGap: "15%",
    itemStyle: { borderColor: look.colours[n % 3], borderWidth: 1 },
    label: {
      show: true,
      position: across ? "right" : "top",
      formatter: ({ dataIndex }) => (many && dataIndex === 0 ? `${name}${across ? " " : "\n"}` : "") + textOf(chart.rows[dataIndex].values[n]),
      color: look.ink,
      fontSize: look.size,
    },
  }));
}

function axes(chart, look, width, across) {
  const words = {
    type: "category", data: chart.rows.map((row) => row.label), inverse: across,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: look.soft } },
    axisLabel: { color: look.ink, fontSize: look.size, lineHeight: look.size * 1.25, hideOverlap: true, ...(across && { width: width * 0.34, overflow: "break" }) },
  };
  const numbers = {
    type: "value",
    minInterval: chart.whole === false ? 0 : 1,
    splitNumber: 4,
    axisLabel: { show: !across, color: look.soft, fontSize: look.size },
    splitLine: { show: !across, lineStyle: { color: look.line } },
  };
  return across ? { xAxis: numbers, yAxis: words } : { xAxis: words, yAxis: numbers };
}

/** Bars lie down where standing ones would leave no room for their numbers. */
function liesDown(chart, look, width) {
  if (chart.kind !== "bar") return false;
  const room = width / (chart.rows.length * chart.series.length);
  return Boolean(chart.across) || (chart.series.length > 1 && room < look.size * 3.4);
}

function options(chart, box) {
  const look = looks();
  const across = liesDown(chart, look, box.clientWidth);
  if (across) box.style.height = `${(chart.rows.length * (chart.series.length + 0.6) + 2) * look.size * 1.9}px`;
  const longest = Math.max(...chart.series.map((name) => name.length), 0);
  const named = chart.kind === "line" && chart.series.length > 1;
  return {
    animation: false,
    color: look.colours,
    textStyle: { fontFamily: look.family },
    aria: { enabled: true, decal: { show: chart.kind === "bar" && chart.series.length > 1 } },
    grid: { left: 4, right: named ? (longest + 3) * look.size : look.size * 3, top: look.size * 2, bottom: 4, containLabel: true },
    ...axes(chart, look, box.clientWidth, across),
    series: chart.kind === "line" ? lines(chart, look, box) : bars(chart, look, across),
  };
}

function draw(figure) {
  const chart = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
  const box = figure.querySelector(".chart-canvas");
  if (!chart.rows.length) return;
  box.hidden = false;
  const drawing = window.echarts.init(box);
  const set = () => {
    const how = options(chart, box); // may change the height
    drawing.resize();
    drawing.setOption(how, true);
  };
  set();
  drawing.on("click", ({ seriesIndex, dataIndex }) => {
    const { url } = chart.rows[dataIndex]?.values[seriesIndex] ?? {};
    if (url) location.assign(url);
  });
  new ResizeObserver(() => printing || set()).observe(box);
  addEventListener("beforeprint", () => { printing = true; box.style.width = "640px"; set(); }); // fits A4
  addEventListener("afterprint", () => { printing = false; box.style.width = ""; set(); });
  for (const table of figure.querySelectorAll("details")) table.open = false;
}

for (const figure of document.querySelectorAll("figure[data-chart]")) draw(figure);
