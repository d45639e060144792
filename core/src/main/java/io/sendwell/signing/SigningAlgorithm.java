package io.sendwell.signing;

/** How a message is signed ({@code a=}, RFC 6376 section 3.3). SHA-1 is not among them (RFC 8301 section 3.1). */
public enum SigningAlgorithm {
    /** What every receiver verifies. */
    RSA_SHA256("rsa-sha256"),
    /** RFC 8463. Large receivers ignore or fail it in 2026, so it stands beside an RSA signature. */
    ED25519_SHA256("ed25519-sha256");

    private final String token;

    SigningAlgorithm(String token) {
        this.token = token;
    }

    /** The name as it stands in {@code a=}. */
    public String token() {
        return token;
    }
}
