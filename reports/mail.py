"""The e-mail: one message per recipient, at most once per edition and revision, never sent again when in doubt."""

from __future__ import annotations

import hashlib
import re
import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Literal

from extract.errors import DeliveryError
from extract.settings import Mail
from extract.store import Store
from reports.brief import Brief
from reports.outputs.html import environment

NOBODY = "analyst@synoptic.invalid"  # a name that can never be delivered to (RFC 2606)
State = Literal["sent", "written", "already", "failed", "unknown"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one message."""

    recipient: str
    state: State
    detail: str


def compose(brief: Brief, pdf: bytes, sender: str, recipient: str) -> EmailMessage:
    """Text, HTML and the PDF: multipart/mixed[alternative[text, html], pdf].

    Raises:
        DeliveryError: an address or a title that is no header, such as one with a line break.
    """
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = _address(sender)
        message["To"] = _address(recipient)
        message["Subject"] = brief.title
        message["Date"] = format_datetime(brief.made)
        message["Message-ID"] = message_id(brief, sender, recipient)
    except (ValueError, IndexError) as problem:
        raise DeliveryError(f"mail to {recipient!r}: {problem}") from problem
    message["List-Id"] = "Synoptic coverage reports <coverage.synoptic.invalid>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: keeps holiday notices from answering
    message.set_content(environment().get_template("mail.txt.jinja").render(d=brief))
    message.add_alternative(environment().get_template("mail.html.jinja").render(d=brief), subtype="html")
    name = re.sub(r"[^\w.-]+", "-", f"synoptic-{brief.edition}-r{brief.revision}.pdf", flags=re.ASCII)
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename=name)
    return message


def _address(text: str) -> Address:
    name, address = parseaddr(text)
    if any(c in text for c in "\r\n\0") or "@" not in address:
        raise ValueError(f"{text!r} is no e-mail address")
    return Address(name, addr_spec=address)


def message_id(brief: Brief, sender: str, recipient: str) -> str:
    """The same edition, revision and recipient have the same Message-ID for ever, so that a mailbox can tell."""
    key = f"{brief.edition}\0{brief.revision}\0{recipient}".encode()
    domain = parseaddr(sender)[1].rpartition("@")[2] or "synoptic.invalid"
    return f"<{hashlib.sha256(key).hexdigest()[:32]}@{domain}>"


def deliver(message: EmailMessage, mail: Mail, store: Store, brief: Brief, recipient: str) -> Outcome:
    """Send one message, at most once.

    The row of (edition, revision, recipient) is claimed first. A failure before the server was given the content may
    be tried again by a later run; a failure after that is "unknown" and is never tried again.
    """
    key = (brief.edition, brief.revision, recipient)
    if not store.claim_delivery(*key, str(message["Message-ID"])):
        return Outcome(recipient, "already", "sent or claimed by an earlier run: nothing sent")
    try:
        _send(message, mail, recipient)
    except _Doubtful as problem:
        store.finish_delivery(*key, "unknown", str(problem))
        return Outcome(recipient, "unknown", f"the server may have it: {problem}")
    except (OSError, smtplib.SMTPException) as problem:
        store.finish_delivery(*key, "failed", _said(problem))
        return Outcome(recipient, "failed", _said(problem))
    store.finish_delivery(*key, "sent")
    return Outcome(recipient, "sent", f"handed to {mail.host}:{mail.port}")


class _Doubtful(Exception):
    """The connection broke after the content was on its way."""


def _send(message: EmailMessage, mail: Mail, recipient: str) -> None:
    server = _session(mail)
    try:
        sender = parseaddr(str(message["From"]))[1]
        _accepted(server.mail(sender), sender)
        _accepted(server.rcpt(parseaddr(recipient)[1]), recipient)
        try:
            code, answer = server.data(message.as_bytes())
        except smtplib.SMTPDataError:
            raise  # the server refused before any content: it has nothing
        except (OSError, smtplib.SMTPException) as problem:
            raise _Doubtful(_said(problem)) from problem
        if code != 250:
            # RFC 5321 would allow another try; one message too few is better than two of the same.
            raise _Doubtful(f"{code} {answer.decode('utf-8', 'replace')} after the content")
    finally:
        _leave(server)


def _leave(server: smtplib.SMTP) -> None:
    """Say goodbye. What the server answers changes nothing: the message is accepted or refused by now."""
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        server.close()


def _session(mail: Mail) -> smtplib.SMTP:
    server = smtplib.SMTP(mail.host or "", mail.port, timeout=mail.timeout)
    try:
        server.ehlo()
        if mail.starttls:
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        if mail.user:
            _login(server, mail)
    except (OSError, smtplib.SMTPException):
        server.close()
        raise
    return server


def _login(server: smtplib.SMTP, mail: Mail) -> None:
    try:
        server.login(mail.user or "", mail.password.get_secret_value() if mail.password else "")
    except UnicodeError as problem:  # smtplib sends ASCII only; its own message would quote the password
        raise smtplib.SMTPException("user or password has a character outside ASCII") from problem


def _accepted(answer: tuple[int, bytes], address: str) -> None:
    code, said = answer
    if code not in (250, 251):
        raise smtplib.SMTPResponseException(code, f"{address} refused: {said.decode('utf-8', 'replace')}")


def _said(problem: Exception) -> str:
    """An error in one line; never with what was sent."""
    if isinstance(problem, smtplib.SMTPResponseException):
        text = problem.smtp_error
        return f"{problem.smtp_code} {text.decode('utf-8', 'replace') if isinstance(text, bytes) else text}"
    return f"{type(problem).__name__}: {problem}" if str(problem) else type(problem).__name__


def write_messages(brief: Brief, pdf: bytes, mail: Mail, folder: Path) -> list[Path]:
    """The messages as ``.eml`` files instead of sending them: one per recipient, or one to nobody."""
    paths = []
    for recipient in mail.recipients or (NOBODY,):
        name = "report" if not mail.recipients else re.sub(r"[^\w.@+-]+", "-", parseaddr(recipient)[1])
        path = folder / f"{name}.eml"
        path.write_bytes(compose(brief, pdf, mail.sender, recipient).as_bytes())
        paths.append(path)
    return paths


def summary(outcomes: Sequence[Outcome]) -> str:
    return "; ".join(f"{o.recipient}: {o.state} ({o.detail})" for o in outcomes)
