// Draws every chart from the JSON beside it, when it comes near; in the dark, and for print, with other colours.
(function () {
  'use strict';
  var NIGHT = {
    '#12436D': '#7FB8EA', '#F46A25': '#F79A6B', '#28A197': '#55C7BD', '#801650': '#E08BB8', '#3D3D3D': '#C4C8CB',
    '#A285D1': '#C2ADE6', '#1A1A1A': '#F0F2F3', '#55595C': '#B5BABE', '#D9DCDF': '#3E4448', '#FFFFFF': '#16191B',
    '18,67,109': '127,184,234', '244,106,37': '247,154,107', '40,161,151': '85,199,189', '128,22,80': '224,139,184'
  };
  var PAGE = 680;  // Width of a printed page, in pixels.
  var dark = window.matchMedia('(prefers-color-scheme: dark)');
  var settings = {displayModeBar: false, responsive: true, scrollZoom: false, doubleClick: false};
  var specs = Array.from(document.querySelectorAll('script[data-for]'));
  var drawn = new Set();

  // The library is only read when the first chart is, so that the answer is on the screen before.
  function ready() {
    if (window.Plotly) { return; }
    var library = document.createElement('script');
    library.textContent = document.getElementById('plotly').textContent;
    document.head.appendChild(library);
  }

  function draw(script, night, width) {
    ready();
    var text = script.textContent;
    if (night) {
      Object.keys(NIGHT).forEach(function (day) { text = text.split(day).join(NIGHT[day]); });
    }
    var spec = JSON.parse(text);
    if (width) { spec.layout.width = width; }
    drawn.add(script);
    return Plotly.react(script.dataset.for, spec.data, spec.layout, settings);
  }

  function again(night, width, all) {
    specs.forEach(function (script) { if (all || drawn.has(script)) { draw(script, night, width); } });
  }

  function open(all) {
    document.querySelectorAll('details.fold').forEach(function (fold) { fold.open = all; });
  }

  // Of several figures one is shown.
  function choose(choice) {
    var chosen = choice.querySelector('select').selectedIndex;
    choice.querySelectorAll('.chosen').forEach(function (part, at) {
      part.hidden = at !== chosen;
      var chart = part.querySelector('.chart');
      if (!part.hidden && chart && chart.classList.contains('js-plotly-plot')) { Plotly.Plots.resize(chart); }
    });
  }

  var near = new IntersectionObserver(function (seen) {
    seen.forEach(function (one) {
      if (one.isIntersecting) {
        near.unobserve(one.target);
        draw(document.querySelector('script[data-for="' + one.target.id + '"]'), dark.matches);
      }
    });
  }, {rootMargin: '800px'});

  document.querySelectorAll('.choice').forEach(function (choice) {
    choice.querySelector('select').addEventListener('change', function () { choose(choice); });
    choose(choice);
  });
  specs.forEach(function (script) { near.observe(document.getElementById(script.dataset.for)); });
  dark.addEventListener('change', function () { again(dark.matches); });
  window.addEventListener('beforeprint', function () { again(false, PAGE, true); open(true); });
  window.addEventListener('afterprint', function () { again(dark.matches); open(false); });
  document.documentElement.dataset.ready = 'yes';
})();
