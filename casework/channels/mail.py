from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

from django.core.mail import EmailMessage, get_connection

from casework.channels.parcels import Parcel
from casework.exceptions import MaybeSent

REFUSED = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError)


class Mail:
    """E-mail, by Django's own backend. A mail server knows no key again."""

    knows_keys = False

    def send(self, parcel: Parcel) -> None:
        """Opened first, for until then nothing can have left."""
        connection = get_connection()
        connection.open()
        mail = EmailMessage(parcel.subject, parcel.text, to=[parcel.to], connection=connection)
        mail.extra_headers["X-Entity-Ref-ID"] = parcel.key
        mail.message()  # an address or a subject that cannot be is refused here
        try:
            mail.send()
        except REFUSED:  # the server said no
            raise
        except OSError as error:
            raise MaybeSent(str(error)) from error
        finally:
            connection.close()
