"""Reads messages with Python's email package. Prints a line for each thing found: its kind, then base64 words."""
import base64
import email
import email.header
import email.policy
import email.utils
import sys


def show(kind, *values):
    words = [v if isinstance(v, bytes) else str(v).encode("utf-8", "surrogateescape") for v in values]
    print(kind, *(base64.b64encode(w).decode("ascii") or "-" for w in words))


def mailboxes(field):
    # Not address.display_name: before 3.13.2 it keeps the blank between two encoded-words of a name (gh-128110).
    for name, address in email.utils.getaddresses([field.replace("\r", "").replace("\n", "")]):
        yield str(email.header.make_header(email.header.decode_header(name))), address


for path in sys.argv[1:]:
    with open(path, "rb") as file:
        message = email.message_from_binary_file(file, policy=email.policy.default)
    show("message")
    show("subject", message["subject"])
    for field in ("from", "to"):
        for name, address in mailboxes(dict(message.raw_items())[field.capitalize()]):
            show(field, name, address)
    for part in message.walk():
        for defect in part.defects:
            show("defect", repr(defect))
        for name, value in part.items():
            for defect in value.defects:
                show("defect", name + ": " + repr(defect))
        if part.is_multipart():
            continue
        if part.get_content_disposition() is None:
            show(part.get_content_subtype(), part.get_content())
        else:
            show("file", part.get_filename(), part.get_payload(decode=True), (part["content-id"] or ""))
