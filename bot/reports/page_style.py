"""The page's looks: light and dark, narrow and wide, on paper."""

STYLE = """
:root {
  color-scheme: light dark;
  --bg: #f6f8f7; --raised: #fff; --ink: #1b2422; --muted: #586662; --line: #dde5e2; --line-strong: #83938e;
  --attention: #0b7d6c; --selling: #c96f17; --scheduling: #7c8a97;
  --warm: #8a4b00; --warm-soft: #fff1d9; --calm: #0b5d51; --calm-soft: #e2f2ee; --plain-soft: #edf1f0;
  --peak: #0b7d6c2e; --valley: #8a4b0014; --hatch: #8a4b0042; --ring: #0a5ab4; --grid: #e6ecea;
}
@media (prefers-color-scheme: dark) {
  :root {
    --bg: #121617; --raised: #1b2021; --ink: #e6ebe9; --muted: #a2b0ac; --line: #2d3536; --line-strong: #6d7d79;
    --attention: #3cc0a6; --selling: #f2a33a; --scheduling: #8d9ba8;
    --warm: #f5bd70; --warm-soft: #3a2b10; --calm: #7fdcc8; --calm-soft: #17332e; --plain-soft: #262d2e;
    --peak: #3cc0a640; --valley: #f2b25c1a; --hatch: #f2b25c47; --ring: #8fc3ff; --grid: #262d2e;
  }
}
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--bg); color: var(--ink);
  font: 16px/1.5 Inter, "Segoe UI", system-ui, -apple-system, Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif; }
h1, h2, h3, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
ul, ol { list-style: none; }
main, header, footer { max-width: 1000px; margin: 0 auto; padding: 0 24px; }
header { padding-top: 40px; }
h1 { font-size: 30px; line-height: 1.2; letter-spacing: -.02em; text-wrap: balance; }
h2 { font-size: 20px; line-height: 1.3; letter-spacing: -.01em; margin-bottom: 10px; text-wrap: balance; }
h3 { font-size: 16px; line-height: 1.35; overflow-wrap: anywhere; }
section { margin-top: 40px; }
.lead, .note { color: var(--muted); text-wrap: pretty; }
.lead { margin-top: 6px; }
.note { font-size: 14.5px; margin-top: -6px; margin-bottom: 14px; max-width: 70ch; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 12px; top: -80px; padding: 8px 14px; border-radius: 8px; background: var(--raised); color: var(--ink); }
.skip:focus { top: 8px; }
:focus-visible { outline: 2px solid var(--ring); outline-offset: 2px; border-radius: 4px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(200px, 1fr)); gap: 12px; margin-top: 24px; }
.tile, .panel, .account { background: var(--raised); border: 1px solid var(--line); border-radius: 12px; }
.tile { display: flex; flex-direction: column-reverse; justify-content: flex-end; padding: 14px 18px 16px; }
.tile dd { font-size: 30px; font-weight: 650; line-height: 1.2; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.tile dt { font-size: 14.5px; line-height: 1.4; color: var(--muted); text-wrap: pretty; }
.panel { padding: 18px; }
.timeline figcaption { display: flex; flex-wrap: wrap; gap: 4px 20px; justify-content: space-between; font-size: 14.5px; color: var(--muted); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; }
.legend li { display: inline-flex; align-items: center; gap: 6px; }
.key { display: inline-block; width: 12px; height: 12px; border-radius: 3px; flex: none; }
.key.attention { background: var(--attention); } .key.selling { background: var(--selling); } .key.scheduling { background: var(--scheduling); }
.key.up, .key.down { width: 3px; height: 14px; border-radius: 0; }
.key.peak { background: var(--peak); border-top: 2px solid var(--attention); }
.key.valley { background: repeating-linear-gradient(135deg, var(--hatch) 0 1.5px, var(--valley) 1.5px 5px); }
.plot { position: relative; margin: 12px 0 4px; padding-left: 34px; }
.plot svg { display: block; width: 100%; height: 190px; overflow: visible; }
.plot .attention { fill: var(--attention); } .plot .selling { fill: var(--selling); } .plot .scheduling { fill: var(--scheduling); }
.plot .grid { stroke: var(--grid); fill: none; stroke-width: 1; vector-effect: non-scaling-stroke; }
.most, .half { position: absolute; left: 0; width: 28px; text-align: right; font-size: 12.5px; line-height: 1; color: var(--muted); font-variant-numeric: tabular-nums; }
.most { top: -5px; } .half { top: 90px; }
.months { position: relative; height: 20px; margin-top: 3px; font-size: 12.5px; color: var(--muted); overflow: hidden; }
.months span { position: absolute; white-space: nowrap; padding-left: 4px; border-left: 1px solid var(--line-strong); line-height: 16px; }
details { margin-top: 10px; font-size: 14.5px; }
summary { cursor: pointer; color: var(--muted); width: fit-content; }
details table { margin-top: 10px; border-collapse: collapse; font-variant-numeric: tabular-nums; }
details th, details td { padding: 3px 18px 3px 0; text-align: right; font-weight: 400; border-bottom: 1px solid var(--line); }
details th { text-align: left; white-space: nowrap; } details thead th { color: var(--muted); white-space: normal; vertical-align: bottom; }
details thead th + th { text-align: right; }
.list { display: grid; gap: 1px; overflow: hidden; background: var(--line); border: 1px solid var(--line); border-radius: 12px; }
.list li { padding: 12px 18px; background: var(--raised); }
.list p { text-wrap: pretty; }
.head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 10px; }
.badge { padding: 1px 9px; border-radius: 10px; font-size: 13px; font-weight: 600; white-space: nowrap; background: var(--plain-soft); color: var(--ink); }
.badge.due { background: var(--warm-soft); color: var(--warm); }
.badge.steady { background: var(--calm-soft); color: var(--calm); }
.meta { font-size: 14px; color: var(--muted); }
.head .meta { margin-left: auto; }
.more { margin-top: 10px; font-size: 14.5px; color: var(--muted); }
.finder { display: flex; flex-wrap: wrap; align-items: end; gap: 10px 14px; margin-bottom: 12px; }
.finder label { display: grid; gap: 3px; font-size: 14px; color: var(--muted); }
.finder label:first-child { flex: 1 1 240px; }
.finder input, .finder select { width: 100%; min-height: 40px; padding: 6px 12px; border: 1px solid var(--line-strong); border-radius: 8px; background: var(--raised); color: var(--ink); font: inherit; }
.finder output { flex-basis: 100%; font-size: 14px; color: var(--muted); }
.strip-legend { font-size: 14px; color: var(--muted); margin-bottom: 10px; }
.accounts { display: grid; gap: 10px; }
.account { padding: 13px 18px 12px; }
.account > p { font-size: 15px; text-wrap: pretty; margin: 2px 0 8px; }
.axis { position: sticky; top: 0; z-index: 1; padding: 6px 19px 0; margin-bottom: 2px; background: var(--bg); }
.strip { position: relative; }
.strip svg { display: block; width: 100%; height: 40px; }
.strip path { fill: none; vector-effect: non-scaling-stroke; }
.strip .base { stroke: var(--line-strong); stroke-width: 1; opacity: .55; }
.strip .attention { stroke: var(--attention); stroke-width: 2.4; }
.strip .selling { stroke: var(--selling); stroke-width: 2.4; }
.strip .peak { fill: var(--peak); }
.valley { fill: var(--valley); } .hatch { fill: var(--hatch); }
.tag { position: absolute; top: 1px; transform: translateX(-50%); padding: 0 5px; border-radius: 4px; background: var(--raised); color: var(--warm); font-size: 12px; font-weight: 600; line-height: 17px; white-space: nowrap; }
.tag i { font-style: normal; }
footer { margin-top: 44px; padding-bottom: 56px; color: var(--muted); font-size: 14.5px; }
footer p { max-width: 72ch; margin-top: 8px; text-wrap: pretty; }
footer h2 { color: var(--ink); font-size: 16px; }
@media (max-width: 620px) {
  main, header, footer { padding: 0 14px; }
  header { padding-top: 24px; }
  h1 { font-size: 25px; }
  section { margin-top: 32px; }
  .tiles { grid-template-columns: 1fr 1fr; gap: 10px; }
  .tile { padding: 11px 13px 12px; }
  .tile dd { font-size: 25px; } .tile dt { font-size: 13.5px; }
  .panel, .list li, .account { padding-left: 13px; padding-right: 13px; }
  .axis { padding-left: 14px; padding-right: 14px; }
  .months span:nth-child(even) { display: none; }
  .head .meta { margin-left: 0; flex-basis: 100%; }
  .plot { padding-left: 28px; } .most, .half { width: 22px; }
  .tag i { display: none; }
}
@media print {
  :root { color-scheme: light; --bg: #fff; --raised: #fff; --ink: #000; --muted: #444; --line: #bbb;
    --attention: #0b7d6c; --selling: #c96f17; --scheduling: #7c8a97; --warm: #6b3a00; --warm-soft: #fff; --calm: #0b5d51;
    --calm-soft: #fff; --plain-soft: #fff; --peak: #0b7d6c2e; --valley: #8a4b0014; --hatch: #8a4b0042; --grid: #ddd; }
  body { font-size: 11pt; }
  main, header, footer { max-width: none; padding: 0; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .finder, .skip, details { display: none; }
  .badge { border: 1px solid var(--line-strong); }
  .account, .tile, .panel, .list li { break-inside: avoid; }
  .axis { position: static; }
  h2 { break-after: avoid; }
}
"""  # noqa: E501 (not Python)
