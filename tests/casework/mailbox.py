"""A mail server on a port of its own: it speaks SMTP, and keeps what it was given."""

import socketserver
import threading
from contextlib import contextmanager
from email import message_from_bytes, policy


class Clerk(socketserver.StreamRequestHandler):
    """Takes whatever it is brought."""

    def handle(self):
        self.say("220 mail.test ready")
        to = []
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            if verb == "RCPT":
                to.append(line[line.index("<") + 1 : line.index(">")])
            if verb == "DATA":
                self.say("354 go on")
                self.server.kept.append((to, message_from_bytes(self.body(), policy=policy.default)))
                to = []
            self.say("221 bye" if verb == "QUIT" else "250 ok")
            if verb == "QUIT":
                return

    def body(self):
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mailbox(settings):
    """The letters that reach it while it stands: (to whom, the message)."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clerk) as server:
        server.kept, server.daemon_threads = [], True
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server.kept
        finally:
            server.shutdown()
