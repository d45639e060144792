package io.sendwell.dnsauth.resolver;

import io.sendwell.dns.IpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Where a DNS server listens, from text and back to text, without ever asking for a host name. */
final class ServerAddress {

    /** The port of DNS (RFC 1035 section 4.2). */
    static final int PORT = 53;

    private ServerAddress() {}

    /** The socket address of an IP address. */
    static InetSocketAddress of(IpAddress address, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address.octets()), port);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("An IP address has 4 or 16 octets: " + address, impossible);
        }
    }

    /**
     * Reads {@code 192.0.2.53}, {@code 192.0.2.53:5353}, {@code 2001:db8::53} or {@code [2001:db8::53]:5353}.
     *
     * @throws IllegalArgumentException when it is none of these
     */
    static InetSocketAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        boolean bracketed = text.startsWith("[");
        boolean withPort = bracketed ? colon > text.indexOf(']') : colon >= 0 && colon == text.indexOf(':');
        String host = withPort ? text.substring(0, colon) : text;
        if (bracketed && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        IpAddress address = IpAddress.tryParse(host).orElseThrow(() -> unreadable(text));
        return of(address, withPort ? port(text, colon + 1) : PORT);
    }

    private static int port(String text, int start) {
        int port = 0;
        for (int i = start; i < text.length(); i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9' || port > 65_535) {
                throw unreadable(text);
            }
            port = port * 10 + digit - '0';
        }
        if (port < 1 || port > 65_535) {
            throw unreadable(text);
        }
        return port;
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException("A DNS server is written as 192.0.2.53, 192.0.2.53:5353, 2001:db8::53 or"
                + " [2001:db8::53]:5353; found \""
                + text.codePoints()
                        .limit(80)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                + "\".");
    }

    /** Such as {@code 192.0.2.53:53} or {@code [2001:db8::53]:53}. */
    static String show(InetSocketAddress server) {
        IpAddress address = IpAddress.ofOctets(server.getAddress().getAddress());
        return (address.isIpv4() ? address.toString() : "[" + address + "]") + ":" + server.getPort();
    }
}
