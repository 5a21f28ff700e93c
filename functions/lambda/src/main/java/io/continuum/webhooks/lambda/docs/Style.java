package io.continuum.webhooks.lambda.docs;

/** How the page looks: in the light and in the dark, on a phone, and on paper. */
final class Style {
    static final String SHEET = """
            :root { color-scheme: light dark; --line: #8886; --soft: #8881; --link: light-dark(#0b57d0, #a8c7fa); }
            * { box-sizing: border-box; }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 0 auto; padding: 1rem; }
            a { color: var(--link); }
            a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); }
            .skip { position: absolute; left: -99rem; }
            .skip:focus { position: static; }
            h1 small { font-weight: normal; font-size: 1rem; }
            h2 { margin-top: 3rem; border-bottom: 1px solid var(--line); }
            nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; list-style: none; }
            code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
            pre { overflow-x: auto; padding: .75rem; background: var(--soft); border: 1px solid var(--line); }
            pre code { overflow-wrap: normal; }
            .op { border: 1px solid var(--line); border-radius: .4rem; margin: .5rem 0; padding: 0 .75rem; }
            .op summary { padding: .6rem 0; cursor: pointer; }
            .op summary b { display: inline-block; min-width: 4.2rem; }
            .op summary span { display: block; }
            .delete { color: light-dark(#b3261e, #f2b8b5); }
            .wide { overflow-x: auto; }
            table { border-collapse: collapse; width: 100%; }
            th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-top: 1px solid var(--line); }
            th { font-weight: normal; }
            thead th { font-weight: bold; }
            .needed { font-size: .8em; font-weight: bold; }
            dt { float: left; clear: left; min-width: 4rem; }
            dd { margin: 0 0 .4rem 4.5rem; }
            .example { margin-bottom: 0; }
            @media (min-width: 50rem) { .op summary span { display: inline; margin-left: .5rem; } }
            @media print { .op { break-inside: avoid; } }
            """;

    private Style() {}
}
