package io.sendwell.dnsauth.dkim;

import io.sendwell.account.Secret;
import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/** One PEM block (RFC 7468) that is meant to be a private key. Texts of errors name its label and nothing in it. */
final class PemKey {

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final String ADVICE =
            " Expected is a block \"PRIVATE KEY\" (PKCS#8) or \"RSA PRIVATE KEY\" (PKCS#1) of an RSA or Ed25519 key.";
    private static final String PLAIN = "PRIVATE KEY";
    private static final String RSA = "RSA PRIVATE KEY";
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

    // RFC 8410 section 3.
    private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");
    private static final ASN1ObjectIdentifier ED448 = new ASN1ObjectIdentifier("1.3.101.113");

    private final String label;
    private final String content;

    private PemKey(String label, String content) {
        this.label = label;
        this.content = content;
    }

    /** The first block of a private key in the text; when there is none, the first block of anything. */
    static PemKey in(String text) {
        PemKey first = null;
        for (int begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, begin + 1)) {
            PemKey block = blockAt(text, begin);
            if (block.label.endsWith("PRIVATE KEY")) {
                return block;
            }
            first = first == null ? block : first;
        }
        if (first == null) {
            throw new IllegalArgumentException(
                    "This text holds no key: there is no line \"-----BEGIN ...-----\"." + ADVICE);
        }
        return first;
    }

    private static PemKey blockAt(String text, int begin) {
        int labelStart = begin + BEGIN.length();
        int labelEnd = text.indexOf(DASHES, labelStart);
        int lineEnd = text.indexOf('\n', labelStart);
        if (labelEnd < 0 || lineEnd >= 0 && lineEnd < labelEnd) {
            throw new IllegalArgumentException("The line \"-----BEGIN\" of this key is cut off. Copy the whole file.");
        }
        String label = text.substring(labelStart, labelEnd);
        int end = text.indexOf(END + label + DASHES, labelEnd);
        if (end < 0) {
            throw new IllegalArgumentException(
                    "This key is cut off: the line that ends its block is missing. Copy the whole"
                            + " file, from \"-----BEGIN\" to \"-----END ...-----\".");
        }
        return new PemKey(label, text.substring(labelEnd + DASHES.length(), end));
    }

    PrivateKey privateKey() {
        requireReadable();
        if (label.equals(ENCRYPTED)) {
            throw new IllegalArgumentException("This key is encrypted; hand over its password too.");
        }
        byte[] octets = octets();
        try {
            return label.equals(RSA) ? rsa(RSAPrivateKey.getInstance(octets)) : pkcs8(octets);
        } catch (Unusable e) {
            throw e;
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            // Without the cause: what a decoder stumbles over is a piece of the key.
            throw new IllegalArgumentException(
                    "The block \"" + label + "\" is damaged: it holds no key. Copy the file again.");
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    PrivateKey privateKey(Secret password) {
        if (!label.equals(ENCRYPTED)) {
            return privateKey();
        }
        byte[] decrypted = decrypted(password);
        try {
            return pkcs8(decrypted);
        } catch (Unusable e) {
            throw e;
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            // Decrypting with a wrong password may well end in a block that looks whole.
            throw wrongPassword();
        } finally {
            Arrays.fill(decrypted, (byte) 0);
        }
    }

    private byte[] decrypted(Secret password) {
        char[] characters = password.reveal().toCharArray();
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(octets());
            AlgorithmParameters parameters = info.getAlgParameters();
            // JDK 17 calls every modern kind PBES2 and knows it by the text of its parameters only.
            String algorithm = parameters == null ? info.getAlgName() : nameOf(info, parameters);
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(characters)),
                    parameters);
            return cipher.doFinal(info.getEncryptedData());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException(
                    "This key is encrypted in a way that the Java platform does not know. Convert it:"
                            + " openssl pkcs8 -topk8 -v2 aes-256-cbc -in old.pem -out new.pem");
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The block \"" + label + "\" is damaged: it holds no key. Copy the file again.");
        } catch (GeneralSecurityException e) {
            throw wrongPassword();
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    private static String nameOf(EncryptedPrivateKeyInfo info, AlgorithmParameters parameters) {
        String name = info.getAlgName();
        return name.startsWith("PBE") && !name.equals("PBES2") ? name : parameters.toString();
    }

    private static IllegalArgumentException wrongPassword() {
        return new IllegalArgumentException("The password does not open this key, or the key is damaged.");
    }

    private void requireReadable() {
        switch (label) {
            case PLAIN, ENCRYPTED -> {}
            case RSA -> {
                if (content.contains("Proc-Type:")) {
                    throw new IllegalArgumentException("This key is encrypted in the old form of OpenSSL. Convert it:"
                            + " openssl pkcs8 -topk8 -in old.pem -out new.pem");
                }
            }
            case "PUBLIC KEY", "RSA PUBLIC KEY" ->
                throw new IllegalArgumentException("This is a public key; signing needs the private one." + ADVICE);
            case "CERTIFICATE", "TRUSTED CERTIFICATE", "X509 CERTIFICATE" ->
                throw new IllegalArgumentException("This is a certificate, which DKIM has no use for." + ADVICE);
            case "OPENSSH PRIVATE KEY" ->
                throw new IllegalArgumentException(
                        "This key is in the form of OpenSSH. Convert an RSA key with ssh-keygen -p -m"
                                + " PKCS8 -f FILE, or create a new one.");
            case "EC PRIVATE KEY" -> throw otherKind("elliptic curves of X9.62 (ECDSA)");
            case "DSA PRIVATE KEY" -> throw otherKind("DSA");
            default ->
                throw new IllegalArgumentException("The block \"" + shown(label) + "\" is no private key." + ADVICE);
        }
    }

    private static String shown(String label) {
        return label.length() <= 40 && label.chars().allMatch(c -> c >= ' ' && c <= '~') ? label : "...";
    }

    private static Unusable otherKind(String kind) {
        return new Unusable("This key is for " + kind
                + "; DKIM signs with RSA or Ed25519 (RFC 6376 section 3.3, RFC 8463). Create an RSA key of 2048 bits.");
    }

    private byte[] octets() {
        try {
            return Base64.getMimeDecoder().decode(requireBase64(content));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The block \"" + label + "\" is damaged: its lines are not base64. Copy the file again.");
        }
    }

    // The decoder for MIME skips what is no base64, and so would take a damaged key for a shorter one.
    private static String requireBase64(String content) {
        if (!content.chars().allMatch(c -> Character.isLetterOrDigit(c) || "+/= \t\r\n".indexOf(c) >= 0)) {
            throw new IllegalArgumentException();
        }
        return content;
    }

    private static PrivateKey pkcs8(byte[] octets) throws GeneralSecurityException, IOException {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(octets);
        ASN1ObjectIdentifier kind = info.getPrivateKeyAlgorithm().getAlgorithm();
        if (kind.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return rsa(RSAPrivateKey.getInstance(info.parsePrivateKey()));
        }
        if (kind.equals(ED25519)) {
            byte[] seed = ((Ed25519PrivateKeyParameters) PrivateKeyFactory.createKey(info)).getEncoded();
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
        }
        throw otherKind(nameOf(kind));
    }

    private static String nameOf(ASN1ObjectIdentifier kind) {
        if (kind.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return "elliptic curves of X9.62 (ECDSA)";
        }
        if (kind.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
            return "RSASSA-PSS alone";
        }
        return kind.equals(ED448) ? "Ed448" : "the algorithm " + kind.getId();
    }

    private static PrivateKey rsa(RSAPrivateKey key) throws GeneralSecurityException {
        BigInteger modulus = key.getModulus();
        DkimKey.objectionToRsaBits("This key", modulus.bitLength()).ifPresent(objection -> {
            throw new Unusable(objection);
        });
        if (key.getPrime1().signum() <= 0 || key.getPrime2().signum() <= 0) {
            throw new IllegalArgumentException(
                    "This RSA key lacks its primes, without which DKIM signatures take three times"
                            + " as long. Create a new one.");
        }
        if (!key.getPrime1().multiply(key.getPrime2()).equals(modulus)) {
            throw new IllegalArgumentException(
                    "This RSA key is damaged: its parts do not belong together. DKIM signatures"
                            + " made with it would fail. Copy the file again.");
        }
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new RSAPrivateCrtKeySpec(
                        modulus,
                        key.getPublicExponent(),
                        key.getPrivateExponent(),
                        key.getPrime1(),
                        key.getPrime2(),
                        key.getExponent1(),
                        key.getExponent2(),
                        key.getCoefficient()));
    }

    /** A whole key that DKIM has no use for; what decoders throw says less. */
    private static final class Unusable extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }
}
