"""Signing in, with a code where one is asked for, and signing out."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from couples.wording import gettext as _
from portal.access import home_of
from portal.forms.public import CodeForm, SignInForm
from portal.public import blueprint, entering
from portal.tries import TooManyTriesError, tell_of_refusal

Answer = Response | str | tuple[str, int] | tuple[str, int, dict[str, str]]


@blueprint.get("/")
def start() -> Response:
    """Go where the person begins."""
    if current_user.is_authenticated:
        return redirect(home_of(current_user.signed_in.identity.role))
    return redirect(url_for(".sign_in"))


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Answer:
    """Sign in with an address and a password."""
    form, there = SignInForm(), request.args.get("next", "")
    if form.validate_on_submit():
        try:
            person = entering.person_with(form.email.data or "", form.password.data or "")
        except TooManyTriesError as wait:
            return _wait("public/sign-in.html", form, there, wait)
        if person is not None:
            return entering.enter(person, there=there, kept_fields=form.kept.data or "")
        tell_of_refusal("a wrong password")
        form.refuse(_("This address and this password do not belong together."))
    return render_template("public/sign-in.html", form=form, there=there), form.status


@blueprint.route("/sign-in/code", methods=["GET", "POST"])
def code() -> Answer:
    """Type the code of the second factor, after the password."""
    row = entering.waiting()
    if row is None:
        return redirect(url_for(".sign_in"))
    form, there = CodeForm(), request.args.get("next", "")
    if form.validate_on_submit():
        try:
            passed = entering.person_with_code(row, form.code.data or "")
        except TooManyTriesError as wait:
            return _wait("public/code.html", form, there, wait, person=row.person)
        if passed is not None:
            return entering.pass_the_code(passed, there=there, kept_fields=form.kept.data or "")
        tell_of_refusal("a wrong code")
        form.refuse(_("That code does not fit just now. Wait for the next one and type that."))
    page = render_template("public/code.html", form=form, there=there, person=row.person)
    return page, form.status


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """
    End this device's session on the server, and forget it here.

    Somebody may have found themselves in another's account; what is kept there stays there.
    """
    entering.leave()
    if request.form.get("reason") == "not-me":
        flash(_("You are signed out. What was kept waits for the one who began it."))
    else:
        flash(_("You are signed out."))
    return redirect(url_for(".sign_in"))


def _wait(
    template: str,
    form: SignInForm | CodeForm,
    there: str,
    wait: TooManyTriesError,
    **shown: object,
) -> tuple[str, int, dict[str, str]]:
    form.refuse(str(wait))
    page = render_template(template, form=form, there=there, **shown)
    return page, 429, {"Retry-After": str(wait.seconds)}
