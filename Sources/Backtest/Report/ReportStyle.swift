/// The look of the page: light and dark as the reader's system is, and fit for paper.
enum ReportStyle {
    static let css = """
        :root{color-scheme:light dark;--bg:#fbfbf9;--panel:#fff;--ink:#1c2430;--soft:#5c6773;--line:#d9dde2;\
        --grid:#e8ebee;--ours:#1f6f8b;--bar:#a9b4bf;--zero:#dfe3e8;--ordinary:#e6f2ec;--scheduled:#e3e7eb;\
        --late:#e9c46a;--cancelled:#c8553d;--none:#b8c0c8;--low:#e3b23c;--medium:#e07a3f;--high:#c23b4b;\
        --critical:#7a2a8c;--good:#2e7d5b;--bad:#b23a48}
        @media (prefers-color-scheme:dark){:root{--bg:#12161b;--panel:#1a2027;--ink:#e6eaee;--soft:#9aa6b2;\
        --line:#323b45;--grid:#262e37;--ours:#5db7d5;--bar:#67747f;--zero:#3a444e;--ordinary:#18302a;\
        --scheduled:#38424d;--late:#d9ae4c;--cancelled:#e0705a;--none:#5d6873;--low:#e6bd55;--medium:#ee9158;\
        --high:#e2606e;--critical:#b96fd0;--good:#5cc397;--bad:#ea7684}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,\
        "Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
        main{max-width:1080px;margin:0 auto;padding:32px 24px 64px}
        h1{font-size:30px;line-height:1.2;margin:0 0 4px;letter-spacing:-.01em}
        h2{font-size:21px;margin:44px 0 6px;letter-spacing:-.005em}
        h3{font-size:16px;margin:22px 0 4px}
        .panel h3{margin-top:2px}
        p{margin:6px 0 12px;max-width:76ch}
        .soft{color:var(--soft)}
        .cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:20px 0}
        .card{background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:12px 14px}
        .card b{display:block;font-size:22px;line-height:1.25}
        .card span{color:var(--soft);font-size:13px}
        .panel{background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:14px 16px;margin:12px 0}
        .two{display:grid;grid-template-columns:repeat(auto-fit,minmax(300px,1fr));gap:12px}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-size:14px;margin:8px 0}
        th,td{padding:5px 10px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
        th{font-weight:600;color:var(--soft);font-size:13px}
        .n{text-align:right}td.n{white-space:nowrap}
        td.us{font-weight:700;color:var(--ours)}
        .better{color:var(--good)}.worse{color:var(--bad)}
        svg{display:block;width:100%;height:auto}
        svg text{font:11px system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
        .t{fill:var(--soft)}.ti{fill:var(--ink)}.tb{fill:var(--ink);font-weight:600!important}
        .grid{stroke:var(--grid);stroke-width:1}.axis{stroke:var(--line);stroke-width:1}
        .dash{stroke:var(--soft);stroke-width:1;stroke-dasharray:4 4;fill:none}
        .ours{fill:var(--ours)}.bar{fill:var(--bar)}.zero{fill:var(--zero)}
        .oursline{stroke:var(--ours);stroke-width:2;fill:none}
        .ordinary{fill:var(--ordinary)}.scheduled{fill:var(--scheduled)}.late{fill:var(--late)}\
        .cancelled{fill:var(--cancelled)}
        .s0{fill:var(--none)}.s1{fill:var(--low)}.s2{fill:var(--medium)}.s3{fill:var(--high)}.s4{fill:var(--critical)}
        .band{opacity:.35}.mark{stroke:var(--panel);stroke-width:1.5}
        .key{display:inline-flex;gap:14px;flex-wrap:wrap;font-size:13px;color:var(--soft);margin:2px 0 6px}
        .key i{display:inline-block;width:11px;height:11px;border-radius:2px;margin-right:5px;vertical-align:-1px}
        .k0{background:var(--none)}.k1{background:var(--low)}.k2{background:var(--medium)}.k3{background:var(--high)}\
        .k4{background:var(--critical)}.ko{background:var(--ordinary);border:1px solid var(--line)}\
        .kc{background:var(--cancelled)}.kl{background:var(--late)}.ks{background:var(--scheduled)}\
        .ku{background:var(--ours)}.kb{background:var(--bar)}.kz{background:var(--zero)}
        .tag{display:inline-block;min-width:58px;border-radius:4px;padding:0 6px;font-size:12px;font-weight:600;\
        color:#fff;text-align:center}
        .tag.k1,.tag.k0{color:#1c2430}
        ul{margin:6px 0 12px;padding-left:20px}
        li{margin:3px 0;max-width:76ch}
        .log{font-size:13.5px}
        .log td{padding:3px 8px}
        code{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
        footer{margin-top:48px;color:var(--soft);font-size:13px;border-top:1px solid var(--line);padding-top:12px}
        @media print{:root{--bg:#fff;--panel:#fff;--ink:#000;--soft:#444;--line:#bbb;--grid:#ddd;--ours:#1f6f8b;\
        --bar:#a9b4bf;--zero:#dfe3e8;--ordinary:#e6f2ec;--scheduled:#e3e7eb;--late:#e9c46a;--cancelled:#c8553d;\
        --none:#b8c0c8;--low:#e3b23c;--medium:#e07a3f;--high:#c23b4b;--critical:#7a2a8c}
        body{font-size:11pt}main{max-width:none;padding:0}.panel,.card,tr{break-inside:avoid}h2,h3{break-after:avoid}\
        *{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
        """
}
