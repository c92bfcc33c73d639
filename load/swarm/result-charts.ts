/** The script of the result page: draws the charts from the columns that stand in the page. */

/** Plain browser JavaScript; expects uPlot and the element `columns`. */
export const chartScript = `
const columns = JSON.parse(document.getElementById('columns').textContent)
const place = document.getElementById('charts')
const charts = [
  ['Hosts connected, users relayed', '', [
    ['hosts', 'hostsUp', '#0969da'], ['users', 'relays', '#1a7f37']]],
  ['Connections a second', '', [
    ['asked', 'asked', '#57606a'], ['relayed', 'started', '#1a7f37'],
    ['refused', 'refused', '#cf222e'], ['ended too early', 'broken', '#bf8700']]],
  ['Order to first byte', 'ms', [
    ['p50', 'connectP50', '#0969da'], ['p99', 'connectP99', '#8250df']]],
  ['Round trip', 'ms', [['p50', 'tripP50', '#0969da'], ['p99', 'tripP99', '#8250df']]],
  ['Heartbeats and lost channels a second', '', [
    ['beats', 'beats', '#0969da'], ['channels lost', 'hostsLost', '#cf222e']]],
]
const plots = charts.map(([title, unit, lines]) => {
  const options = {
    title, width: place.clientWidth, height: 240,
    series: [{}, ...lines.map(([label, , stroke]) => ({ label, stroke, width: 1.5,
      value: (plot, value) => value == null ? '–' : Number(value.toPrecision(4)) + ' ' + unit }))],
    axes: [{}, { size: 70, label: unit }],
    cursor: { sync: { key: 'swarm' } },
  }
  const data = [columns.at, ...lines.map(([, name]) => columns[name])]
  return new uPlot(options, data, place)
})
addEventListener('resize', () => {
  for (const plot of plots) plot.setSize({ width: place.clientWidth, height: 240 })
})
`
