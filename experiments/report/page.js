// The report's behavior: curves, filter and search, light and dark. `document.documentElement.dataset` tells a test what
// happened: ready, shown, errors.
'use strict';
(() => {
  const root = document.documentElement;
  window.addEventListener('error', (event) => { root.dataset.errors = (root.dataset.errors || '') + event.message + ';'; });

  const palette = ['#1f77b4', '#ff7f0e', '#2ca02c', '#d62728', '#9467bd', '#8c564b', '#e377c2', '#17becf'];
  const runs = JSON.parse(document.getElementById('curves').textContent);

  /** Solved against when: a step curve a run, on the union of all moments. */
  function plot(key, label, element) {
    const moments = [...new Set(runs.flatMap((run) => run[key]))].filter((x) => x > 0).sort((a, b) => a - b);
    if (moments.length < 2 || typeof uPlot === 'undefined') return;
    const counts = runs.map((run) => {
      let at = 0;
      return moments.map((moment) => {
        while (at < run[key].length && run[key][at] <= moment) ++at;
        return at;
      });
    });
    const ink = getComputedStyle(root).getPropertyValue('--ink');
    const axis = { stroke: ink, grid: { stroke: '#8884', width: 1 } };
    return new uPlot({
      width: Math.min(620, window.innerWidth - 60),
      height: 320,
      title: `solved against ${label}`,
      scales: { x: { time: false, distr: 3 } },
      axes: [{ ...axis, label }, { ...axis, label: 'tasks solved' }],
      series: [{ label }, ...runs.map((run, k) => ({
        label: run.name, stroke: palette[k % palette.length], width: 2, points: { show: false },
        paths: uPlot.paths.stepped({ align: 1 }),
      }))],
    }, [moments, ...counts], element);
  }

  let plots = [];
  function drawPlots() {
    for (const one of plots) if (one) one.destroy();
    plots = [plot('seconds', 'seconds', document.getElementById('plot-seconds')),
             plot('steps', 'steps', document.getElementById('plot-steps'))];
  }

  const cards = [...document.querySelectorAll('.card')].map((card) => ({
    card, words: card.dataset.words.toLowerCase(), statuses: card.dataset.status.split(' '),
  }));
  const search = document.getElementById('search');
  const status = document.getElementById('status');
  const arm = document.getElementById('arm');
  /** Whether a card has the chosen status, in the chosen arm where there is one. */
  function fitsStatus(statuses) {
    if (!arm.value) return !status.value || statuses.includes(status.value);
    if (status.value === 'differs') return statuses.includes('differs');
    return statuses.some((one) => one.startsWith(`${arm.value}:${status.value}`));
  }
  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const one of cards) {
      const fits = words.every((word) => one.words.includes(word)) && fitsStatus(one.statuses);
      one.card.hidden = !fits;
      if (fits) ++shown;
    }
    document.getElementById('shown').textContent = `${shown} of ${cards.length} tasks`;
    root.dataset.shown = shown;
    const hash = new URLSearchParams();
    if (search.value) hash.set('q', search.value);
    if (status.value) hash.set('status', status.value);
    if (arm.value) hash.set('arm', arm.value);
    history.replaceState(null, '', hash.toString() ? `#${hash}` : location.pathname + location.search);
  }
  search.addEventListener('input', filter);
  status.addEventListener('change', filter);
  arm.addEventListener('change', filter);

  document.getElementById('theme').addEventListener('click', () => {
    const isDark = root.dataset.theme ? root.dataset.theme === 'dark'
                                      : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = isDark ? 'light' : 'dark';
    drawPlots();
  });

  const wanted = new URLSearchParams(location.hash.slice(1));  // a link to a filtered page
  search.value = wanted.get('q') || '';
  status.value = wanted.get('status') || '';
  arm.value = wanted.get('arm') || '';
  drawPlots();
  filter();
  root.dataset.ready = 'yes';
})();
