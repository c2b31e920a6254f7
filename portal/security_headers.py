"""The headers of every answer: nothing foreign runs, nothing is kept, nothing is told."""

from __future__ import annotations

from flask import Flask, Response, request
from secure import (
    CacheControl,
    ContentSecurityPolicy,
    CrossOriginOpenerPolicy,
    CrossOriginResourcePolicy,
    CustomHeader,
    PermissionsPolicy,
    ReferrerPolicy,
    Secure,
    StrictTransportSecurity,
    XContentTypeOptions,
    XFrameOptions,
)

_YEAR = 365 * 24 * 60 * 60
_UNUSED = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "microphone=(), midi=(), payment=(), usb=(), browsing-topics=()"
)


FRAMING = frozenset({"counselor.design", "counselor.report_design", "counselor.letterhead"})
FRAMED = frozenset(
    {"counselor.design_preview", "counselor.report_design_preview", "counselor.letterhead_preview"}
)
"""The one thing that is shown inside another page, and where: an invented couple's paper."""


def init_app(app: Flask, *, https: bool) -> None:
    """Send the headers with every answer, errors included."""
    headers = Secure(
        cache=CacheControl().no_store(),
        csp=_content_security_policy(),
        coop=CrossOriginOpenerPolicy().same_origin(),
        corp=CrossOriginResourcePolicy().same_origin(),
        permissions=PermissionsPolicy().value(_UNUSED),
        referrer=ReferrerPolicy().no_referrer(),
        xcto=XContentTypeOptions().nosniff(),
        xfo=XFrameOptions().deny(),
        hsts=StrictTransportSecurity().max_age(_YEAR).include_subdomains() if https else None,
        custom=[CustomHeader("X-Robots-Tag", "noindex, nofollow")],
    ).headers
    static = f"{app.static_url_path}/"
    framing, framed = (
        {"Content-Security-Policy": Secure(csp=csp).headers["Content-Security-Policy"]}
        for csp in (
            _content_security_policy().frame_src("'self'"),
            _content_security_policy(framed_by="'self'"),
        )
    )
    framed["X-Frame-Options"] = "SAMEORIGIN"

    @app.after_request
    def send(response: Response) -> Response:
        for name, value in headers.items():
            response.headers[name] = value
        # By the address and not by the answer: an error inside the frame is to be read too.
        if request.endpoint in FRAMED:
            response.headers.update(framed)
        elif request.endpoint in FRAMING:
            response.headers.update(framing)
        if request.path.startswith(static):
            # A style sheet tells nothing; the browser may keep it, and asks whether it changed.
            response.headers["Cache-Control"] = "no-cache"
        return response


def _content_security_policy(framed_by: str = "'none'") -> ContentSecurityPolicy:
    return (
        ContentSecurityPolicy()
        .default_src("'none'")
        .script_src("'self'")
        .style_src("'self'")
        .img_src("'self'")
        .font_src("'self'")
        .connect_src("'self'")
        .form_action("'self'")
        .base_uri("'none'")
        .frame_ancestors(framed_by)
    )
