// Draws every chart from the JSON beside it; in the dark, and for print, with other colours.
(function () {
  'use strict';
  var NIGHT = {
    '#12436D': '#7FB8EA', '#F46A25': '#F79A6B', '#28A197': '#55C7BD', '#801650': '#E08BB8', '#3D3D3D': '#C4C8CB',
    '#A285D1': '#C2ADE6', '#1A1A1A': '#F0F2F3', '#55595C': '#B5BABE', '#D9DCDF': '#3E4448', '#FFFFFF': '#16191B',
    '18,67,109': '127,184,234', '244,106,37': '247,154,107', '40,161,151': '85,199,189', '128,22,80': '224,139,184'
  };
  var dark = window.matchMedia('(prefers-color-scheme: dark)');
  var settings = {displayModeBar: false, responsive: true, scrollZoom: false, doubleClick: false};

  function draw(night) {
    document.querySelectorAll('script[data-for]').forEach(function (script) {
      var text = script.textContent;
      if (night) {
        Object.keys(NIGHT).forEach(function (day) { text = text.split(day).join(NIGHT[day]); });
      }
      var spec = JSON.parse(text);
      Plotly.react(script.dataset.for, spec.data, spec.layout, settings);
    });
  }

  function open(all) {
    document.querySelectorAll('details.fold').forEach(function (fold) { fold.open = all; });
  }

  // Of several figures one is shown: drawn first and hidden then, so that each has its size when it is called for.
  function choose(choice) {
    var chosen = choice.querySelector('select').selectedIndex;
    choice.querySelectorAll('.chosen').forEach(function (part, at) {
      part.hidden = at !== chosen;
      if (!part.hidden) { Plotly.Plots.resize(part.querySelector('.chart')); }
    });
  }

  draw(dark.matches);
  document.querySelectorAll('.choice').forEach(function (choice) {
    choice.querySelector('select').addEventListener('change', function () { choose(choice); });
    choose(choice);
  });
  dark.addEventListener('change', function () { draw(dark.matches); });
  window.addEventListener('beforeprint', function () { draw(false); open(true); });
  window.addEventListener('afterprint', function () { draw(dark.matches); open(false); });
})();
