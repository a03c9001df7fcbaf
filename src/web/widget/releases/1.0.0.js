/*! CityMatch widget 1.0.0, Apache-2.0 */
(() => {
  var { stringify: Me } = JSON;
  function te(t) {
    return Array.isArray(t)
      ? `[${t.map((n) => te(n)).join(',')}]`
      : typeof t != 'object' || t === null
        ? Me(t)
        : `{${Object.entries(t)
            .filter(([, n]) => n !== void 0)
            .map(([n, r]) => `${Me(n)}:${te(r)}`)
            .join(',')}}`;
  }
  function K(t, e) {
    return typeof t == 'object' && t !== null ? Reflect.get(t, e) : void 0;
  }
  var ft = 10,
    be = window.fetch,
    He = (t) => (e) => Array.isArray(K(e, t)),
    ht = (t) => typeof K(t, 'title') == 'string';
  function Ne(t, e) {
    const { base: n, key: r, sector: o, country: a } = t;
    function c(i, u = []) {
      const f = new URL(`/v1/widget/${i}`, n);
      return ((f.search = new URLSearchParams([['key', r], ['language', e], ...u]).toString()), f.href);
    }
    async function d(i, u, f) {
      if (n === void 0 || r === '') return { failure: { code: 'key-missing' } };
      let b;
      try {
        b = await be.call(window, i, { ...u, ...ye });
      } catch {
        return { failure: { code: navigator.onLine ? await gt(n) : 'offline' } };
      }
      const g = await b.json().catch(() => {});
      return b.ok && f(g) ? { value: g } : { failure: bt(b, g) };
    }
    const p = (i) => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: te(i) });
    return {
      search({ words: i, chosen: u, cursor: f }, b) {
        const g = { kind: [], sector: o, country: a },
          w = ['kind', 'sector', 'country'].flatMap((h) => {
            const v = u[h];
            return (v === void 0 ? g[h] : [v]).map((C) => [h, C]);
          }),
          l = [['q', i], ...w, ['facets', 'kind,sector,country'], ['limit', String(ft)]];
        return (f !== void 0 && l.push(['cursor', f]), d(c('search', l), { signal: b }, He('hits')));
      },
      match({ statement: i, country: u, population: f }, b) {
        const g = { country: u, population: f },
          w = { ...(o.length > 0 && { sector: o }), ...(a.length > 0 && { country: a }) },
          l = {
            statement: i,
            ...((u !== void 0 || f !== void 0) && { city: g }),
            ...(Object.keys(w).length > 0 && { filters: w }),
          };
        return d(c('match'), { ...p(l), signal: b }, He('results'));
      },
      entry: (i, u) => d(c(`entries/${encodeURIComponent(i)}`), { signal: u }, ht),
      count(i) {
        if (n === void 0 || r === '') return;
        const u = { ...p({ event: i }), ...ye, keepalive: !0 };
        be.call(window, c('events'), u).catch(() => {});
      },
    };
  }
  var ye = { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' };
  async function gt(t) {
    try {
      return (
        await be.call(window, new URL('/embed/v1/widget.js', t), { ...ye, method: 'HEAD' }), 'origin-refused'
      );
    } catch {
      return 'unreachable';
    }
  }
  function bt(t, e) {
    const n = K(e, 'type'),
      r = K(e, 'requestId'),
      o = Number(t.headers.get('retry-after') ?? '');
    return {
      code: typeof n == 'string' ? (n.split(':').pop() ?? 'other') : 'other',
      wait: o > 0 ? o : void 0,
      requestId: typeof r == 'string' && t.status >= 500 ? r : void 0,
    };
  }
  var { apply: ve } = Reflect,
    yt = Function.prototype.toString,
    vt = ['append', 'appendChild', 'prepend', 'replaceChildren'],
    G;
  function Pe(t) {
    return typeof t == 'function' && /\{\s*\[native code\]\s*\}\s*$/.test(String(ve(yt, t, [])));
  }
  function je(t, e, n) {
    const r = typeof t == 'object' && t !== null ? Reflect.get(t, e) : void 0,
      o = typeof r == 'function' ? Reflect.get(r, 'prototype') : void 0;
    return typeof o == 'object' && o !== null ? Reflect.get(o, n) : void 0;
  }
  function wt() {
    if (G === void 0)
      try {
        G = document.createElement('iframe');
        const { head: t } = document,
          e = vt.map((n) => Reflect.get(t, n)).find(Pe);
        typeof e == 'function' && e.name !== 'replaceChildren' && ve(e, t, [G]);
      } catch {
        return;
      }
    return G?.contentWindow ?? void 0;
  }
  function x(t, e) {
    const n = je(window, t, e),
      r = Pe(n) ? void 0 : je(wt(), t, e),
      o = typeof r == 'function' ? r : n;
    return (a, ...c) => ve(o, a, c);
  }
  var Oe = x('Document', 'createElement'),
    we = x('Document', 'createElementNS'),
    L = x('Element', 'setAttribute'),
    $ = x('Element', 'getAttribute'),
    W = x('Element', 'removeAttribute'),
    We = x('Element', 'attachShadow'),
    ne = x('Element', 'closest'),
    A = x('Element', 'replaceChildren'),
    F = x('Element', 'append'),
    Fe = x('DocumentFragment', 'replaceChildren'),
    oe = x('EventTarget', 'addEventListener'),
    De = x('EventTarget', 'removeEventListener'),
    Ie = x('EventTarget', 'dispatchEvent'),
    V = x('HTMLElement', 'focus'),
    se = x('Element', 'scrollIntoView');
  G?.remove();
  var Ue = 'http://www.w3.org/2000/svg';
  function s(t, e = {}, ...n) {
    const r = Oe(document, t);
    ke(r, e);
    for (const o of n) o !== !1 && o !== void 0 && F(r, o);
    return r;
  }
  function ke(t, e) {
    for (const n of Object.keys(e)) {
      const r = e[n];
      r === void 0 || r === !1 || L(t, n, r === !0 ? '' : String(r));
    }
  }
  function T(t, e) {
    for (const n of Object.keys(e)) {
      const r = e[n];
      r !== void 0 && oe(t, n, r);
    }
    return t;
  }
  function Y(t, ...e) {
    const n = we(document, Ue, 'svg');
    ke(n, {
      class: t,
      viewBox: '0 0 16 16',
      width: 16,
      height: 16,
      'aria-hidden': 'true',
      focusable: 'false',
    });
    for (const r of e) {
      const o = we(document, Ue, 'path');
      ke(o, { d: r }), F(n, o);
    }
    return n;
  }
  function M(t, e, n, ...r) {
    return s(t, { dir: 'auto', lang: e, ...n }, ...r);
  }
  function q(t) {
    t !== void 0 && V(t, { preventScroll: !0 });
  }
  function P(t, e, n, r = {}) {
    return s(
      'a',
      { href: t, target: '_blank', rel: 'noopener', ...r },
      e,
      s('span', { class: 'away' }, ` ${n}`),
    );
  }
  function re(t) {
    if (t === void 0 || !URL.canParse(t)) return;
    const e = new URL(t);
    return e.protocol === 'https:' || e.protocol === 'http:' ? e : void 0;
  }
  var kt = 1e4,
    St = 5e7;
  function Tt(t) {
    const e = t.replace(/[\s.,’'\u00a0\u202f]/g, ''),
      n = /^\d{1,8}$/.test(e) ? Number(e) : 0;
    return n >= 1 && n <= St ? n : void 0;
  }
  function Be(t, e) {
    const { m: n, language: r, countryName: o } = t.words,
      a = s('textarea', {
        id: 'statement',
        class: 'field',
        part: 'input',
        rows: 4,
        dir: 'auto',
        maxlength: kt,
        'aria-describedby': 'statement-hint statement-error',
      }),
      c = s(
        'select',
        { id: 'from', class: 'field', part: 'select' },
        s('option', { value: '' }, n.anyCountry),
      ),
      d = s('input', {
        id: 'people',
        class: 'field',
        part: 'input',
        type: 'text',
        inputmode: 'numeric',
        autocomplete: 'off',
        'aria-describedby': 'people-error',
      }),
      p = {
        statement: s('p', { class: 'error', id: 'statement-error' }),
        people: s('p', { class: 'error', id: 'people-error' }),
      },
      i = s(
        'form',
        { class: 'form', part: 'form', novalidate: !0 },
        s('label', { class: 'label', for: 'statement' }, n.statement),
        s('p', { class: 'hint', id: 'statement-hint' }, n.statementHint),
        p.statement,
        a,
        s(
          'div',
          { class: 'pair' },
          s('div', {}, s('label', { class: 'small', for: 'from' }, n.country), c),
          s('div', {}, s('label', { class: 'small', for: 'people' }, n.population), p.people, d),
        ),
        s('p', {}, s('button', { class: 'button', part: 'button' }, n.find)),
      );
    function u(g, w, l) {
      (p[g].textContent = l),
        (p[g].hidden = l === ''),
        l === '' ? W(w, 'aria-invalid') : L(w, 'aria-invalid', 'true');
    }
    function f(g) {
      g.preventDefault();
      const w = a.value.trim(),
        l = /\p{L}{2}/u.test(w),
        h = Tt(d.value),
        v = d.value.trim() === '' || h !== void 0;
      u('statement', a, l ? '' : n.statementEmpty),
        u('people', d, v ? '' : n.populationBad),
        l ? (v ? e({ statement: w, country: c.value || void 0, population: h }) : q(d)) : q(a);
    }
    T(i, { submit: f }),
      T(a, {
        keydown: (g) => {
          g instanceof KeyboardEvent && g.key === 'Enter' && (g.ctrlKey || g.metaKey) && f(g);
        },
      }),
      u('statement', a, ''),
      u('people', d, '');
    function b() {
      if (c.options.length > 1) return;
      const w = (
        'ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW'.match(
          /../g,
        ) ?? []
      ).map((l) => ({ code: l, name: o(l) }));
      w.sort((l, h) => l.name.localeCompare(h.name, r)),
        F(c, ...w.map(({ code: l, name: h }) => s('option', { value: l }, h)));
    }
    return {
      form: i,
      values: () => ({ statement: a.value, country: c.value, population: d.value }),
      fill(g) {
        g.statement !== void 0 && (a.value = g.statement),
          g.population !== void 0 && (d.value = g.population),
          g.country && (b(), (c.value = g.country));
      },
      focus: () => V(a),
      shown: b,
    };
  }
  function Et(t, e) {
    let n = [],
      r = 0;
    for (const [o, a] of [...e].sort((c, d) => c[0] - d[0])) {
      const c = Math.max(r, Math.min(o, t.length)),
        d = Math.min(a, t.length);
      d <= c ||
        (c > r && n.push({ text: t.slice(r, c), marked: !1 }),
        n.push({ text: t.slice(c, d), marked: !0 }),
        (r = d));
    }
    return (r < t.length && n.push({ text: t.slice(r), marked: !1 }), n);
  }
  function $e(t, e) {
    const n = [];
    for (const o of e) {
      const a = o.text.indexOf(t),
        c = t.indexOf(o.text);
      if (a < 0 && c < 0) continue;
      const d = a >= 0 ? -a : c;
      for (const [p, i] of o.ranges) n.push([p + d, i + d]);
    }
    const r = n.filter(([o, a]) => a > 0 && o < t.length);
    return Et(
      t,
      r.map(([o, a]) => [Math.max(0, o), a]),
    );
  }
  function R({ settings: t }, e) {
    const { base: n } = t;
    return n === void 0
      ? '#'
      : URL.canParse(e, n) && new URL(e, n).protocol.startsWith('http')
        ? new URL(e, n).href
        : n;
  }
  var Ct = ' · ';
  function Q(t, e) {
    const { m: n, fill: r, language: o, languageName: a } = t.words,
      { city: c, countryName: d, kind: p, year: i } = e,
      u = [c, d === c ? void 0 : d].filter(Boolean).join(', '),
      f = e.language?.split('-')[0] ?? o;
    return [
      n.kinds[p],
      p === 'provider' && u !== '' ? r(n.seat, { place: u }) : u,
      i === void 0 ? '' : String(i),
      f === o ? '' : r(n.written, { language: a(f) }),
    ]
      .filter((b) => b !== '')
      .join(Ct);
  }
  function Se(t, e) {
    return $e(t, e).map((n) => (n.marked ? s('mark', {}, n.text) : n.text));
  }
  function z(t, e, n = 'h3') {
    const r = M(
      'a',
      e.language,
      { href: R(t, e.page), part: 'title', class: n === 'h3' ? 'title' : 'related' },
      e.title,
    );
    return (
      T(r, {
        click: (o) => {
          o instanceof MouseEvent &&
            (o.ctrlKey || o.metaKey || o.shiftKey || o.altKey || (o.preventDefault(), t.open(e, r)));
        },
      }),
      n === 'h3' ? s('h3', {}, r) : r
    );
  }
  var ae = 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z',
    xt = 'M8 1.5a6.5 6.5 0 0 0 0 13z';
  function Ve(t, e) {
    const n = Y('band-shape', ...(e === 'low' ? [ae] : e === 'medium' ? [ae, xt] : [ae, ae]));
    return s('span', { class: `band band-${e}`, part: 'band' }, n, t.words.m.band[e]);
  }
  function ie(t, e) {
    const { m: n } = t.words,
      r = re(e.sourceUrl),
      o =
        r &&
        s(
          'a',
          { href: r.href, target: '_blank', rel: 'noopener noreferrer' },
          r.hostname.replace(/^www\./, ''),
          s('span', { class: 'away' }, ` ${n.newTab}`),
        );
    return s(
      'p',
      { class: 'source' },
      `${n.source}: `,
      o ?? n.noSource,
      '. ',
      s('span', e.verified ? {} : { class: 'warn' }, e.verified ? n.verified : n.unverified),
      e.stale === !0 && '. ',
      e.stale === !0 && s('span', { class: 'warn' }, n.stale),
    );
  }
  var Lt = 6;
  function ze(t, e) {
    const { m: n, count: r } = t.words,
      o = s('ul', {
        id: 'list',
        role: 'listbox',
        class: 'list',
        part: 'suggestions',
        'aria-label': n.suggestions,
      }),
      a = s('input', {
        id: 'box',
        class: 'field',
        part: 'input',
        type: 'text',
        role: 'combobox',
        dir: 'auto',
        autocomplete: 'off',
        autocapitalize: 'none',
        spellcheck: 'false',
        enterkeyhint: 'search',
        maxlength: 500,
        'aria-autocomplete': 'list',
        'aria-expanded': 'false',
        'aria-controls': 'list',
        'aria-describedby': 'box-hint',
      }),
      c = s(
        'form',
        { class: 'form', part: 'form', novalidate: !0 },
        s('label', { class: 'label', for: 'box' }, n.box),
        s(
          'div',
          { class: 'line' },
          s('div', { class: 'combo' }, a, o),
          s('button', { class: 'button', part: 'button' }, n.search),
        ),
        s('p', { class: 'hint', id: 'box-hint' }, n.boxHint),
      );
    o.hidden = !0;
    let d = [],
      p = -1;
    function i() {
      (o.hidden = !0), L(a, 'aria-expanded', 'false'), f(-1);
    }
    function u() {
      d.length !== 0 && ((o.hidden = !1), L(a, 'aria-expanded', 'true'));
    }
    function f(l) {
      (p = l),
        [...o.children].forEach((v, C) => {
          L(v, 'aria-selected', String(C === l));
        });
      const h = o.children[l];
      h === void 0
        ? W(a, 'aria-activedescendant')
        : (L(a, 'aria-activedescendant', h.id), se(h, { block: 'nearest' }));
    }
    function b(l) {
      const h = d[l];
      i(), h !== void 0 && e.pick(h);
    }
    function g(l) {
      const h = o.hidden;
      u();
      const v = d.length + 1;
      d.length > 0 && f((((h ? -1 : p) + 1 + l + v) % v) - 1);
    }
    function w(l) {
      if (!o.hidden) i();
      else if (a.value !== '') (a.value = ''), e.typed('');
      else return;
      l.preventDefault(), l.stopPropagation();
    }
    return (
      T(a, {
        input: () => {
          (d = []), i(), e.typed(a.value);
        },
        keydown: (l) => {
          !(l instanceof KeyboardEvent) ||
            l.isComposing ||
            (l.key === 'ArrowDown' || l.key === 'ArrowUp'
              ? (l.preventDefault(), g(l.key === 'ArrowDown' ? 1 : -1))
              : l.key === 'Escape'
                ? w(l)
                : l.key === 'Enter' && p >= 0 && (l.preventDefault(), b(p)));
        },
        blur: i,
      }),
      T(o, {
        pointerdown: (l) => l.preventDefault(),
        mousedown: (l) => l.preventDefault(),
        click: (l) => {
          const h = l.target instanceof Element ? ne(l.target, '[role=option]') : null;
          h !== null && b([...o.children].indexOf(h));
        },
      }),
      T(c, {
        submit: (l) => {
          l.preventDefault(), i(), e.submit(a.value.trim());
        },
      }),
      {
        form: c,
        text: () => a.value.trim(),
        fill: (l) => {
          a.value = l;
        },
        focus: () => V(a),
        suggest(l) {
          (d = l.slice(0, Lt)),
            A(
              o,
              ...d.map((h, v) =>
                s(
                  'li',
                  {
                    id: `option-${v}`,
                    role: 'option',
                    class: 'option',
                    part: 'suggestion',
                    'aria-selected': 'false',
                  },
                  M('span', h.language, { class: 'option-title' }, h.title),
                  s('span', { class: 'muted' }, Q(t, h)),
                ),
              ),
            ),
            (p = -1),
            d.length === 0 ? i() : u(),
            d.length > 0 && t.say(r(n.suggested, d.length));
        },
        close: i,
      }
    );
  }
  var qt = new Set(['offline', 'unreachable', 'timed-out', 'unavailable', 'rate-limited', 'other']);
  function ce(t, e, n) {
    const { m: r } = t.words,
      o = e === 'slow' ? r.slow : r.searching;
    t.say(o);
    const a = () =>
      s('div', { class: 'ghost', 'aria-hidden': 'true' }, s('span', {}), s('span', {}), s('span', {}));
    return s('div', { class: 'searching' }, s('p', { class: 'muted' }, o), ...Array.from({ length: n }, a));
  }
  function Rt(t, e) {
    const { m: n } = t.words,
      { code: r } = e;
    return r === 'offline' || r === 'unreachable' ? n[r] : (n.problems[r] ?? n.problems.other);
  }
  function de(t, e, n, r) {
    const { m: o, count: a, fill: c } = t.words,
      d = Rt(t, e),
      p = e.code in o.problems || e.code === 'offline' || e.code === 'unreachable',
      i = qt.has(e.code) || !p,
      u = e.code === 'rate-limited' ? e.wait : void 0;
    t.say(d);
    const f = T(s('button', { type: 'button', class: 'button plain-button', part: 'button' }, o.retry), {
      click: n,
    });
    return s(
      'div',
      { class: 'notice', part: 'notice', 'data-problem': e.code },
      s('p', {}, d, u !== void 0 && ` ${a(o.wait, u)}`),
      e.requestId !== void 0 && s('p', { class: 'small muted' }, c(o.number, { id: e.requestId })),
      s('p', { class: 'line' }, i && f, e.code !== 'offline' && P(r, o.onSite, o.newTab)),
    );
  }
  var At = [2e3, 6e3, 15e3];
  function J(t) {
    let e,
      n = [],
      r,
      o,
      a = (i, u) => n.push(setTimeout(i, u));
    function c() {
      e?.abort(), (e = void 0), (r = void 0), (o = void 0), d();
    }
    function d() {
      for (const i of n) clearTimeout(i);
      n = [];
    }
    async function p(i, u, f) {
      c();
      const b = new AbortController();
      e = b;
      const g = (v = 0) => {
        p(i, u, v);
      };
      (r = g),
        a(() => t.waiting('searching'), 200),
        a(() => t.waiting('slow'), 5e3),
        a(() => {
          e === b && (c(), t.failed({ code: 'timed-out' }, () => g()));
        }, 3e4);
      const w = await i(b.signal);
      if (e !== b) return;
      if (((e = void 0), (r = void 0), d(), 'value' in w)) {
        u(w.value);
        return;
      }
      const { code: l } = w.failure;
      (l === 'offline' || l === 'unreachable') && (o = g);
      const h = At[f];
      l === 'unreachable' && h !== void 0 && a(() => g(f + 1), h), t.failed(w.failure, () => g());
    }
    return {
      run: (i, u) => {
        p(i, u, 0);
      },
      stop: c,
      pause() {
        const i = r ?? o;
        c(), (o = i);
      },
      resume: () => o?.(),
    };
  }
  function _e(t, e) {
    let { m: n } = t.words,
      r = s('div', { class: 'details', part: 'details' }),
      o = s('div', { class: 'body' }),
      a,
      c = J({ waiting: (p) => A(o, ce(t, p, 1)), failed: (p, i) => A(o, de(t, p, i, R(t, a?.page ?? '/'))) });
    return (
      (r.hidden = !0),
      T(r, {
        keydown: (p) => {
          !(p instanceof KeyboardEvent) || p.key !== 'Escape' || p.isComposing || (p.stopPropagation(), e());
        },
      }),
      {
        element: r,
        open(p, i) {
          a = p;
          const u = M('h2', p.language, { tabindex: '-1', class: 'heading', part: 'heading' }, p.title),
            f = T(s('button', { type: 'button', class: 'link', part: 'back' }, i), { click: e });
          A(o),
            A(r, s('p', { class: 'back' }, f), u, o),
            (r.hidden = !1),
            q(u),
            u.scrollIntoView({ block: 'nearest' }),
            c.run(
              (b) => t.api.entry(p.id, b),
              (b) => A(o, ...d(t, b)),
            );
        },
        pause: c.pause,
        resume: c.resume,
        stop: c.stop,
      }
    );
    function d(p, i) {
      const { language: u, caseStudy: f, provider: b } = i,
        g = (C, k) =>
          k === void 0 || k.trim() === '' ? [] : [s('h3', {}, C), M('p', u, { class: 'text' }, k)],
        w = [i.city, i.countryName === i.city ? void 0 : i.countryName],
        l = re(b?.website),
        h = [
          [n.people, f?.population === void 0 ? void 0 : p.words.fill('{n}', { n: f.population })],
          [
            n.website,
            l && s('a', { href: l.href, target: '_blank', rel: 'noopener noreferrer' }, l.hostname),
          ],
        ],
        v = i.links.map((C) =>
          s('li', {}, z(p, { ...C, page: `/entries/${encodeURIComponent(C.id)}` }, 'span')),
        );
      return [
        s(
          'p',
          { class: 'muted' },
          [n.kinds[i.kind], w.filter(Boolean).join(', '), f?.year].filter(Boolean).join(' · '),
        ),
        M('p', u, { class: 'summary' }, i.summary),
        ...g(n.problem, f?.challenge),
        ...g(n.solution, f?.solution),
        ...g(n.outcomes, f?.outcomes),
        ...g(n.offers, b?.offerings.join('; ')),
        ...(v.length === 0
          ? []
          : [s('h3', {}, b === void 0 ? n.deliveredBy : n.provenBy), s('ul', { class: 'plain' }, ...v)]),
        ...h.flatMap(([C, k]) =>
          k === void 0 ? [] : [s('p', { class: 'fact' }, s('span', { class: 'muted' }, `${C}: `), k)],
        ),
        s('div', { class: 'facts' }, ie(p, i)),
        s('p', {}, P(R(p, i.page), n.whole, n.newTab)),
      ];
    }
  }
  var Mt = ['kind', 'sector', 'country'];
  function Ke(t, e) {
    const { m: n, language: r } = t.words,
      o = { kind: n.kind, sector: n.sector, country: n.where },
      a = Mt.map((i) => {
        const u = s('select', { id: i, class: 'field', part: 'select' }),
          f = s('div', { class: 'filter' }, s('label', { class: 'small', for: i }, o[i]), u);
        return { facet: i, select: T(u, { change: e }), box: f };
      }),
      c = T(s('button', { type: 'button', class: 'link', part: 'link-button' }, n.clear), {
        click: () => {
          p(), q(a.find(({ box: i }) => !i.hidden)?.select), e();
        },
      }),
      d = s(
        'div',
        { class: 'filters', part: 'filters', role: 'group', 'aria-label': n.filters },
        ...a.map(({ box: i }) => i),
        c,
      );
    d.hidden = !0;
    function p() {
      for (const { select: i } of a) i.value = '';
    }
    return {
      element: d,
      clear: p,
      chosen: () =>
        Object.fromEntries(a.flatMap(({ facet: i, select: u }) => (u.value === '' ? [] : [[i, u.value]]))),
      show(i) {
        for (const { facet: u, select: f, box: b } of a) {
          if (f.value !== '') continue;
          const g = Object.entries(i.facets[u] ?? {}),
            w = (h) => i.labels[u]?.[h] ?? h,
            l = (h, v) => w(h).localeCompare(w(v), r);
          g.sort(([h, v], [C, k]) => (u === 'country' ? 0 : k - v) || l(h, C)),
            A(
              f,
              s('option', { value: '' }, n.all),
              ...g.map(([h, v]) => s('option', { value: h }, `${w(h)} (${v})`)),
            ),
            (b.hidden = g.length < 2);
        }
        (c.hidden = a.every(({ select: u }) => u.value === '')),
          (d.hidden = a.every(({ box: u }) => u.hidden));
      },
    };
  }
  var Ht = 3,
    Nt = 2;
  function Ye(t, e = 'en') {
    return [...new Intl.Segmenter(e, { granularity: 'sentence' }).segment(t)]
      .slice(0, Nt)
      .map(({ segment: r }) => r)
      .join('')
      .trim();
  }
  function Qe(t, e, n) {
    const r = e.sectors.flatMap((o) => n[o] ?? []);
    return s(
      'li',
      { class: 'card', part: 'card' },
      z(t, e),
      s('p', { class: 'muted' }, Q(t, e)),
      M('p', e.language, { class: 'summary' }, ...Se(Ye(e.summary, e.language), e.highlights)),
      r.length > 0 && s('p', { class: 'small muted' }, r.join('; ')),
      e.stale === !0 && s('p', { class: 'small warn' }, t.words.m.stale),
    );
  }
  function Ge(t, e, n, r) {
    const { m: o } = t.words,
      a = e.reasons.filter((p) => p.stance === n).slice(0, Ht);
    if (a.length === 0) return;
    const c = n === 'against',
      d = () =>
        c ? Y('sign warn', 'M8 2.2L14.4 13.5H1.6zM8 6.5v3.2M8 11.6v.2') : Y('sign', 'M3 8.5l3.2 3.2L13 5');
    return s(
      'section',
      { part: c ? 'checks' : 'reasons' },
      s('h4', {}, c ? o.check : r ? o.why : o.shares),
      s(
        'ul',
        { class: 'reasons' },
        ...a.map((p) =>
          s(
            'li',
            {},
            d(),
            s(
              'div',
              {},
              s('p', { dir: 'auto' }, p.text),
              p.passage ? M('blockquote', e.language, {}, ...Se(p.passage, e.highlights)) : void 0,
            ),
          ),
        ),
      ),
    );
  }
  function Je(t, e, n) {
    const { m: r } = t.words,
      o = e.evidence.map((a) =>
        s('li', {}, z(t, { ...a, page: `/entries/${encodeURIComponent(a.id)}` }, 'span')),
      );
    return s(
      'li',
      { class: `card card-${e.band}`, part: 'card' },
      s('div', { class: 'card-top' }, z(t, e), Ve(t, e.band)),
      s('p', { class: 'muted' }, Q(t, e)),
      M('p', e.language, { class: 'summary' }, Ye(e.summary, e.language)),
      Ge(t, e, 'for', n),
      Ge(t, e, 'against', n),
      s(
        'div',
        { class: 'facts' },
        o.length > 0 &&
          s(
            'div',
            { class: 'fact' },
            s('span', { class: 'muted' }, `${e.kind === 'provider' ? r.provenBy : r.deliveredBy}: `),
            s('ul', { class: 'inline' }, ...o),
          ),
        ie(t, e),
      ),
    );
  }
  var Te = (t) => s('h2', { class: 'heading', part: 'heading', tabindex: '-1' }, t);
  function ue({ words: { m: t, count: e, fill: n } }, r, o) {
    return r === 0
      ? o === ''
        ? t.none
        : n(t.noneFor, { words: o })
      : o === ''
        ? e(t.results, r)
        : e(t.resultsFor, r, { words: o });
  }
  function Ze(t, e, n, r) {
    const { m: o } = t.words,
      a = Te(ue(t, e.total, n));
    if (e.total > 0) return [a, ...Ee(t, e.degraded)];
    const c = s('button', { type: 'button', class: 'button plain-button', part: 'button' }, o.noneChallenge);
    return [
      s(
        'div',
        { class: 'notice', part: 'notice' },
        a,
        s('p', {}, o.noneHint),
        s('p', { class: 'line' }, T(c, { click: r }), P(R(t, '/search'), o.onSite, o.newTab)),
      ),
    ];
  }
  function Ce(t, e) {
    return e.hits.map((n) => Qe(t, n, e.labels.sector ?? {}));
  }
  function Ee(t, e) {
    return e === !0 ? [s('p', { class: 'small warn' }, t.words.m.degraded)] : [];
  }
  function et(t, e, n) {
    const { m: r, count: o } = t.words,
      a = e.confident && e.results.length > 0,
      c = a ? o(r.matches, e.results.length) : r.nothing,
      d = e.results.map((f) => Je(t, f, e.confident)),
      p = s('ol', { class: 'cards', 'aria-label': a ? c : r.nearest }, ...d),
      i = jt(t, e);
    if (a) return { words: c, nodes: [Te(c), ...i, ...Ee(t, e.degraded), p, Xe(t, n)] };
    const u = s(
      'div',
      { class: 'notice', part: 'notice' },
      Te(c),
      s('p', {}, r.nothingLead),
      ...i,
      s('p', {}, r.nothingTry),
      ...Ee(t, e.degraded),
      Xe(t, n),
    );
    return {
      words: c,
      nodes: d.length === 0 ? [u] : [u, s('h2', { class: 'nearest', part: 'heading' }, r.nearest), p],
    };
  }
  function jt({ words: { m: t, fill: e } }, { concepts: n, corrected: r = [] }) {
    const o = (a, c) => (c.length === 0 ? [] : [s('p', { class: 'muted' }, e(a, { list: c.join(', ') }))]);
    return [
      ...o(
        t.understood,
        n.map(({ label: a }) => a),
      ),
      ...o(
        t.corrected,
        r.map(({ to: a }) => a),
      ),
    ];
  }
  function Xe(t, { statement: e, country: n, population: r }) {
    const { m: o } = t.words,
      a = new URLSearchParams({ statement: e });
    n !== void 0 && a.set('country', n), r !== void 0 && a.set('population', String(r));
    const c = `${R(t, '/challenges/new')}#${a}`,
      d = P(c, o.send, o.newTab, { class: 'button', part: 'hand-over' });
    return (
      T(d, {
        click: (p) => {
          t.emit('submit', { statement: e, country: n, population: r, address: c }, !0)
            ? t.api.count('hand-over')
            : p.preventDefault();
        },
      }),
      s('div', { class: 'send' }, d, s('p', { class: 'hint' }, o.sendHint))
    );
  }
  var tt = {
    label: 'CityMatch',
    how: 'How to search',
    search: 'Search',
    challenge: 'Describe a challenge',
    box: 'Search case studies and providers',
    boxHint: 'A few words, such as “flooding after heavy rain”.',
    suggestions: 'Nearest entries',
    suggested: '{n} suggestion. Down arrow to choose.|{n} suggestions. Down arrow to choose.',
    statement: 'Your city’s challenge',
    statementHint:
      'What happens, where, and whom it harms. Two or three sentences work best, in any language.',
    country: 'Country (optional)',
    anyCountry: 'Not stated',
    population: 'People in the city (optional)',
    find: 'Find matches',
    statementEmpty: 'Say in a sentence what the challenge is.',
    populationBad: 'Write a whole number from 1 to 50 million, such as 40000.',
    results: '{n} entry|{n} entries',
    resultsFor: '{n} entry for “{words}”|{n} entries for “{words}”',
    matches: '{n} match|{n} matches, best first',
    more: 'Show more',
    filters: 'Filter the results',
    kind: 'Kind',
    sector: 'Sector',
    where: 'Country',
    all: 'All',
    clear: 'Clear filters',
    kinds: { 'case-study': 'Case study', provider: 'Provider' },
    band: { high: 'Strong match', medium: 'Possible match', low: 'Weak match' },
    why: 'Why this fits',
    shares: 'What it has in common',
    check: 'Check before you copy it',
    understood: 'Understood as: {list}',
    corrected: 'Read as: {list}',
    written: 'in {language}',
    seat: 'based in {place}',
    source: 'Source',
    noSource: 'No public source on record',
    verified: 'Main facts seen on a public page',
    unverified: 'Not verified: from general knowledge',
    stale: 'Nobody has checked it for long: ask whether it still holds',
    problem: 'The challenge',
    solution: 'What was done',
    outcomes: 'What came of it',
    offers: 'What they offer',
    people: 'People in the city',
    website: 'Website',
    deliveredBy: 'Delivered by',
    provenBy: 'Proven by',
    back: 'Back to the results',
    backToSearch: 'Back to the search',
    whole: 'The whole entry on CityMatch',
    newTab: '(opens in a new tab)',
    none: 'Nothing found',
    noneFor: 'Nothing found for “{words}”',
    noneHint: 'Try fewer or other words, or clear the filters.',
    noneChallenge: 'Describe it as a challenge instead',
    nothing: 'Nothing in the catalogue fits this challenge',
    nothingLead:
      'There is no case study and no provider here that we would put in front of a council for this. Rather than show you something that only sounds alike, we say so.',
    nothingTry: 'Name the problem rather than the solution, and one challenge at a time.',
    nearest: 'The nearest entries, all weak matches',
    send: 'Send this challenge to the secretariat',
    sendHint: 'A person there reads it, checks what was found and answers you. The form opens in a new tab.',
    searching: 'Searching…',
    slow: 'This takes longer than usual. Still searching.',
    offline: 'You are offline. The search goes on by itself once you are connected again.',
    unreachable: 'CityMatch does not answer at the moment. What you typed is kept.',
    degraded: 'A part of the service is away, so good entries may be missing.',
    retry: 'Try again',
    onSite: 'Search on CityMatch',
    wait: 'Try again in {n} second.|Try again in {n} seconds.',
    number: 'If it happens again, quote this number: {id}',
    problems: {
      'key-missing': 'The search on this page is not set up yet: its key is missing.',
      'key-unknown': 'The search on this page is not set up correctly: its key is not known.',
      'key-expired':
        'The search on this page has run out: its key has expired. The owners of the page can renew it.',
      'key-revoked': 'The search on this page has been switched off.',
      'partner-paused': 'The search on this page is paused for the time being.',
      'origin-refused':
        'The search may not be used from this page. The owners of the page can have its address allowed.',
      'server-key-in-browser': 'The search on this page is switched off: its key must not be used in a page.',
      'out-of-scope': 'This page offers a part of the catalogue, and what was asked for lies outside it.',
      'rate-limited': 'There are very many searches from here just now.',
      'quota-used-up': 'The searches of this page are used up for today. There will be new ones tomorrow.',
      'not-found': 'This entry is no longer in the catalogue.',
      'bad-request': 'This could not be searched for. Say it in other words.',
      'too-large': 'This text is too long. Shorten it, please.',
      'timed-out': 'The search took too long. What you typed is kept.',
      unavailable: 'The search is away for a moment. What you typed is kept.',
      other: 'Something went wrong on our side. What you typed is kept.',
    },
  };
  var nt = {
    label: 'CityMatch',
    how: 'Cómo buscar',
    search: 'Buscar',
    challenge: 'Describir un desafío',
    box: 'Buscar casos y proveedores',
    boxHint: 'Unas palabras, por ejemplo «inundaciones tras lluvias fuertes».',
    suggestions: 'Fichas más cercanas',
    suggested: '{n} sugerencia. Flecha abajo para elegir.|{n} sugerencias. Flecha abajo para elegir.',
    statement: 'El desafío de su ciudad',
    statementHint: 'Qué ocurre, dónde y a quién perjudica. Mejor en dos o tres frases, en cualquier idioma.',
    country: 'País (opcional)',
    anyCountry: 'Sin indicar',
    population: 'Habitantes de la ciudad (opcional)',
    find: 'Buscar soluciones',
    statementEmpty: 'Diga en una frase cuál es el desafío.',
    populationBad: 'Escriba un número entero de 1 a 50 millones, por ejemplo 40000.',
    results: '{n} ficha|{n} fichas',
    resultsFor: '{n} ficha para «{words}»|{n} fichas para «{words}»',
    matches: '{n} resultado|{n} resultados, los mejores primero',
    more: 'Mostrar más',
    filters: 'Filtrar los resultados',
    kind: 'Tipo',
    sector: 'Sector',
    where: 'País',
    all: 'Todos',
    clear: 'Quitar los filtros',
    kinds: { 'case-study': 'Caso', provider: 'Proveedor' },
    band: { high: 'Encaja bien', medium: 'Podría encajar', low: 'Encaja poco' },
    why: 'Por qué encaja',
    shares: 'Lo que tiene en común',
    check: 'Compruébelo antes de copiarlo',
    understood: 'Entendido como: {list}',
    corrected: 'Leído como: {list}',
    written: 'en {language}',
    seat: 'con sede en {place}',
    source: 'Fuente',
    noSource: 'No consta ninguna fuente pública',
    verified: 'Datos principales vistos en una página pública',
    unverified: 'Sin verificar: procede de conocimientos generales',
    stale: 'Hace tiempo que nadie lo comprueba: pregunte si sigue vigente',
    problem: 'El desafío',
    solution: 'Qué se hizo',
    outcomes: 'Qué se logró',
    offers: 'Qué ofrece',
    people: 'Habitantes de la ciudad',
    website: 'Sitio web',
    deliveredBy: 'Quién lo hizo',
    provenBy: 'Casos que lo demuestran',
    back: 'Volver a los resultados',
    backToSearch: 'Volver a la búsqueda',
    whole: 'La ficha completa en CityMatch',
    newTab: '(se abre en otra pestaña)',
    none: 'No se encontró nada',
    noneFor: 'No se encontró nada para «{words}»',
    noneHint: 'Pruebe con menos palabras u otras, o quite los filtros.',
    noneChallenge: 'Describirlo como desafío',
    nothing: 'Nada del catálogo encaja con este desafío',
    nothingLead:
      'No hay aquí ningún caso ni proveedor que presentaríamos a un concejo municipal para esto. Preferimos decirlo antes que mostrarle algo que solo se parece.',
    nothingTry: 'Nombre el problema y no la solución, y un desafío cada vez.',
    nearest: 'Las fichas más cercanas; todas encajan poco',
    send: 'Enviar este desafío a la secretaría',
    sendHint:
      'Allí lo lee una persona, comprueba lo que se encontró y le responde. El formulario se abre en otra pestaña.',
    searching: 'Buscando…',
    slow: 'Tarda más de lo habitual. La búsqueda sigue.',
    offline: 'No tiene conexión. La búsqueda seguirá sola cuando vuelva a tenerla.',
    unreachable: 'CityMatch no responde en este momento. Lo que escribió se conserva.',
    degraded: 'Falta una parte del servicio; pueden faltar buenas fichas.',
    retry: 'Intentar de nuevo',
    onSite: 'Buscar en CityMatch',
    wait: 'Inténtelo de nuevo en {n} segundo.|Inténtelo de nuevo en {n} segundos.',
    number: 'Si vuelve a ocurrir, indique este número: {id}',
    problems: {
      'key-missing': 'La búsqueda de esta página aún no está configurada: falta su clave.',
      'key-unknown': 'La búsqueda de esta página no está bien configurada: no se reconoce su clave.',
      'key-expired':
        'La búsqueda de esta página ha caducado, como su clave. Los responsables de la página pueden renovarla.',
      'key-revoked': 'La búsqueda de esta página se ha desactivado.',
      'partner-paused': 'La búsqueda de esta página está en pausa por ahora.',
      'origin-refused':
        'La búsqueda no puede usarse desde esta página. Los responsables de la página pueden pedir que se admita su dirección.',
      'server-key-in-browser':
        'La búsqueda de esta página está desactivada: su clave no debe usarse en una página.',
      'out-of-scope': 'Esta página ofrece una parte del catálogo, y lo pedido queda fuera de ella.',
      'rate-limited': 'Hay muchísimas búsquedas desde aquí en este momento.',
      'quota-used-up': 'Las búsquedas de esta página se han agotado por hoy. Mañana habrá nuevas.',
      'not-found': 'Esta ficha ya no está en el catálogo.',
      'bad-request': 'Esto no se pudo buscar. Dígalo con otras palabras.',
      'too-large': 'El texto es demasiado largo. Acórtelo, por favor.',
      'timed-out': 'La búsqueda tardó demasiado. Lo que escribió se conserva.',
      unavailable: 'La búsqueda no está disponible por un momento. Lo que escribió se conserva.',
      other: 'Algo falló por nuestra parte. Lo que escribió se conserva.',
    },
  };
  var ot = {
    label: 'CityMatch',
    how: 'Comment chercher',
    search: 'Chercher',
    challenge: 'Décrire un défi',
    box: 'Chercher des cas et des prestataires',
    boxHint: 'Quelques mots, par exemple « inondations après de fortes pluies ».',
    suggestions: 'Fiches les plus proches',
    suggested:
      '{n} suggestion. Flèche vers le bas pour choisir.|{n} suggestions. Flèche vers le bas pour choisir.',
    statement: 'Le défi de votre ville',
    statementHint:
      'Ce qui se passe, où, et qui en pâtit. Deux ou trois phrases suffisent, dans n’importe quelle langue.',
    country: 'Pays (facultatif)',
    anyCountry: 'Non précisé',
    population: 'Habitants de la ville (facultatif)',
    find: 'Trouver des solutions',
    statementEmpty: 'Dites en une phrase quel est le défi.',
    populationBad: 'Écrivez un nombre entier de 1 à 50 millions, par exemple 40000.',
    results: '{n} fiche|{n} fiches',
    resultsFor: '{n} fiche pour « {words} »|{n} fiches pour « {words} »',
    matches: '{n} résultat|{n} résultats, les meilleurs d’abord',
    more: 'En afficher plus',
    filters: 'Filtrer les résultats',
    kind: 'Type',
    sector: 'Secteur',
    where: 'Pays',
    all: 'Tous',
    clear: 'Retirer les filtres',
    kinds: { 'case-study': 'Cas', provider: 'Prestataire' },
    band: { high: 'Convient bien', medium: 'Peut convenir', low: 'Convient peu' },
    why: 'Pourquoi cela convient',
    shares: 'Ce que cela a en commun',
    check: 'À vérifier avant de reprendre ce cas',
    understood: 'Compris comme : {list}',
    corrected: 'Lu comme : {list}',
    written: 'en {language}',
    seat: 'siège : {place}',
    source: 'Source',
    noSource: 'Aucune source publique connue',
    verified: 'Faits principaux vus sur une page publique',
    unverified: 'Non vérifié : connaissances générales',
    stale: 'Personne ne l’a vérifié depuis longtemps : demandez si c’est encore vrai',
    problem: 'Le défi',
    solution: 'Ce qui a été fait',
    outcomes: 'Ce que cela a donné',
    offers: 'Ce qu’il propose',
    people: 'Habitants de la ville',
    website: 'Site web',
    deliveredBy: 'Réalisé par',
    provenBy: 'Cas à l’appui',
    back: 'Retour aux résultats',
    backToSearch: 'Retour à la recherche',
    whole: 'La fiche complète sur CityMatch',
    newTab: '(s’ouvre dans un nouvel onglet)',
    none: 'Rien trouvé',
    noneFor: 'Rien trouvé pour « {words} »',
    noneHint: 'Essayez moins de mots ou d’autres, ou retirez les filtres.',
    noneChallenge: 'Le décrire comme un défi',
    nothing: 'Rien dans le catalogue ne convient à ce défi',
    nothingLead:
      'Il n’y a ici aucun cas ni prestataire que nous présenterions à un conseil municipal pour cela. Nous préférons le dire plutôt que de vous montrer une simple ressemblance.',
    nothingTry: 'Nommez le problème plutôt que la solution, et un seul défi à la fois.',
    nearest: 'Les fiches les plus proches ; toutes conviennent peu',
    send: 'Envoyer ce défi au secrétariat',
    sendHint:
      'Une personne le lit, vérifie ce qui a été trouvé et vous répond. Le formulaire s’ouvre dans un nouvel onglet.',
    searching: 'Recherche en cours…',
    slow: 'C’est plus long que d’habitude. La recherche continue.',
    offline: 'Vous êtes hors ligne. La recherche reprendra d’elle-même dès votre retour en ligne.',
    unreachable: 'CityMatch ne répond pas pour le moment. Votre texte est conservé.',
    degraded: 'Une partie du service manque : de bonnes fiches peuvent faire défaut.',
    retry: 'Réessayer',
    onSite: 'Chercher sur CityMatch',
    wait: 'Réessayez dans {n} seconde.|Réessayez dans {n} secondes.',
    number: 'Si cela se reproduit, indiquez ce numéro : {id}',
    problems: {
      'key-missing': 'La recherche de cette page n’est pas encore configurée : sa clé manque.',
      'key-unknown': 'La recherche de cette page est mal configurée : sa clé n’est pas connue.',
      'key-expired':
        'La recherche de cette page n’est plus valable : sa clé a expiré. Les responsables de la page peuvent la renouveler.',
      'key-revoked': 'La recherche de cette page a été désactivée.',
      'partner-paused': 'La recherche de cette page est suspendue pour le moment.',
      'origin-refused':
        'La recherche ne peut pas être utilisée depuis cette page. Ses responsables peuvent faire autoriser son adresse.',
      'server-key-in-browser':
        'La recherche de cette page est désactivée : sa clé ne doit pas être utilisée dans une page.',
      'out-of-scope':
        'Cette page propose une partie du catalogue, et ce qui est demandé n’en fait pas partie.',
      'rate-limited': 'Il y a un très grand nombre de recherches d’ici en ce moment.',
      'quota-used-up':
        'Les recherches de cette page sont épuisées pour aujourd’hui. Il y en aura de nouvelles demain.',
      'not-found': 'Cette fiche n’est plus dans le catalogue.',
      'bad-request': 'Cela n’a pas pu être cherché. Dites-le autrement.',
      'too-large': 'Ce texte est trop long. Raccourcissez-le, s’il vous plaît.',
      'timed-out': 'La recherche a pris trop de temps. Votre texte est conservé.',
      unavailable: 'La recherche est indisponible un instant. Votre texte est conservé.',
      other: 'Un problème est survenu chez nous. Votre texte est conservé.',
    },
  };
  var st = {
    label: 'CityMatch',
    how: 'Como pesquisar',
    search: 'Pesquisar',
    challenge: 'Descrever um desafio',
    box: 'Pesquisar casos e fornecedores',
    boxHint: 'Algumas palavras, como “inundações após chuvas fortes”.',
    suggestions: 'Fichas mais próximas',
    suggested: '{n} sugestão. Seta para baixo para escolher.|{n} sugestões. Seta para baixo para escolher.',
    statement: 'O desafio da sua cidade',
    statementHint: 'O que acontece, onde e a quem prejudica. Duas ou três frases bastam, em qualquer língua.',
    country: 'País (opcional)',
    anyCountry: 'Não indicado',
    population: 'Habitantes da cidade (opcional)',
    find: 'Encontrar soluções',
    statementEmpty: 'Diga em uma frase qual é o desafio.',
    populationBad: 'Escreva um número inteiro de 1 a 50 milhões, como 40000.',
    results: '{n} ficha|{n} fichas',
    resultsFor: '{n} ficha para “{words}”|{n} fichas para “{words}”',
    matches: '{n} resultado|{n} resultados, os melhores primeiro',
    more: 'Mostrar mais',
    filters: 'Filtrar os resultados',
    kind: 'Tipo',
    sector: 'Setor',
    where: 'País',
    all: 'Todos',
    clear: 'Limpar os filtros',
    kinds: { 'case-study': 'Caso', provider: 'Fornecedor' },
    band: { high: 'Serve bem', medium: 'Pode servir', low: 'Serve pouco' },
    why: 'Por que serve',
    shares: 'O que tem em comum',
    check: 'Verifique antes de copiar',
    understood: 'Entendido como: {list}',
    corrected: 'Lido como: {list}',
    written: 'em {language}',
    seat: 'com sede em {place}',
    source: 'Fonte',
    noSource: 'Nenhuma fonte pública registrada',
    verified: 'Fatos principais vistos em uma página pública',
    unverified: 'Não verificado: vem de conhecimentos gerais',
    stale: 'Há muito ninguém o verifica: pergunte se ainda vale',
    problem: 'O desafio',
    solution: 'O que foi feito',
    outcomes: 'O que resultou',
    offers: 'O que oferece',
    people: 'Habitantes da cidade',
    website: 'Site',
    deliveredBy: 'Realizado por',
    provenBy: 'Casos que o comprovam',
    back: 'Voltar aos resultados',
    backToSearch: 'Voltar à pesquisa',
    whole: 'A ficha completa no CityMatch',
    newTab: '(abre em outra aba)',
    none: 'Nada encontrado',
    noneFor: 'Nada encontrado para “{words}”',
    noneHint: 'Tente menos palavras ou outras, ou limpe os filtros.',
    noneChallenge: 'Descrever como desafio',
    nothing: 'Nada no catálogo serve para este desafio',
    nothingLead:
      'Não há aqui nenhum caso nem fornecedor que apresentaríamos a uma câmara municipal para isto. Preferimos dizê-lo a mostrar algo que apenas se parece.',
    nothingTry: 'Nomeie o problema em vez da solução, e um desafio de cada vez.',
    nearest: 'As fichas mais próximas; todas servem pouco',
    send: 'Enviar este desafio ao secretariado',
    sendHint:
      'Uma pessoa lê, verifica o que foi encontrado e responde a você. O formulário abre em outra aba.',
    searching: 'Pesquisando…',
    slow: 'Está demorando mais do que o normal. A pesquisa continua.',
    offline: 'Você está sem conexão. A pesquisa continuará sozinha quando a conexão voltar.',
    unreachable: 'O CityMatch não responde no momento. O que você escreveu foi mantido.',
    degraded: 'Falta uma parte do serviço; podem faltar boas fichas.',
    retry: 'Tentar de novo',
    onSite: 'Pesquisar no CityMatch',
    wait: 'Tente de novo em {n} segundo.|Tente de novo em {n} segundos.',
    number: 'Se acontecer de novo, informe este número: {id}',
    problems: {
      'key-missing': 'A pesquisa desta página ainda não está configurada: falta a chave.',
      'key-unknown': 'A pesquisa desta página não está bem configurada: a chave não é conhecida.',
      'key-expired':
        'A pesquisa desta página venceu, como a sua chave. Os responsáveis pela página podem renová-la.',
      'key-revoked': 'A pesquisa desta página foi desligada.',
      'partner-paused': 'A pesquisa desta página está em pausa por enquanto.',
      'origin-refused':
        'A pesquisa não pode ser usada a partir desta página. Os responsáveis pela página podem pedir que o endereço seja aceito.',
      'server-key-in-browser':
        'A pesquisa desta página está desligada: a chave dela não deve ser usada em uma página.',
      'out-of-scope': 'Esta página oferece uma parte do catálogo, e o que foi pedido fica fora dela.',
      'rate-limited': 'Há muitas pesquisas a partir daqui neste momento.',
      'quota-used-up': 'As pesquisas desta página se esgotaram por hoje. Amanhã haverá novas.',
      'not-found': 'Esta ficha já não está no catálogo.',
      'bad-request': 'Isto não pôde ser pesquisado. Diga com outras palavras.',
      'too-large': 'O texto é longo demais. Encurte-o, por favor.',
      'timed-out': 'A pesquisa demorou demais. O que você escreveu foi mantido.',
      unavailable: 'A pesquisa está indisponível por um momento. O que você escreveu foi mantido.',
      other: 'Algo deu errado do nosso lado. O que você escreveu foi mantido.',
    },
  };
  var Pt = { en: tt, es: nt, fr: ot, pt: st };
  function rt(...t) {
    for (const e of t) {
      const n = e?.trim().split('-')[0]?.toLowerCase() ?? '';
      if (n !== '') return n === 'es' || n === 'fr' || n === 'pt' ? n : 'en';
    }
    return 'en';
  }
  function at(t) {
    const e = (o, a) => {
        try {
          return new Intl.DisplayNames(t, { type: o }).of(a) ?? a;
        } catch {
          return a;
        }
      },
      n = new Intl.NumberFormat(t),
      r = (o, a) =>
        o.replace(/\{(\w+)\}/g, (c, d) => {
          const p = a[d];
          return typeof p == 'number' ? n.format(p) : (p ?? c);
        });
    return {
      m: Pt[t],
      language: t,
      fill: r,
      count(o, a, c = {}) {
        const [d = '', p = d] = o.split('|');
        return r(new Intl.PluralRules(t).select(a) === 'one' ? d : p, { ...c, n: a });
      },
      languageName: (o) => e('language', o),
      countryName: (o) => e('region', o),
    };
  }
  var Ot = 200,
    Wt = 2;
  function it(t, e, n, r, o) {
    let a = at(rt(...n.languages)),
      { m: c } = a,
      d = Ne(n, a.language),
      p = s('div', { class: 'away', role: 'status' }),
      i = {
        words: a,
        settings: n,
        api: d,
        say: (m) => {
          p.textContent = m;
        },
        emit: (m, y, S = !1) =>
          Ie(t, new CustomEvent(`citymatch:${m}`, { bubbles: !0, composed: !0, cancelable: S, detail: y })),
        open(m, y) {
          const { id: S, kind: E, title: U, page: O } = m;
          i.emit('select', { id: S, kind: E, title: U, page: R(i, O) }, !0) &&
            (d.count('select'),
            H.element.hidden && (b = y),
            (k.hidden = !0),
            H.open(m, f === void 0 ? c.backToSearch : c.back));
        },
      },
      u = o?.mode ?? n.mode,
      f,
      b,
      g,
      w,
      l = s('div', { class: 'head' }),
      h = s('ol', { class: 'cards' }),
      v = s('div', { class: 'more' }),
      C = Ke(i, () => he(f !== void 0 && 'words' in f ? f.words : '', !0)),
      k = s('div', { class: 'results', part: 'results', tabindex: '-1' }),
      H = _e(i, pt),
      D = ze(i, {
        typed: ut,
        submit: (m) => he(m, !1),
        pick: ({ id: m, kind: y, title: S, language: E, page: U }) =>
          i.open({ id: m, kind: y, title: S, language: E, page: U }, me()),
      }),
      j = Be(i, (m) => Ae(m, !0)),
      Le = ['search', 'challenge'].map((m) =>
        T(s('button', { type: 'button', class: 'mode', part: 'mode', id: `mode-${m}` }, c[m]), {
          click: () => ee(m),
        }),
      ),
      _ = J({ waiting: () => {}, failed: () => {} }),
      Z = k,
      I = J({
        waiting: (m) => {
          L(k, 'aria-busy', 'true');
          const y = Z === v || (f !== void 0 && h.isConnected && h.children.length > 0);
          qe(ce(i, m, y ? 0 : 3));
        },
        failed: (m, y) => qe(de(i, m, y, dt())),
      });
    function qe(m) {
      Z === v ? N(v, m) : h.isConnected && !m.part.contains('notice') ? N(l, m) : N(k, m);
    }
    function N(m, ...y) {
      const S = m.contains(e.activeElement);
      A(m, ...y), S && !m.contains(e.activeElement) && q(k);
    }
    function dt() {
      if (f !== void 0 && 'words' in f) {
        const m = new URLSearchParams([
          ['q', f.words],
          ...n.sector.map((y) => ['sector', y]),
          ...n.country.map((y) => ['country', y]),
        ]);
        return R(i, `/search?${m}`);
      }
      return R(i, '/');
    }
    const me = () => D.form.querySelector('input') ?? t;
    function ut(m) {
      clearTimeout(g), _.stop();
      const y = m.trim();
      y.length < Wt ||
        (g = setTimeout(() => {
          _.run(
            (S) => d.search({ words: y, chosen: {} }, S),
            (S) => {
              (w = { words: y, answer: S }), e.activeElement === me() && D.suggest(S.hits);
            },
          );
        }, Ot));
    }
    function fe() {
      clearTimeout(g), _.stop(), H.stop(), (H.element.hidden = !0), (k.hidden = !1), (Z = k);
    }
    function he(m, y) {
      fe(), (f = { words: m }), y || C.clear();
      const S = w?.words === m && !y ? w.answer : void 0;
      I.run(
        (E) => (S === void 0 ? d.search({ words: m, chosen: C.chosen() }, E) : Promise.resolve({ value: S })),
        (E) => {
          D.close(),
            C.show(E),
            N(l, ...Ze(i, E, m, () => lt(m))),
            N(h, ...Ce(i, E)),
            L(h, 'aria-label', ue(i, E.total, m)),
            (h.hidden = E.total === 0),
            Re(m, E),
            h.isConnected || N(k, l, C.element, h, v),
            ge(ue(i, E.total, m), { mode: 'search', text: m, total: E.total });
        },
      );
    }
    function Re(m, y) {
      N(v);
      const { nextCursor: S } = y;
      if (S === void 0) return;
      const E = s('button', { type: 'button', class: 'button plain-button', part: 'button' }, c.more);
      F(
        v,
        T(E, {
          click: () => {
            (Z = v),
              I.run(
                (O) => d.search({ words: m, chosen: C.chosen(), cursor: S }, O),
                (O) => {
                  const B = Ce(i, O);
                  F(h, ...B),
                    Re(m, O),
                    e.activeElement === k && q(B[0]?.querySelector('a') ?? void 0),
                    ge(a.count(c.results, y.total));
                },
              );
          },
        }),
      );
    }
    function Ae(m, y) {
      fe(),
        (f = m),
        N(k),
        I.run(
          (S) => d.match(m, S),
          (S) => {
            const { nodes: E, words: U } = et(i, S, m);
            N(k, ...E);
            const { confident: O } = S;
            ge(U, { mode: 'challenge', text: m.statement, total: S.results.length, confident: O });
            const B = k.querySelector('.heading'),
              mt = e.activeElement === k || j.form.contains(e.activeElement);
            !y || B === null || !mt || (q(B), se(B, { block: 'nearest' }));
          },
        );
    }
    function ge(m, y) {
      W(k, 'aria-busy'), i.say(m), y !== void 0 && i.emit('search', y);
    }
    function lt(m) {
      j.values().statement === '' && j.fill({ statement: m }), ee('challenge'), j.focus();
    }
    function pt() {
      H.stop(), (H.element.hidden = !0), (k.hidden = !1), q(b?.isConnected === !0 ? b : me()), (b = void 0);
    }
    function ee(m) {
      const y = m !== u;
      (u = m),
        (D.form.hidden = u !== 'search'),
        (j.form.hidden = u !== 'challenge'),
        u === 'challenge' && j.shown(),
        Le.forEach((S, E) => {
          L(S, 'aria-pressed', String((E === 0) == (u === 'search')));
        }),
        y && (fe(), I.stop(), (f = void 0), N(k), i.say(''));
    }
    return (
      Fe(
        e,
        s(
          'div',
          { class: 'root', part: 'root', role: 'search', lang: a.language, 'aria-label': r },
          s('div', { class: 'modes', part: 'modes', role: 'group', 'aria-label': c.how }, ...Le),
          D.form,
          j.form,
          k,
          H.element,
          s('p', { class: 'foot small', part: 'footer' }, P(R(i, '/'), 'CityMatch', c.newTab)),
          p,
        ),
      ),
      o !== void 0 && (D.fill(o.words), j.fill(o.values)),
      ee(u),
      o?.asked !== void 0 && ('words' in o.asked ? he(o.asked.words, !1) : Ae(o.asked, !1)),
      o?.focused !== void 0 && q(e.getElementById(o.focused) ?? void 0),
      {
        draft: () => ({
          mode: u,
          words: D.text(),
          values: j.values(),
          asked: f,
          focused: e.activeElement?.id,
        }),
        setMode: ee,
        pause() {
          clearTimeout(g), _.stop(), I.pause(), H.pause();
        },
        resume() {
          I.resume(), H.resume();
        },
        stop() {
          clearTimeout(g);
          for (const m of [_, I, H]) m.stop();
        },
      }
    );
  }
  var le = ['key', 'language', 'sector', 'country', 'theme', 'mode', 'api'],
    Ft = Dt();
  function Dt() {
    const { currentScript: t } = document,
      e = t instanceof HTMLScriptElement ? t : document.querySelector('script[src*="/embed/v1/"]');
    return ct(e?.src);
  }
  function ct(t) {
    if (!t || !URL.canParse(t, document.baseURI)) return;
    const { origin: e, protocol: n } = new URL(t, document.baseURI);
    return n === 'https:' || n === 'http:' ? e : void 0;
  }
  function xe(t) {
    const e = (o) => $(t, o),
      n = (o) =>
        (e(o) ?? '')
          .split(/[\s,]+/)
          .map((a) => a.trim())
          .filter((a) => a !== ''),
      r = ne(t, '[lang]');
    return {
      key: e('key')?.trim() ?? '',
      languages: [e('language'), r && $(r, 'lang')],
      sector: n('sector'),
      country: n('country').map((o) => o.toUpperCase()),
      mode: e('mode') === 'challenge' ? 'challenge' : 'search',
      base: ct(e('api')) ?? Ft,
    };
  }
  var pe,
    It = 0;
  function Ut() {
    return (
      pe === void 0 &&
        ((pe = new CSSStyleSheet()),
        pe.replaceSync(
          ':host{all:initial!important;display:block!important;unicode-bidi:isolate!important;inline-size:100%!important;min-inline-size:0!important;--accent: var(--citymatch-accent, #0b5a63);--ink: var(--citymatch-ink, #15222b);--paper: var(--citymatch-paper, #fff);--strong: color-mix(in oklab, var(--accent) 74%, #000);--on-dark: #fff;--warning: #7a4300;--high: var(--strong);--scheme: light}@media(prefers-color-scheme:dark){:host(:not([theme="light"])){--accent: var(--citymatch-accent, #74c8cd);--ink: var(--citymatch-ink, #e7eeed);--paper: var(--citymatch-paper, #162022);--strong: color-mix(in oklab, var(--accent) 70%, #fff);--on-dark: #062226;--warning: #f3c584;--scheme: dark}}:host([theme="dark"]){--accent: var(--citymatch-accent, #74c8cd);--ink: var(--citymatch-ink, #e7eeed);--paper: var(--citymatch-paper, #162022);--strong: color-mix(in oklab, var(--accent) 70%, #fff);--on-dark: #062226;--warning: #f3c584;--scheme: dark}:host([hidden]){display:none!important}*,*:before,*:after{box-sizing:border-box}[hidden]{display:none!important}.root{--muted: color-mix(in oklab, var(--ink) 76%, var(--paper));--line: color-mix(in oklab, var(--ink) 15%, var(--paper));--edge: color-mix(in oklab, var(--ink) 58%, var(--paper));--soft: color-mix(in oklab, var(--accent) 11%, var(--paper));--on-accent: var(--citymatch-on-accent, var(--on-dark));--on-high: var(--on-dark);--radius: var(--citymatch-radius, 8px);container-type:inline-size;position:relative;padding:20px;background:var(--paper);color:var(--ink);color-scheme:var(--scheme);border:1px solid var(--line);border-radius:var(--radius);font-family:var( --citymatch-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif );font-size:var(--citymatch-font-size, 1em);line-height:1.5;font-variant-numeric:tabular-nums;overflow-wrap:break-word;text-align:start}@supports (color: color(from red srgb-linear r g b)){.root{--turn: clamp(0, (.18 - (.2126 * r + .7152 * g + .0722 * b)) * 1e4, 1);--on-accent: var( --citymatch-on-accent, color(from var(--accent) srgb-linear var(--turn) var(--turn) var(--turn)) );--on-high: color(from var(--high) srgb-linear var(--turn) var(--turn) var(--turn))}}h2,h3,h4,p,ul,ol,blockquote{margin:0;padding:0}h2,h3,h4{line-height:1.2;font-weight:650;text-wrap:balance}h2{font-size:1.375em}h3{font-size:1.125em}h4{font-size:1em;margin-block-end:8px}ul,ol{list-style:none}a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:.18em}a:hover{color:var(--strong);text-decoration-thickness:2px}:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:2px}[tabindex="-1"]:focus{outline:none}mark{background:var(--soft);color:inherit;box-shadow:inset 0 -2px var(--accent)}button,input,select,textarea{margin:0;font:inherit;color:inherit}.away{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}.muted,.hint,.small{color:var(--muted)}.small,.hint,.facts,.option .muted{font-size:.875em}.warn{color:var(--warning)}.modes{display:flex;flex-wrap:wrap;gap:0 20px;margin-block-end:16px;border-block-end:1px solid var(--line)}.mode{min-height:44px;padding:0 2px;background:none;border:0;border-block-end:3px solid transparent;color:var(--muted);cursor:pointer}.mode:hover{color:var(--ink)}.mode[aria-pressed=true]{color:var(--ink);font-weight:600;border-block-end-color:var(--accent)}.form{display:grid;gap:8px}.label{font-weight:600}.line{display:flex;flex-wrap:wrap;align-items:center;gap:8px 16px}.combo{position:relative;flex:1 1 220px;min-width:0}.field{display:block;width:100%;min-width:0;min-height:44px;padding:9px 12px;background:var(--paper);border:1px solid var(--edge);border-radius:var(--radius)}textarea.field{resize:vertical}select.field{appearance:none;padding-inline-end:32px;text-overflow:ellipsis;background-image:linear-gradient(45deg,transparent 50%,var(--ink) 50%),linear-gradient(-45deg,transparent 50%,var(--ink) 50%);background-size:6px 6px;background-repeat:no-repeat;background-position:right 18px center,right 12px center}select.field:dir(rtl){background-position:left 12px center,left 18px center}.field:focus-visible{outline-offset:0;border-radius:var(--radius)}.field[aria-invalid=true]{border-width:2px;border-color:var(--warning)}.error{color:var(--warning);font-weight:600}.pair{display:grid;gap:8px 16px;align-items:end}.button{display:inline-flex;align-items:center;justify-content:center;min-height:44px;padding:8px 20px;background:var(--accent);border:1px solid var(--accent);border-radius:var(--radius);color:var(--on-accent);font-weight:600;text-decoration:none;cursor:pointer}.button:hover{color:var(--on-high);background:var(--strong);border-color:var(--strong)}.plain-button,.plain-button:hover{background:none;border-color:var(--edge);color:var(--ink)}.plain-button:hover{border-color:var(--ink)}.button:focus-visible{border-radius:var(--radius)}.link{min-height:32px;padding:0;background:none;border:0;color:var(--accent);text-decoration:underline;text-underline-offset:.18em;cursor:pointer}.list{position:absolute;inset-block-start:calc(100% + 4px);inset-inline:0;z-index:2;max-height:400px;overflow-y:auto;padding:4px;background:var(--paper);border:1px solid var(--edge);border-radius:var(--radius);box-shadow:0 8px 28px #10202833}.option{display:grid;min-height:44px;padding:8px;line-height:1.3;border-radius:calc(var(--radius) / 2);cursor:pointer}.option:hover{background:var(--soft)}.option[aria-selected=true]{background:var(--soft);outline:2px solid var(--accent);outline-offset:-2px}.results,.details{display:grid;gap:16px;margin-block-start:20px}.results:empty{display:none}.head{display:grid;gap:8px}.filters{display:grid;gap:8px 12px;align-items:end}.cards{display:grid;gap:16px}[aria-busy] .cards{opacity:.55}.card{padding:16px;border:1px solid var(--line);border-radius:var(--radius)}.card-top{display:flex;flex-wrap:wrap;justify-content:space-between;gap:6px 16px}.card h3{font-size:1.1875em}.title{color:var(--ink);text-decoration-color:var(--edge)}.card .muted{margin-block-start:4px}.summary{max-width:68ch;margin-block-start:10px}.band{display:inline-flex;align-items:center;align-self:start;gap:7px;padding:2px 12px 2px 9px;font-size:.875em;font-weight:600;border:1px solid var(--edge);border-radius:16px;white-space:nowrap}.band-high{color:var(--on-high);background:var(--high);border-color:var(--high)}.band-medium{background:color-mix(in oklab,var(--accent) 26%,var(--paper));border-color:var(--accent)}.band-low{color:var(--muted)}.band-shape{flex:none;width:14px;height:14px;fill:none;stroke:currentColor;stroke-width:1.6}.band-shape path+path{fill:currentColor}.card section{margin-block-start:16px}.reasons{display:grid;gap:10px}.reasons li{display:grid;grid-template-columns:16px minmax(0,1fr);gap:10px;max-width:68ch}.sign{margin-block-start:.3em;fill:none;stroke:currentColor;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round;color:var(--accent)}.sign.warn{color:var(--warning)}blockquote{margin-block-start:4px;padding-inline-start:12px;border-inline-start:2px solid var(--line);color:var(--muted)}.facts{display:grid;gap:6px;margin-block-start:16px;padding-block-start:12px;border-block-start:1px solid var(--line)}.inline,.inline li{display:inline}.inline li+li:before{content:"; "}.send{display:grid;gap:8px;justify-items:start}.notice{display:grid;gap:12px;padding:16px;background:var(--soft);border-radius:var(--radius);border-inline-start:4px solid var(--accent)}.notice>*{max-width:68ch}.searching{display:grid;gap:16px}.ghost{display:grid;gap:10px;padding:16px;border:1px solid var(--line);border-radius:var(--radius)}.ghost span{height:12px;width:45%;background:var(--line);border-radius:6px}.ghost span+span{width:92%}.ghost span+span+span{width:70%}.details{gap:4px}.body h3{margin-block:20px 6px}.text{max-width:68ch;white-space:pre-line}.body .facts{margin-block:20px 12px}.body>.fact{margin-block-start:12px}.plain{display:grid;gap:4px}.foot{margin-block-start:16px}.foot a{color:inherit}@media(pointer:coarse){.link,.foot a,.title,.related,.notice a:not(.button),.source a,.body p>a{display:inline-flex;align-items:center;min-height:44px}}@container (min-width: 520px){.pair{grid-template-columns:1fr 1fr}.filters{grid-template-columns:repeat(3,minmax(0,1fr)) auto}.card{padding:20px}}@container (max-width: 420px){.line>.button{flex:1 1 auto}}',
        )),
      pe
    );
  }
  var X = class extends HTMLElement {
    static observedAttributes = le;
    #n;
    #s = () => this.#e?.resume();
    #e;
    #t = 0;
    #o = !1;
    constructor() {
      super(), (this.#n = We(this, { mode: 'open' })), (this.#n.adoptedStyleSheets = [Ut()]);
    }
    connectedCallback() {
      this.#a(), oe(window, 'online', this.#s), this.#e === void 0 ? this.#r() : this.#e.resume();
    }
    disconnectedCallback() {
      De(window, 'online', this.#s), this.#e?.pause();
    }
    attributeChangedCallback(e, n, r) {
      if (!(this.#e === void 0 || n === r || e === 'theme')) {
        if (e === 'mode') {
          this.#e.setMode(xe(this).mode);
          return;
        }
        this.#o ||
          ((this.#o = !0),
          queueMicrotask(() => {
            (this.#o = !1), this.#r();
          }));
      }
    }
    #r() {
      this.#t === 0 && (this.#t = ++It);
      const e = this.#e?.draft();
      this.#e?.stop();
      const n = $(this, 'aria-label') ?? `CityMatch${this.#t > 1 ? ` ${this.#t}` : ''}`;
      (this.#e = it(this, this.#n, xe(this), n, e)), this.isConnected || this.#e.pause();
    }
    #a() {
      for (const e of le) {
        if (!Object.hasOwn(this, e)) continue;
        const n = Reflect.get(this, e);
        Reflect.deleteProperty(this, e), Reflect.set(this, e, n);
      }
    }
  };
  for (const t of le)
    Object.defineProperty(X.prototype, t, {
      configurable: !0,
      enumerable: !0,
      get() {
        return $(this, t) ?? '';
      },
      set(e) {
        e == null ? W(this, t) : L(this, t, String(e));
      },
    });
  customElements.get('city-match') === void 0 && customElements.define('city-match', X);
})();
