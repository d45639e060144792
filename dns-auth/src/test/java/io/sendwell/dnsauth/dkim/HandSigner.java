package io.sendwell.dnsauth.dkim;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Signs what no honest signer would: the test writes the tags, as they are to stand there. */
final class HandSigner {

    private HandSigner() {}

    /**
     * Puts a signature on top of a message.
     *
     * @param tags all of them; {@code BH} and {@code B} stand for the values to come, and {@code B} is looked for behind
     *     the last {@code b=}
     * @param message lines ended by LF
     */
    static String sign(String tags, PrivateKey key, String message) {
        String crlf = message.replace("\n", "\r\n");
        int bodyStart = crlf.indexOf("\r\n\r\n") + 2;
        try {
            boolean sha1 = tags.contains("rsa-sha1");
            DkimSignature form = DkimSignature.read(field("DKIM-Signature:" + tags + "\r\n"));
            String bodyHash = bodyHash(form, crlf.substring(bodyStart + 2), sha1);
            String withHash = tags.replace("BH", bodyHash);
            int cut = withHash.lastIndexOf("b=B") + 2;
            String unsigned = "DKIM-Signature:" + withHash.substring(0, cut) + withHash.substring(cut + 1);
            byte[] header = header(form, unsigned, crlf.substring(0, bodyStart));
            String signature = Base64.getEncoder().encodeToString(signature(key, header, sha1));
            return "DKIM-Signature:" + withHash.substring(0, cut) + signature + withHash.substring(cut + 1) + "\r\n"
                    + crlf;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static HeaderSection.Field field(String text) {
        return HeaderSection.of(text.getBytes(StandardCharsets.ISO_8859_1))
                .fields()
                .get(0);
    }

    private static String bodyHash(DkimSignature form, String body, boolean sha1) throws GeneralSecurityException {
        ByteArrayOutputStream canonical = new ByteArrayOutputStream();
        CanonicalBody canonicalBody = form.bodyCanonicalization().orElseThrow().body(canonical::write);
        byte[] octets = body.getBytes(StandardCharsets.ISO_8859_1);
        canonicalBody.write(octets, 0, octets.length);
        canonicalBody.finish();
        int length = (int) Math.min(canonical.size(), form.bodyLength().orElse(canonical.size()));
        MessageDigest digest = MessageDigest.getInstance(sha1 ? "SHA-1" : "SHA-256");
        digest.update(canonical.toByteArray(), 0, length);
        return Base64.getEncoder().encodeToString(digest.digest());
    }

    private static byte[] header(DkimSignature form, String unsigned, String header) {
        Canonicalization canonicalization = form.headerCanonicalization().orElseThrow();
        MessageHeader fields = new MessageHeader(HeaderSection.of(header.getBytes(StandardCharsets.ISO_8859_1)));
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        Map<String, Integer> taken = new HashMap<>();
        for (String name : form.signedFields()) {
            int nth = taken.merge(name, 1, Integer::sum);
            int index = fields.fields(name).size() - nth;
            if (index >= 0) {
                canonicalization.appendField(fields.fields(name).get(index), signed);
            }
        }
        byte[] own = unsigned.getBytes(StandardCharsets.ISO_8859_1);
        canonicalization.appendField(own, 0, own.length, signed);
        return signed.toByteArray();
    }

    private static byte[] signature(PrivateKey key, byte[] header, boolean sha1) throws GeneralSecurityException {
        if (key.getAlgorithm().equals("RSA")) {
            Signature rsa = Signature.getInstance(sha1 ? "SHA1withRSA" : "SHA256withRSA");
            rsa.initSign(key);
            rsa.update(header);
            return rsa.sign();
        }
        Signature edwards = Signature.getInstance("Ed25519");
        edwards.initSign(key);
        edwards.update(MessageDigest.getInstance("SHA-256").digest(header));
        return edwards.sign();
    }
}
