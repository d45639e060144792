"""Reads mails with Python's email package. Prints what it finds, a line each: its kind, then base64 words."""
import base64
import email
import email.policy
import sys


def show(kind, *values):
    print(kind, *(base64.b64encode(str(value).encode()).decode() or "-" for value in values))


for path in sys.argv[1:]:
    with open(path, "rb") as file:
        mail = email.message_from_binary_file(file, policy=email.policy.default)
    show("mail")
    show("subject", mail["subject"])
    for field in ("from", "sender", "reply-to", "to"):
        for value in mail.get_all(field, []):
            for address in value.addresses if field in ("from", "reply-to", "to") else [value.address]:
                show(field, address.display_name, address.addr_spec)
    for part in mail.walk():
        for defect in part.defects:
            show("defect", repr(defect))
        for name, value in part.items():
            for defect in getattr(value, "defects", ()):
                show("defect", name + ": " + repr(defect))
        if not part.is_multipart():
            if part.get_content_disposition():
                show("file", part.get_filename(), len(part.get_payload(decode=True)))
            else:
                show(part.get_content_subtype(), part.get_content())
