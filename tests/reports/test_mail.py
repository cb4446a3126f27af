"""Mail: real SMTP on this machine; at most one message per edition, revision and recipient."""

from __future__ import annotations

import email
import email.policy
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from pydantic import SecretStr

from extract.errors import DeliveryError
from extract.records import Coverage
from extract.settings import Mail
from extract.store import Store
from reports.brief import Brief, brief_of
from reports.document import Document
from reports.mail import compose, deliver, message_id, write_messages

TO = "desk@embassy.example"
FROM = "Synoptic <reports@synoptic.example>"


@dataclass
class Mailbox:
    messages: list[bytes] = field(default_factory=list)
    refuse: str = ""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.refuse and address.startswith(self.refuse):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.messages.append(envelope.content)
        return "250 OK"


@contextmanager
def smtp(mailbox: Mailbox, **options: Any) -> Iterator[Mail]:
    with socket.socket() as free:  # aiosmtpd connects to itself on starting: it must know its port before
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield Mail(host="127.0.0.1", port=port, starttls=False, sender=FROM, recipients=(TO,), timeout=5)
    finally:
        controller.stop()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path / 'synoptic.db'}") as opened:
        yield opened


@pytest.fixture(scope="session")
def brief(talks: Coverage, document_of: Callable[..., Document]) -> Brief:
    return brief_of(document_of(talks), [talks])


def test_a_message_has_text_html_and_the_pdf(brief: Brief) -> None:
    raw = compose(brief, b"%PDF-1.7", FROM, TO).as_bytes()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert message.get_content_type() == "multipart/mixed"
    kinds = [part.get_content_type() for part in message.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "application/pdf"]
    text = message.get_body(("plain",))
    assert text is not None
    assert "3 of 5 outlets read" in text.get_content()
    assert "The Radio (failed: feed: no connection)" in text.get_content()
    (pdf,) = message.iter_attachments()
    assert pdf.get_filename() == "synoptic-2026-W16-r1.pdf"
    assert pdf.get_content() == b"%PDF-1.7"


def test_the_message_id_is_the_same_for_ever_and_differs_by_recipient(brief: Brief) -> None:
    assert message_id(brief, FROM, TO) == message_id(brief, FROM, TO)
    assert message_id(brief, FROM, TO) != message_id(brief, FROM, "other@embassy.example")


@pytest.mark.parametrize("recipient", ["desk@embassy.example\r\nBcc: all@example.org", "no address", "a@b\n", ""])
def test_a_recipient_that_is_no_address_is_refused(brief: Brief, recipient: str) -> None:
    with pytest.raises(DeliveryError):
        compose(brief, b"", FROM, recipient)


def test_a_second_run_sends_nothing_and_says_so(brief: Brief, store: Store) -> None:
    mailbox = Mailbox()
    with smtp(mailbox) as mail:
        message = compose(brief, b"%PDF", FROM, TO)
        first = deliver(message, mail, store, brief, TO)
        second = deliver(message, mail, store, brief, TO)
    assert (first.state, second.state) == ("sent", "already")
    assert "nothing sent" in second.detail
    assert len(mailbox.messages) == 1
    assert [d.state for d in store.deliveries("2026-W16")] == ["sent"]


def test_a_refused_recipient_is_a_failure_that_a_later_run_may_try_again(brief: Brief, store: Store) -> None:
    mailbox = Mailbox(refuse="desk")
    with smtp(mailbox) as mail:
        message = compose(brief, b"%PDF", FROM, TO)
        refused = deliver(message, mail, store, brief, TO)
        mailbox.refuse = ""
        again = deliver(message, mail, store, brief, TO)
    assert refused.state == "failed"
    assert "no such mailbox" in refused.detail
    assert again.state == "sent"


def test_a_server_that_cannot_be_reached_is_a_failure(brief: Brief, store: Store) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        mail = Mail(host="127.0.0.1", port=closed.getsockname()[1], starttls=False, sender=FROM, timeout=2)
        outcome = deliver(compose(brief, b"", FROM, TO), mail, store, brief, TO)
    assert outcome.state == "failed"


def test_a_connection_lost_after_the_content_is_never_tried_again(brief: Brief, store: Store) -> None:
    with dropping_after_data() as port:
        mail = Mail(host="127.0.0.1", port=port, starttls=False, sender=FROM, timeout=5)
        message = compose(brief, b"%PDF", FROM, TO)
        first = deliver(message, mail, store, brief, TO)
        second = deliver(message, mail, store, brief, TO)
    assert (first.state, second.state) == ("unknown", "already")


def test_a_message_taken_by_a_server_that_is_rude_on_leaving_is_sent_once(brief: Brief, store: Store) -> None:
    with dropping_after_data(b"250 OK", b"421 closing") as port:
        mail = Mail(host="127.0.0.1", port=port, starttls=False, sender=FROM, timeout=5)
        message = compose(brief, b"%PDF", FROM, TO)
        first = deliver(message, mail, store, brief, TO)
        second = deliver(message, mail, store, brief, TO)
    assert (first.state, second.state) == ("sent", "already")


@contextmanager
def dropping_after_data(*answers: bytes) -> Iterator[int]:
    """A server that takes the whole content, gives the answers, if any, and closes the connection."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_converse, args=(listening, answers), daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        thread.join(timeout=5)


def _converse(listening: socket.socket, answers: tuple[bytes, ...]) -> None:
    connection, _ = listening.accept()
    with connection, connection.makefile("rwb") as stream:
        stream.write(b"220 ready\r\n")
        stream.flush()
        for line in stream:
            if line.upper().startswith(b"DATA"):
                stream.write(b"354 go on\r\n")
                stream.flush()
                while stream.readline() not in (b".\r\n", b""):
                    pass
                for answer in answers:
                    stream.write(answer + b"\r\n")
                stream.flush()
                return
            stream.write(b"250 OK\r\n")
            stream.flush()


@pytest.fixture
def encryption(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's side of STARTTLS, with a certificate that the client is told to trust."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


def _desk(server: Any, session: Any, envelope: Any, mechanism: str, data: LoginPassword) -> AuthResult:
    return AuthResult(success=data.login == b"desk" and data.password == b"geheim")


def test_login_goes_over_an_encrypted_connection(brief: Brief, store: Store, encryption: ssl.SSLContext) -> None:
    mailbox = Mailbox()
    options = {"tls_context": encryption, "require_starttls": True, "authenticator": _desk, "auth_required": True}
    with smtp(mailbox, **options) as plain:
        mail = plain.model_copy(update={"starttls": True, "user": "desk"})
        right = mail.model_copy(update={"password": SecretStr("geheim")})
        wrong = mail.model_copy(update={"password": SecretStr("falsch")})
        foreign = mail.model_copy(update={"password": SecretStr("größe")})
        message = compose(brief, b"%PDF", FROM, TO)
        refused = deliver(message, wrong, store, brief, TO)
        unsendable = deliver(message, foreign, store, brief, TO)
        sent = deliver(message, right, store, brief, TO)
    assert refused.state == "failed"
    assert "falsch" not in refused.detail
    assert unsendable.state == "failed"
    assert "größe" not in unsendable.detail
    assert sent.state == "sent"
    assert len(mailbox.messages) == 1


def test_a_certificate_nobody_vouches_for_stops_the_delivery(
    brief: Brief, store: Store, encryption: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    mailbox = Mailbox()
    with smtp(mailbox, tls_context=encryption, require_starttls=True) as plain:
        mail = plain.model_copy(update={"starttls": True})
        outcome = deliver(compose(brief, b"", FROM, TO), mail, store, brief, TO)
    assert outcome.state == "failed"
    assert "CERTIFICATE_VERIFY_FAILED" in outcome.detail


def test_nothing_is_sent_in_the_clear_when_encryption_was_asked_for(brief: Brief, store: Store) -> None:
    mailbox = Mailbox()
    with smtp(mailbox) as mail:
        strict = mail.model_copy(update={"starttls": True})
        outcome = deliver(compose(brief, b"", FROM, TO), strict, store, brief, TO)
    assert outcome.state == "failed"
    assert mailbox.messages == []


def test_without_a_server_the_messages_are_files(brief: Brief, tmp_path: Path) -> None:
    (alone,) = write_messages(brief, b"%PDF", Mail(), tmp_path)
    assert alone.name == "report.eml"
    two = write_messages(brief, b"%PDF", Mail(recipients=(TO, "x/y@z.example")), tmp_path)
    assert [p.parent for p in two] == [tmp_path, tmp_path]
    parsed = email.message_from_bytes(two[0].read_bytes(), policy=email.policy.default)
    assert parsed["To"] == TO
