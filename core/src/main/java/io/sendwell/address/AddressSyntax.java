package io.sendwell.address;

/**
 * Which of the rarer forms of RFC 5321 addresses to admit. {@link #strict()} admits none of them.
 *
 * <p>Each form has a price: some receivers and nearly all ESPs refuse it, and programs disagree about where such an
 * address ends. Immutable; every {@code admit} method returns a new value.
 */
public final class AddressSyntax {
    private static final AddressSyntax STRICT = new AddressSyntax(0);

    private static final int QUOTED_LOCAL_PART = 1;
    private static final int ADDRESS_LITERAL = 2;
    private static final int SINGLE_LABEL_DOMAIN = 4;

    private final int admitted;

    private AddressSyntax(int admitted) {
        this.admitted = admitted;
    }

    /** A dot-atom local part and a domain name of two labels or more. */
    public static AddressSyntax strict() {
        return STRICT;
    }

    /** Also admits {@code "grace hopper"@example.org} (RFC 5321 section 4.1.2, Quoted-string). */
    public AddressSyntax admitQuotedLocalPart() {
        return new AddressSyntax(admitted | QUOTED_LOCAL_PART);
    }

    /** Also admits {@code grace@[192.0.2.1]} and {@code grace@[IPv6:2001:db8::1]} (RFC 5321 section 4.1.3). */
    public AddressSyntax admitAddressLiteral() {
        return new AddressSyntax(admitted | ADDRESS_LITERAL);
    }

    /** Also admits {@code root@localhost}, for servers inside one's own network. */
    public AddressSyntax admitSingleLabelDomain() {
        return new AddressSyntax(admitted | SINGLE_LABEL_DOMAIN);
    }

    boolean admitsQuotedLocalPart() {
        return (admitted & QUOTED_LOCAL_PART) != 0;
    }

    boolean admitsAddressLiteral() {
        return (admitted & ADDRESS_LITERAL) != 0;
    }

    boolean admitsSingleLabelDomain() {
        return (admitted & SINGLE_LABEL_DOMAIN) != 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressSyntax that && that.admitted == admitted;
    }

    @Override
    public int hashCode() {
        return Integer.hashCode(admitted);
    }

    @Override
    public String toString() {
        return "strict"
                + (admitsQuotedLocalPart() ? ", quoted local part" : "")
                + (admitsAddressLiteral() ? ", address literal" : "")
                + (admitsSingleLabelDomain() ? ", single-label domain" : "");
    }
}
