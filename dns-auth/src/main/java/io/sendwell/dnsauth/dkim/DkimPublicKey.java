package io.sendwell.dnsauth.dkim;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * A public key that DKIM can use: RSA (RFC 6376) or Ed25519 (RFC 8463). Immutable; equal when type and key are.
 *
 * <p>The ASN.1 around RSA keys is Bouncy Castle's business; the limits on their size are checked before anybody computes
 * with them.
 */
public final class DkimPublicKey {

    /** The type {@code rsa}. */
    public static final String RSA = "rsa";

    /** The type {@code ed25519}. */
    public static final String ED25519 = "ed25519";

    private static final int ED25519_OCTETS = 32;

    /** RFC 8410 section 3. */
    private static final ASN1ObjectIdentifier ID_ED25519 = new ASN1ObjectIdentifier("1.3.101.112");

    /** What stands before the 32 octets in a SubjectPublicKeyInfo: 12 octets of ASN.1 (RFC 8410 section 4). */
    private static final int ED25519_WRAPPING_OCTETS = 12;

    /** Longer exponents only make verification dear; the JDK refuses them for long keys too. */
    private static final int MAX_EXPONENT_BITS = 64;

    /** The JDK computes with nothing shorter, and a person can factor it over lunch. */
    private static final int SHORTEST_RSA_BITS = 512;

    private final String type;
    private final PublicKey key;
    private final byte[] published;
    private final int bits;

    private DkimPublicKey(String type, PublicKey key, byte[] published, int bits) {
        this.type = type;
        this.key = key;
        this.published = published;
        this.bits = bits;
    }

    /**
     * A key of the Java platform.
     *
     * @throws IllegalArgumentException when it is neither RSA nor Ed25519
     */
    static DkimPublicKey of(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return new DkimPublicKey(
                    RSA, key, key.getEncoded(), rsa.getModulus().bitLength());
        }
        byte[] encoded = key.getEncoded();
        if (isEd25519Wrapping(encoded)) {
            byte[] point = Arrays.copyOfRange(encoded, ED25519_WRAPPING_OCTETS, encoded.length);
            return new DkimPublicKey(ED25519, key, point, 8 * ED25519_OCTETS);
        }
        throw new IllegalArgumentException(
                "DKIM signs with RSA or Ed25519 (RFC 6376, RFC 8463); found a key for " + key.getAlgorithm() + ".");
    }

    private static boolean isEd25519Wrapping(byte[] encoded) {
        if (encoded.length != ED25519_WRAPPING_OCTETS + ED25519_OCTETS) {
            return false;
        }
        try {
            return SubjectPublicKeyInfo.getInstance(encoded)
                    .getAlgorithm()
                    .getAlgorithm()
                    .equals(ID_ED25519);
        } catch (IllegalArgumentException otherStructure) {
            return false;
        }
    }

    /** The key in {@code p=}; empty with a fault added when there is none. */
    static Optional<DkimPublicKey> read(String type, Optional<String> value, List<KeyRecordFault> faults) {
        if (value.isEmpty()) {
            faults.add(KeyRecordFault.NO_KEY);
            return Optional.empty();
        }
        if (value.get().isEmpty()) {
            faults.add(KeyRecordFault.REVOKED);
            return Optional.empty();
        }
        Optional<byte[]> octets = base64(value.get());
        if (!type.equals(RSA) && !type.equals(ED25519)) {
            faults.add(KeyRecordFault.UNKNOWN_KEY_TYPE);
            return Optional.empty();
        }
        if (octets.isEmpty()) {
            faults.add(KeyRecordFault.KEY_NOT_BASE64);
            return Optional.empty();
        }
        return type.equals(RSA) ? rsa(octets.get(), faults) : ed25519(octets.get(), faults);
    }

    /** The octets of base64 without white space; empty when it is none. */
    static Optional<byte[]> base64(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    private static Optional<DkimPublicKey> rsa(byte[] octets, List<KeyRecordFault> faults) {
        Optional<org.bouncycastle.asn1.pkcs.RSAPublicKey> wrapped = wrappedRsa(octets);
        Optional<org.bouncycastle.asn1.pkcs.RSAPublicKey> found = wrapped.or(() -> bareRsa(octets));
        if (found.isEmpty()) {
            faults.add(KeyRecordFault.KEY_UNREADABLE);
            return Optional.empty();
        }
        if (wrapped.isEmpty()) {
            faults.add(KeyRecordFault.KEY_WITHOUT_WRAPPING);
        }
        return rsa(found.get().getModulus(), found.get().getPublicExponent(), octets, faults);
    }

    private static Optional<org.bouncycastle.asn1.pkcs.RSAPublicKey> wrappedRsa(byte[] octets) {
        try {
            SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(octets);
            return info.getAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)
                    ? bareRsa(info.getPublicKeyData().getOctets())
                    : Optional.empty();
        } catch (RuntimeException notWrapped) { // Bouncy Castle has several for damaged ASN.1
            return Optional.empty();
        }
    }

    private static Optional<org.bouncycastle.asn1.pkcs.RSAPublicKey> bareRsa(byte[] octets) {
        try {
            return Optional.of(org.bouncycastle.asn1.pkcs.RSAPublicKey.getInstance(octets));
        } catch (RuntimeException noRsaKey) { // as above
            return Optional.empty();
        }
    }

    private static Optional<DkimPublicKey> rsa(
            BigInteger modulus, BigInteger exponent, byte[] published, List<KeyRecordFault> faults) {
        int bits = modulus.bitLength();
        if (modulus.signum() <= 0 || exponent.signum() <= 0 || !modulus.testBit(0) || !exponent.testBit(0)) {
            faults.add(KeyRecordFault.KEY_UNREADABLE);
            return Optional.empty();
        }
        if (bits > DkimRecord.MAX_RSA_BITS || exponent.bitLength() > MAX_EXPONENT_BITS) {
            faults.add(KeyRecordFault.KEY_TOO_LONG);
            return Optional.empty();
        }
        if (bits < DkimRecord.MIN_RSA_BITS) {
            faults.add(KeyRecordFault.KEY_TOO_SHORT);
        } else if (bits > DkimRecord.COMMON_RSA_BITS) {
            faults.add(KeyRecordFault.KEY_UNUSUALLY_LONG);
        }
        if (bits < SHORTEST_RSA_BITS) {
            faults.add(KeyRecordFault.KEY_UNREADABLE);
            return Optional.empty();
        }
        try {
            PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
            return Optional.of(new DkimPublicKey(RSA, key, published, bits));
        } catch (GeneralSecurityException refused) {
            faults.add(KeyRecordFault.KEY_UNREADABLE);
            return Optional.empty();
        }
    }

    private static Optional<DkimPublicKey> ed25519(byte[] octets, List<KeyRecordFault> faults) {
        if (octets.length != ED25519_OCTETS) {
            faults.add(isEd25519Wrapping(octets) ? KeyRecordFault.ED25519_KEY_WRAPPED : KeyRecordFault.KEY_UNREADABLE);
            return Optional.empty();
        }
        try {
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(ed25519Spec(octets));
            return Optional.of(new DkimPublicKey(ED25519, key, octets, 8 * ED25519_OCTETS));
        } catch (GeneralSecurityException refused) {
            faults.add(KeyRecordFault.KEY_UNREADABLE);
            return Optional.empty();
        }
    }

    /** RFC 8032 section 5.1.2: little-endian, the highest bit holds the sign of the other coordinate. */
    private static EdECPublicKeySpec ed25519Spec(byte[] octets) {
        byte[] bigEndian = new byte[ED25519_OCTETS];
        for (int i = 0; i < ED25519_OCTETS; i++) {
            bigEndian[i] = octets[ED25519_OCTETS - 1 - i];
        }
        boolean odd = bigEndian[0] < 0;
        bigEndian[0] &= 0x7F;
        return new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, bigEndian)));
    }

    /** {@link #RSA} or {@link #ED25519}, as in {@code k=}. */
    public String type() {
        return type;
    }

    /** The same as a key of the Java platform. */
    public PublicKey key() {
        return key;
    }

    /** The size of the RSA modulus; 256 for Ed25519. */
    public int bits() {
        return bits;
    }

    /** What {@code p=} holds for this key: in one piece, without white space. */
    public String base64() {
        return Base64.getEncoder().encodeToString(published);
    }

    /** The 32 octets of an Ed25519 key, or the ASN.1 of an RSA key as it was published. */
    byte[] published() {
        return published.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DkimPublicKey that
                && that.type.equals(type)
                && that.identity().equals(identity());
    }

    @Override
    public int hashCode() {
        return identity().hashCode();
    }

    /** What makes the key this key, whatever it was wrapped in. */
    private Object identity() {
        return key instanceof RSAPublicKey rsa ? List.of(rsa.getModulus(), rsa.getPublicExponent()) : List.of(base64());
    }

    /** Type and size, such as {@code rsa 2048 bits}. */
    @Override
    public String toString() {
        return type + " " + bits + " bits";
    }
}
