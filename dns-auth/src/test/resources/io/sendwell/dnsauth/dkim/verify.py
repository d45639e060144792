# Verifies messages with dkimpy: KEYS FILE... where KEYS has a name, a tab and a record a line. Prints a line a message.
import sys

import dkim

with open(sys.argv[1]) as lines:
    keys = dict(line.rstrip("\n").split("\t", 1) for line in lines)


def record(name, timeout=5):
    return keys.get(name.decode().rstrip("."), "").encode() or None


for path in sys.argv[2:]:
    with open(path, "rb") as file:
        message = dkim.DKIM(file.read())
    verdicts = []
    for index in range(sum(name.lower() == b"dkim-signature" for name, _ in message.headers)):
        try:
            verdicts.append("pass" if message.verify(index, dnsfunc=record) else "fail")
        except dkim.DKIMException as e:
            verdicts.append("fail")
    print(" ".join(verdicts))
