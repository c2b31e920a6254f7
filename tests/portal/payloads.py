"""Forty texts that would do something if a page took them for anything but words."""

from __future__ import annotations

MARK = "mendwell-mark"
"""What each of them does, if it does anything, it does under this name."""

_RUNS = (
    "<script>{0}()</script>",
    "<script src=//{0}.example></script>",
    "<ScRiPt>{0}()</sCrIpT>",
    "<script\t>{0}()</script\n>",
    "</textarea><script>{0}()</script>",
    "</title><script>{0}()</script>",
    "</pre><script>{0}()</script>",
    "--><script>{0}()</script>",
    "]]><script>{0}()</script>",
    "<img src=x onerror={0}()>",
    "<img src=x onerror='{0}()' alt=\"",
    "<svg onload={0}()>",
    "<svg/onload={0}()//",
    "<svg><animate onbegin={0}() attributeName=x>",
    "<svg><script>{0}()</script></svg>",
    "<math><mi xlink:href=javascript:{0}()>x</mi></math>",
    "<body onload={0}()>",
    "<iframe src=javascript:{0}()>",
    "<iframe srcdoc='<script>{0}()</script>'>",
    "<object data=javascript:{0}()>",
    "<embed src=javascript:{0}()>",
    "<a href=javascript:{0}()>here</a>",
    "<a href='java\tscript:{0}()'>here</a>",
    "<form action=javascript:{0}()><button>here</button></form>",
    "<button formaction=javascript:{0}()>here</button>",
    "<input autofocus onfocus={0}()>",
    "<details open ontoggle={0}()>",
    "<video><source onerror={0}()></video>",
    "<style>@import '//{0}.example';</style>",
    "<link rel=stylesheet href=//{0}.example>",
    "<meta http-equiv=refresh content='0;url=//{0}.example'>",
    "<base href=//{0}.example>",
    '" onmouseover="{0}()',
    "' onmouseover='{0}()",
    "` onmouseover=`{0}()",
    "<p style=background:url(//{0}.example)>",
    "<template><b id={0}></b></template>",
    "<noscript><p title='</noscript><b id={0}>'>",
    "{{{{ {0} }}}} {{% {0} %}} ${{{0}}}",
    "%(num)s &lt;script&gt;{0}()&lt;/script&gt; &#60;b id={0}&#62;",
)

PAYLOADS = tuple(each.format(MARK) for each in _RUNS)
