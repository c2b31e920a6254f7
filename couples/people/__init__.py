"""Accounts of counselors and partners: invitations, sign-in, second factor, consent."""
