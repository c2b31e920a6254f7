"""
A form of the door that went stale: its press does nothing, and what it carried goes on.

Where two pages ran out, signing in on one renews the secret behind the tokens of both. The
other still signs nobody in, since a form that does so without a token of this browser could
have been sent by anybody, to let somebody write in the sender's account. But what it carried
is sealed for one person: they get it back, and where nobody is signed in a new form of ours
carries it on, unread. Whoever holds the phone may be somebody else, so what tells of fear
asks first who is there.
"""

from __future__ import annotations

from flask import render_template, request, url_for
from flask_login import current_user

from portal import kept
from portal.access import current_identity, may_open
from portal.forms.account import AgainForm
from portal.forms.public import SignInForm

_CARRYING = frozenset(
    {
        *("public.sign_in", "public.sign_in_with_passkey", "public.code"),
        *("account.confirm", "account.confirm_passkey"),
    }
)


def page() -> str | None:
    """The page on which it goes on; None where nothing came along, or not for whoever is here."""
    sealed = request.form.get("kept", "") if request.endpoint in _CARRYING else ""
    if not sealed:
        return None
    if not current_user.is_authenticated:
        form = SignInForm(formdata=None, data={"kept": sealed})
        return render_template("public/sign-in-again.html", form=form, waits="unknown", words="")
    role = current_identity.role
    waited = kept.open_for(current_user.signed_in.person_public_id, role, sealed)
    if waited is None or not may_open(waited.path, role):
        return None
    if waited.path.partition("?")[0] == url_for("partner.tell_of_fear"):
        again = AgainForm(formdata=None, data={"kept": sealed})
        return render_template("account/confirm.html", form=again, there="")
    return render_template("public/carry-on.html", kept=waited)
