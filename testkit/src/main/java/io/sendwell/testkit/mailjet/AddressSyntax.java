package io.sendwell.testkit.mailjet;

import java.util.regex.Pattern;

/**
 * Whether the service takes a text for an e-mail address.
 *
 * <p>On purpose not the parser of Sendwell's core: a fake that shared it could never contradict it. A dot-atom or a
 * quoted local part of at most 64 octets and a domain of at least two labels (RFC 5321 section 4.1.2); domains in
 * Unicode are taken, local parts are not, since no documentation of the service mentions SMTPUTF8.
 */
final class AddressSyntax {

    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String QUOTED = "\"(?:[ !#-\\[\\]-~]|\\\\[ -~])*\"";
    private static final String LABEL = "[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])?";
    private static final Pattern LOCAL_PART = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*|" + QUOTED);
    private static final Pattern DOMAIN = Pattern.compile(LABEL + "(?:\\." + LABEL + ")+");

    // RFC 5321 sections 4.5.3.1.1 and 4.5.3.1.3: 64 octets of local part, 256 of path with its angle brackets.
    private static final int MAX_LOCAL_PART = 64;
    private static final int MAX_ADDRESS = 254;

    private AddressSyntax() {}

    static boolean isWellFormed(String address) {
        int at = address.lastIndexOf('@');
        return at > 0
                && at <= MAX_LOCAL_PART
                && address.length() <= MAX_ADDRESS
                && LOCAL_PART.matcher(address.substring(0, at)).matches()
                && DOMAIN.matcher(address.substring(at + 1)).matches();
    }
}
