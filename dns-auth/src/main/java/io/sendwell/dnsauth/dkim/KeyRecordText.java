package io.sendwell.dnsauth.dkim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The text of one record held against the key that should stand in it. Immutable. */
final class KeyRecordText {

    /** Every RSA key of one size begins with the same 44 characters; a prefix of that says nothing. */
    private static final int TELLING_CHARACTERS = 60;

    /** An Ed25519 key has 44 characters, and each tells. */
    private static final int TELLING_ED25519_CHARACTERS = 12;

    private final String text;
    private final DkimRecord record;
    private final DkimPublicKey key;

    private KeyRecordText(String text, DkimPublicKey key) {
        this.text = text;
        this.record = DkimRecord.parse(text);
        this.key = key;
    }

    static KeyRecordText of(String text, DkimPublicKey key) {
        return new KeyRecordText(text, key);
    }

    /** Whether it holds the key, be it in a form that nobody can read. */
    boolean isOurs() {
        return fits() || isQuoted() && withoutQuotes().fits() || hasPart();
    }

    private boolean fits() {
        return record.publicKey().equals(Optional.of(key));
    }

    /** What is wrong; nothing when receivers take the record as it is. */
    List<KeyRecordFinding> findings() {
        if (!fits() || record.isUnusable()) {
            return List.of(reasonNotToFit());
        }
        List<KeyRecordFinding> findings = new ArrayList<>();
        addIf(!record.admitsHash("sha256"), KeyRecordFinding.DKIM_KEY_HASH_EXCLUDED, findings);
        addIf(!record.isForMail(), KeyRecordFinding.DKIM_KEY_MAIL_EXCLUDED, findings);
        addIf(record.isTesting(), KeyRecordFinding.DKIM_KEY_TESTING, findings);
        addIf(
                record.faults().contains(KeyRecordFault.VERSION_NOT_FIRST),
                KeyRecordFinding.DKIM_KEY_VERSION_NOT_FIRST,
                findings);
        addIf(
                record.faults().contains(KeyRecordFault.KEY_WITHOUT_WRAPPING),
                KeyRecordFinding.DKIM_KEY_WITHOUT_WRAPPING,
                findings);
        addIf(!published().equals(unfolded()), KeyRecordFinding.DKIM_KEY_BLANKS, findings);
        return findings;
    }

    private static void addIf(boolean wrong, KeyRecordFinding code, List<KeyRecordFinding> findings) {
        if (wrong) {
            findings.add(code);
        }
    }

    private KeyRecordFinding reasonNotToFit() {
        if (isQuoted()) {
            return KeyRecordFinding.DKIM_KEY_QUOTED;
        }
        if (fits() || record.faults().contains(KeyRecordFault.UNKNOWN_KEY_TYPE)) {
            return KeyRecordFinding.DKIM_KEY_SYNTAX;
        }
        if (record.isRevoked()) {
            return KeyRecordFinding.DKIM_KEY_REVOKED;
        }
        if (record.faults().contains(KeyRecordFault.ED25519_KEY_WRAPPED)) {
            return KeyRecordFinding.DKIM_KEY_ED25519_WRAPPED;
        }
        if (isCut()) {
            return KeyRecordFinding.DKIM_KEY_CUT;
        }
        if (!unfolded().isEmpty() && (hasPart() || record.publicKey().isEmpty() && isKeyOfKnownType())) {
            return KeyRecordFinding.DKIM_KEY_DAMAGED;
        }
        return record.publicKey().isPresent() ? KeyRecordFinding.DKIM_KEY_OTHER : KeyRecordFinding.DKIM_KEY_SYNTAX;
    }

    private boolean isKeyOfKnownType() {
        return record.faults().contains(KeyRecordFault.KEY_NOT_BASE64)
                || record.faults().contains(KeyRecordFault.KEY_UNREADABLE);
    }

    private boolean isQuoted() {
        return text.indexOf('"') >= 0;
    }

    private KeyRecordText withoutQuotes() {
        return of(text.replace("\\\"", "").replace("\"", ""), key);
    }

    private String published() {
        return TagList.parse(text).value("p").orElse("");
    }

    private String unfolded() {
        return TagList.withoutBlanks(published());
    }

    private boolean isCut() {
        String ours = key.base64();
        return unfolded().length() >= telling() && unfolded().length() < ours.length() && ours.startsWith(unfolded());
    }

    private int telling() {
        return key.type().equals(DkimPublicKey.RSA) ? TELLING_CHARACTERS : TELLING_ED25519_CHARACTERS;
    }

    /** Whether a telling part of our key stands in it, at the beginning or at the end. */
    private boolean hasPart() {
        String ours = key.base64();
        String bare = TagList.withoutBlanks(text);
        return bare.contains(ours.substring(0, telling())) || bare.contains(ours.substring(ours.length() - telling()));
    }
}
