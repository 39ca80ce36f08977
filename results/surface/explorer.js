// The explorer without a server: the same surface, the same arithmetic and the same words as results/surface/answer.py.
(function () {
  'use strict';
  var surface = JSON.parse(document.getElementById('surface').textContent);
  var MINUS = '\u2212', NORMAL = 1.959963984540054, LONGEST = 4000, LONGEST_SHOWN = 40;
  var KINDS = {f4: Float32Array, i1: Int8Array, i2: Int16Array};
  var byId = function (id) { return document.getElementById(id); };

  function unpack(packed) {
    var bytes = Uint8Array.from(atob(packed.data), function (letter) { return letter.charCodeAt(0); });
    var flat = Array.from(new KINDS[packed.kind](bytes.buffer), function (one) { return one / packed.scale; });
    if (packed.shape.length === 1) { return flat; }
    var rows = [], wide = packed.shape[1];
    for (var at = 0; at < packed.shape[0]; at += 1) { rows.push(flat.slice(at * wide, (at + 1) * wide)); }
    return rows;
  }
  var points = unpack(surface.points);
  surface.beliefs.forEach(function (one) { one.draws = unpack(one.draws); });
  surface.shapes.forEach(function (one) {
    ['slopes', 'lengths', 'weights'].forEach(function (name) { one[name] = unpack(one[name]); });
    one.near = points.map(function (row) { return row.map(function (x, k) { return x / one.lengths[k]; }); });
  });

  // ------------------------------------------------------------ the surface
  function at(shape, x) {
    var made = shape.constant, scaled = x.map(function (value, k) { return value / shape.lengths[k]; });
    for (var k = 0; k < x.length; k += 1) { made += shape.slopes[k] * x[k]; }
    var bells = 0;
    for (var p = 0; p < points.length; p += 1) {
      var far = 0, row = shape.near[p];
      for (var j = 0; j < row.length; j += 1) { var gap = scaled[j] - row[j]; far += gap * gap; }
      bells += shape.weights[p] * Math.exp(-0.5 * far);
    }
    return made + shape.height * bells;
  }

  function coordinate(effect, value) {
    var where = effect.logarithmic ? Math.log(value) : value;
    return Math.min(Math.max((where - effect.middle) / effect.half, effect.least), effect.most);
  }
  function valueAt(effect, x) {
    var where = effect.middle + effect.half * x;
    return effect.logarithmic ? Math.exp(where) : where;
  }
  function leverAt(lever, value) { return 2 * (value - lever.low) / (lever.high - lever.low) - 1; }
  function belief(view) { return surface.beliefs.find(function (one) { return one.name === view.belief; }); }
  function levers(view) {
    return surface.levers.map(function (one) {
      return leverAt(one, one.name in view.moved ? view.moved[one.name] : one.value);
    });
  }
  function point(view) {
    var values = belief(view).values;
    return surface.effects.map(function (one, k) {
      return coordinate(one, one.name in view.held ? view.held[one.name] : values[k]);
    }).concat(levers(view));
  }
  function drawn(view) {
    var moved = levers(view);
    return belief(view).draws.map(function (row) {
      return row.map(function (x, k) {
        var one = surface.effects[k];
        return one.name in view.held ? coordinate(one, view.held[one.name]) : x;
      }).concat(moved);
    });
  }

  // ------------------------------------------------------------ estimates
  function erf(x) {
    var t = 1 / (1 + 0.3275911 * Math.abs(x));
    var tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    return (x < 0 ? -1 : 1) * (1 - tail * Math.exp(-x * x));
  }
  function quantile(sorted, share) {
    var place = share * (sorted.length - 1), under = Math.floor(place), over = Math.ceil(place);
    return sorted[under] + (place - under) * (sorted[over] - sorted[under]);
  }
  function estimate(values, shape) {
    var n = values.length, mean = values.reduce(function (a, b) { return a + b; }, 0) / n;
    var between = values.reduce(function (a, b) { return a + (b - mean) * (b - mean); }, 0) / (n - 1);
    var common = shape.error * shape.error + shape.spread * shape.spread, size = Math.sqrt(common), low, high;
    if (between > 1e-12 * common) {
      var wider = Math.sqrt(1 + common / between), sorted = values.slice().sort(function (a, b) { return a - b; });
      low = mean + wider * (quantile(sorted, 0.025) - mean);
      high = mean + wider * (quantile(sorted, 0.975) - mean);
    } else {
      low = mean - NORMAL * size; high = mean + NORMAL * size;
    }
    var above = values.reduce(function (sum, one) {
      return sum + 0.5 * (1 + erf((one + shape.shift) / size / Math.SQRT2));
    }, 0) / n;
    return {mean: mean + shape.shift, low: low + shape.shift, high: high + shape.shift, above: above};
  }

  // ------------------------------------------------------------ words, as results/words.py has them
  function grouped(text) {
    var parts = text.split('.');
    parts[0] = parts[0].replace(/\B(?=(\d{3})+$)/g, ',');
    return parts.join('.');
  }
  // Ties are broken as Python breaks them: to the even figure, where the double is exactly half-way.
  function rounded(size, places) {
    if (places >= 0) { return Number(size.toFixed(places)); }
    var unit = Math.pow(10, -places), low = Math.floor(size / unit), rest = size / unit - low;
    if (rest > 0.5 || (rest === 0.5 && low % 2 === 1)) { low += 1; }
    return low * unit;
  }
  function figures(size, whole) {
    var places = 2 - Math.floor(Math.log10(size));
    if (whole) { places = Math.min(places, 0); }
    var near = rounded(size, places), text = grouped(near.toFixed(Math.max(0, Math.min(places, 6))));
    return text.indexOf('.') >= 0 && near >= 1 ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
  }
  function number(value, sign) {
    if (!isFinite(value)) { return 'n/a'; }
    if (value === 0) { return '0'; }
    var before = value < 0 ? MINUS : sign ? '+' : '', size = Math.abs(value);
    return before + (size >= 1e7 ? figures(size / 1e6, false) + ' million' : figures(size, size >= 20));
  }
  function joined(parts, last) {
    if (parts.length < 2) { return parts.join(''); }
    return parts.slice(0, -1).join(', ') + ' ' + (last || 'and') + ' ' + parts[parts.length - 1];
  }
  function settled(one) { return one.low > 0 || one.high < 0; }
  function sure(one) {
    var way = one.mean > 0 ? 'more' : 'less', chance = Math.max(one.above, 1 - one.above);
    if (settled(one)) { return 'clearly ' + way; }
    return chance >= 0.9 ? 'probably ' + way : chance >= 0.75 ? 'leans to ' + way : 'not settled';
  }
  function brief(row) {
    var gap = row.difference.mean, size = Math.abs(gap) >= 1 ? Math.round(Math.abs(gap)) : Math.abs(gap);
    return number(size) + ' ' + (gap > 0 ? 'more' : row.shape.countable ? 'fewer' : 'less') + ' ' + row.shape.noun;
  }
  function otherLabel(view) {
    return surface.other.label + (Object.keys(view.moved).length ? ' with its levers moved' : '');
  }
  function sentence(view, rows) {
    var known = rows.filter(function (row) { return settled(row.difference); });
    var open = rows.filter(function (row) { return !settled(row.difference); }), said = [];
    if (known.length) {
      said.push(otherLabel(view) + ' would mean ' + joined(known.map(brief)) + ', compared with ' + surface.base.label + '.');
    }
    if (open.length) {
      var nouns = open.map(function (row) { return row.shape.noun; });
      said.push('The evidence does not settle whether there would be more or fewer ' + joined(nouns, 'or') + '.');
      if (!known.length) {
        said.push('Best estimates are ' + joined(rows.map(brief)) + ', but each could have the other sign.');
      }
    }
    return said.join(' ');
  }

  function ask(view) {
    var draws = drawn(view), here = point(view);
    var rows = surface.shapes.map(function (shape) {
      var values = draws.map(function (x) { return at(shape, x); });
      return {shape: shape, difference: estimate(values, shape), here: at(shape, here), error: NORMAL * shape.error};
    });
    return {rows: rows, sentence: sentence(view, rows)};
  }

  // ------------------------------------------------------------ the address
  function first() { return {belief: surface.beliefs[0].name, held: {}, moved: {}}; }
  function shown(text) {
    var plain = text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, ' ');
    return plain.length <= LONGEST_SHOWN ? plain : plain.slice(0, LONGEST_SHOWN) + '\u2026';
  }
  function readQuery(query) {
    var view = first(), refused = [], seen = {}, ends = {};
    surface.effects.forEach(function (one) { ends['hold.' + one.name] = [view.held, one]; });
    surface.levers.forEach(function (one) { ends['lever.' + one.name] = [view.moved, one]; });
    if (query.length > LONGEST) { return {view: view, refused: 'The address is too long, so it was not read.'}; }
    new URLSearchParams(query).forEach(function (text, key) {
      var known = Object.prototype.hasOwnProperty.call(ends, key) && ends[key];
      if (Object.prototype.hasOwnProperty.call(seen, key)) { refused.push(shown(key) + ' is said twice'); return; }
      seen[key] = true;
      if (key === 'surface') {
        if (text !== surface.name) { refused.push('it is of another pair of regimes'); }
      } else if (key === 'belief') {
        if (surface.beliefs.some(function (one) { return one.name === text; })) { view.belief = text; } else {
          refused.push('there is no belief called \u201c' + shown(text) + '\u201d');
        }
      } else if (!known) {
        refused.push('\u201c' + shown(key) + '\u201d is not known');
      } else {
        var value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) && text.length <= LONGEST_SHOWN ? Number(text) : NaN;
        if (value >= known[1].low && value <= known[1].high) { known[0][known[1].name] = value; } else {
          refused.push(key + ' must be a number from ' + known[1].low + ' to ' + known[1].high);
        }
      }
    });
    if (!refused.length) { return {view: view, refused: ''}; }
    return {view: first(), refused: 'The address was not understood, so nothing of it is used: ' + refused.join('; ') + '.'};
  }
  function queryOf(view) {
    var said = [['surface', surface.name], ['belief', view.belief]];
    Object.keys(view.held).forEach(function (name) { said.push(['hold.' + name, String(Number(view.held[name].toPrecision(6)))]); });
    Object.keys(view.moved).forEach(function (name) { said.push(['lever.' + name, String(Number(view.moved[name].toPrecision(6)))]); });
    return new URLSearchParams(said).toString();
  }

  // ------------------------------------------------------------ the page
  var view = first(), written = '';

  function text(tag, words, more) {
    var made = document.createElement(tag);
    made.textContent = words;
    Object.keys(more || {}).forEach(function (name) { made.setAttribute(name, more[name]); });
    return made;
  }
  function table(rows) {
    var body = byId('rows');
    body.replaceChildren.apply(body, rows.map(function (row) {
      var line = document.createElement('tr'), one = row.difference;
      line.append(
        text('th', row.shape.label, {scope: 'row'}), text('td', number(row.shape.base), {'class': 'n'}),
        text('td', number(one.mean, true), {'class': 'n'}), text('td', number(one.low, true) + ' to ' + number(one.high, true), {'class': 'n'}),
        text('td', sure(one)), text('td', number(row.here, true) + ' \u00b1 ' + number(row.error), {'class': 'n'})
      );
      return line;
    }));
  }
  function svg(tag, more) {
    var made = document.createElementNS('http://www.w3.org/2000/svg', tag);
    Object.keys(more).forEach(function (name) { made.setAttribute(name, more[name]); });
    return made;
  }
  function dots(rows) {
    var chart = byId('dots'), wide = Math.max(300, chart.clientWidth || 600), left = 150,
      right = wide - 14, high = 34;
    var share = rows.map(function (row) {
      var one = row.difference, scale = row.shape.base ? 100 / row.shape.base : 0;
      return {low: one.low * scale, mean: one.mean * scale, high: one.high * scale, settled: settled(one)};
    });
    var most = Math.max.apply(null, share.map(function (one) { return Math.max(Math.abs(one.low), Math.abs(one.high)); }));
    var step = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500].find(function (one) { return one * 3 >= most; }) || most / 3;
    var edge = Math.max(most * 1.05, step), place = function (x) { return left + (x + edge) / (2 * edge) * (right - left); };
    chart.setAttribute('viewBox', '0 0 ' + wide + ' ' + (rows.length * high + 44));
    chart.replaceChildren();
    for (var tick = -3; tick <= 3; tick += 1) {
      var x = place(tick * step);
      if (x < left || x > right || (wide < 420 && tick % 2)) { continue; }
      chart.append(svg('line', {x1: x, x2: x, y1: 4, y2: rows.length * high, 'class': tick ? '' : 'zero'}));
      var label = svg('text', {x: x, y: rows.length * high + 18, 'text-anchor': 'middle', 'class': 'tick'});
      label.textContent = (tick < 0 ? MINUS : tick ? '+' : '') + Math.abs(tick * step).toLocaleString('en-GB') + '%';
      chart.append(label);
    }
    var title = svg('text', {x: (left + right) / 2, y: rows.length * high + 38, 'text-anchor': 'middle', 'class': 'tick'});
    title.textContent = 'Difference as % of ' + surface.base.label;
    chart.append(title);
    share.forEach(function (one, at) {
      var y = at * high + high / 2 + 2, name = svg('text', {x: left - 10, y: y + 4, 'text-anchor': 'end'});
      name.textContent = rows[at].shape.label;
      chart.append(name, svg('line', {x1: place(one.low), x2: place(one.high), y1: y, y2: y, 'class': 'whisker'}),
        svg('circle', {cx: place(one.mean), cy: y, r: 6, 'class': one.settled ? 'settled' : ''}));
    });
    chart.setAttribute('aria-label', rows.map(function (row) {
      return row.shape.label + ': ' + number(row.difference.mean, true) + ', ' + sure(row.difference) + '.';
    }).join(' '));
  }
  function controls() {
    var held = belief(view);
    byId('belief').value = view.belief;
    byId('who').textContent = held.who + ': \u201c' + held.sentence + '\u201d';
    surface.effects.forEach(function (one, k) {
      var fixed = one.name in view.held, value = fixed ? view.held[one.name] : held.values[k];
      var range = byId('range-' + one.name), said = number(value) + (fixed ? ', held' : ', left open');
      range.value = coordinate(one, value);
      range.setAttribute('aria-valuetext', number(value) + ' ' + one.unit + (fixed ? ', held' : ', left open around this'));
      byId('hold-' + one.name).checked = fixed;
      byId('out-' + one.name).textContent = said;
      byId('control-' + one.name).className = fixed ? 'control' : 'control open';
    });
    surface.levers.forEach(function (one, k) {
      var value = one.name in view.moved ? view.moved[one.name] : one.value;
      byId('lever-' + k).value = value;
      byId('lever-out-' + k).textContent = number(value) + (one.name in view.moved ? ', moved' : ', as in the regime');
      byId('lever-' + k).setAttribute('aria-valuetext', number(value) + (one.name in view.moved ? ', moved' : ', as in the regime'));
    });
  }
  function show(now) {
    var found = ask(view), settledRows = found.rows.filter(function (row) { return settled(row.difference); }).length;
    table(found.rows);
    dots(found.rows);
    controls();
    byId('answer').textContent = found.sentence;
    byId('strip').textContent = settledRows + ' of ' + found.rows.length + ' settled. ' + found.rows.slice(0, 2).map(function (row) {
      return row.shape.label + ' ' + number(row.difference.mean, true);
    }).join(', ');
    document.documentElement.dataset.ready = 'yes';
    byId('command').textContent = "sanctionsim app --full '" + queryOf(view) + "'";
    if (now !== 'reading') {
      written = '#' + queryOf(view);
      try { history.replaceState(null, '', written); } catch (fault) { /* some browsers forbid it for files */ }
    }
  }
  function number4(value) { return Number(value.toPrecision(4)); }
  function within(one, value) { return Math.min(Math.max(value, one.low), one.high); }

  surface.effects.forEach(function (one) {
    byId('range-' + one.name).addEventListener('input', function (event) {
      view.held[one.name] = within(one, number4(valueAt(one, Number(event.target.value))));
      byId('refused').textContent = '';
      show();
    });
    byId('hold-' + one.name).addEventListener('change', function (event) {
      if (event.target.checked) {
        view.held[one.name] = within(one, number4(valueAt(one, Number(byId('range-' + one.name).value))));
      } else { delete view.held[one.name]; }
      show();
    });
  });
  surface.levers.forEach(function (one, k) {
    byId('lever-' + k).addEventListener('input', function (event) {
      view.moved[one.name] = within(one, number4(Number(event.target.value)));
      if (view.moved[one.name] === one.value) { delete view.moved[one.name]; }
      show();
    });
  });
  byId('belief').addEventListener('change', function (event) { view.belief = event.target.value; show(); });
  byId('reset').addEventListener('click', function () { view = {belief: view.belief, held: {}, moved: {}}; byId('refused').textContent = ''; show(); });
  byId('copy').addEventListener('click', function () {
    var link = location.href.split('#')[0] + '#' + queryOf(view), done = byId('copied');
    if (!navigator.clipboard) { done.textContent = 'Copy the address of this page: it holds what you see.'; return; }
    navigator.clipboard.writeText(link).then(
      function () { done.textContent = 'Copied.'; },
      function () { done.textContent = 'Copy the address of this page: it holds what you see.'; }
    );
  });
  function open() {
    if (location.hash === written && written) { return; }
    var read = readQuery(location.hash.slice(1));
    view = read.view;
    byId('refused').textContent = read.refused;
    show('reading');
  }
  window.addEventListener('resize', function () { show('reading'); });
  window.addEventListener('hashchange', open);
  open();
})();
