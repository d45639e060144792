package io.sendwell.smtp;

import io.sendwell.dns.IpAddress;
import java.io.IOException;

/** A server is at an address at which it must not be spoken to. */
final class AddressRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient IpAddress address;
    private final String purpose;

    /** @param purpose what the address is for */
    AddressRefusedException(IpAddress address, String purpose) {
        super(address + " is " + purpose + ".");
        this.address = address;
        this.purpose = purpose;
    }

    IpAddress address() {
        return address;
    }

    String purpose() {
        return purpose;
    }
}
