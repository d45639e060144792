package io.sendwell.address;

import io.sendwell.internal.text.CodePoints;
import io.sendwell.internal.text.VisibleText;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Objects;

/** Reads one address from left to right, in linear time, and says where the first thing is wrong. */
final class EmailAddressParser {
    /** A bound on the work for hostile input: an address has 254 octets, a code point at most four UTF-16 units in any form. */
    private static final int MAX_INPUT = 4 * EmailAddress.MAX_OCTETS;

    private final String text;
    private final AddressSyntax syntax;
    private boolean outsideAscii;

    EmailAddressParser(String text, AddressSyntax syntax) {
        this.text = Objects.requireNonNull(text, "email address");
        this.syntax = Objects.requireNonNull(syntax, "syntax");
    }

    EmailAddress parse() {
        if (text.isEmpty()) {
            throw problem("it is empty", "Give an address like grace@example.org.");
        }
        if (text.length() > MAX_INPUT) {
            throw problem("it has " + text.length() + " characters", "Give one address only.");
        }
        int at = text.charAt(0) == '"' ? endOfQuotedString() : endOfDotAtom();
        String localPart =
                text.charAt(0) == '"' ? QuotedLocalPart.canonical(text.substring(0, at)) : text.substring(0, at);
        if (outsideAscii) {
            localPart = Normalizer.normalize(localPart, Normalizer.Form.NFC);
        }
        requireNoEncodedWord(localPart);
        int octets = outsideAscii ? localPart.getBytes(StandardCharsets.UTF_8).length : localPart.length();
        requireLocalPartLength(octets);
        DomainName domain = domain(at + 1);
        requireLength(octets + 1 + domain.ascii().length());
        return new EmailAddress(localPart, domain, outsideAscii);
    }

    /** Index of the {@code @} after a dot-atom, having checked every character before it. */
    private int endOfDotAtom() {
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character == '@') {
                requireDotAtomEnds(index);
                return index;
            }
            if (character >= 0x80) {
                index += requireAllowedOutsideAscii(index) - 1;
            } else if (character == '.') {
                requireDotBetweenAtoms(index);
            } else if (!LocalPart.isPlain(character)) {
                throw problemAt(index, LocalPart.adviceOn(character));
            }
        }
        throw problem("there is no @", "Give an address like grace@example.org.");
    }

    private void requireDotAtomEnds(int at) {
        if (at == 0) {
            throw problem("nothing stands before the @", "Give an address like grace@example.org, without a route.");
        }
        if (text.charAt(at - 1) == '.') {
            throw problem("a dot at index " + (at - 1) + " ends the local part", "Remove the dot.");
        }
    }

    private void requireDotBetweenAtoms(int index) {
        if (index == 0) {
            throw problem("a dot begins the local part", "Remove the dot.");
        }
        if (text.charAt(index - 1) == '.') {
            throw problem("a second dot follows at index " + index, "Put exactly one dot between two parts.");
        }
    }

    /** Index of the {@code @} after the closing quote. */
    private int endOfQuotedString() {
        if (!syntax.admitsQuotedLocalPart()) {
            throw problemAt(0, LocalPart.adviceOn('"'));
        }
        for (int index = 1; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character == '"') {
                requireAtSign(index + 1);
                return index + 1;
            }
            if (character >= 0x80) {
                index += requireAllowedOutsideAscii(index) - 1;
                continue;
            }
            if (character == '\\') {
                index++;
            }
            if (index == text.length() || !QuotedLocalPart.mayHold(text.charAt(index))) {
                int found = Math.min(index, text.length() - 1);
                throw problemAt(found, LocalPart.adviceOn(text.charAt(found)));
            }
        }
        throw problem("the closing quote is missing", "Put quotes around the whole local part.");
    }

    private void requireAtSign(int index) {
        if (index == text.length() || text.charAt(index) != '@') {
            throw problem("no @ follows the quoted local part", "Put quotes around the whole local part.");
        }
        if (index == 2) {
            throw problem("the quoted local part is empty", "Give the name of the mailbox.");
        }
    }

    /** Returns how many UTF-16 units the code point has. */
    private int requireAllowedOutsideAscii(int index) {
        int codePoint = text.codePointAt(index);
        // After an angle bracket some marks make one character of the two in NFC, and the bracket is gone.
        boolean first = index == 0 || (index == 1 && text.charAt(0) == '"');
        String objection = first && CodePoints.isMark(codePoint)
                ? "combines with whatever precedes the address"
                : LocalPart.objectionTo(codePoint);
        if (!objection.isEmpty()) {
            throw problem(
                    VisibleText.describe(codePoint) + " at index " + index + " " + objection,
                    "Ask for the address as it was registered.");
        }
        outsideAscii = true;
        return Character.charCount(codePoint);
    }

    private DomainName domain(int start) {
        if (start == text.length()) {
            throw problem("nothing follows the @", "Add the domain.");
        }
        if (text.charAt(start) == '[') {
            if (!syntax.admitsAddressLiteral()) {
                throw problem(
                        "its domain is an address literal",
                        "Give a domain name, or parse with AddressSyntax.admitAddressLiteral().");
            }
            String literal = AddressLiteral.canonical(text.substring(start))
                    .orElseThrow(() -> problem(
                            "its address literal is malformed (RFC 5321 section 4.1.3)",
                            "Write it like [192.0.2.1] or [IPv6:2001:db8::1]."));
            return DomainName.checked(literal, literal);
        }
        requireNoSecondAddress(start);
        DomainName domain = DomainName.parse(text.substring(start));
        if (!domain.hasSeveralLabels() && !syntax.admitsSingleLabelDomain()) {
            throw problem(
                    "its domain has one label only",
                    "Give the full domain, or parse with AddressSyntax.admitSingleLabelDomain().");
        }
        return domain;
    }

    /** For the mistakes that deserve better advice than "not a domain name". */
    private void requireNoSecondAddress(int start) {
        for (int index = start; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character == '@') {
                throw problem("a second @ stands at index " + index, "Give one address only.");
            }
            if (LocalPart.isMistaken(character)) {
                throw problemAt(index, LocalPart.adviceOn(character));
            }
        }
    }

    /** Some mail software decodes these even here, and then reads another address than the one that was checked. */
    private void requireNoEncodedWord(String localPart) {
        int index = localPart.indexOf("=?");
        if (index >= 0) {
            throw problem(
                    "\"=?\" at index " + index + " begins an encoded-word (RFC 2047)",
                    "Encoded-words have no place in an address: give the decoded address.");
        }
    }

    private void requireLocalPartLength(int octets) {
        if (octets > EmailAddress.MAX_LOCAL_PART_OCTETS) {
            throw problem(
                    "its local part has " + octets + " octets, and at most " + EmailAddress.MAX_LOCAL_PART_OCTETS
                            + " are allowed (RFC 5321 section 4.5.3.1.1)",
                    "Correct the address.");
        }
    }

    private void requireLength(int octets) {
        if (octets > EmailAddress.MAX_OCTETS) {
            throw problem(
                    "it has " + octets + " octets, and at most " + EmailAddress.MAX_OCTETS
                            + " are allowed (RFC 5321 section 4.5.3.1.3)",
                    "Correct the address.");
        }
    }

    private IllegalArgumentException problemAt(int index, String advice) {
        return new IllegalArgumentException(VisibleText.quoteAround(text, index) + " is not an email address: "
                + VisibleText.describe(text.codePointAt(index)) + " at index " + index + ". " + advice);
    }

    private IllegalArgumentException problem(String found, String advice) {
        return new IllegalArgumentException(
                VisibleText.quote(text) + " is not an email address: " + found + ". " + advice);
    }
}
