package io.sendwell.examples.crm.data;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.examples.crm.web.Role;
import io.sendwell.examples.crm.web.Session;
import io.sendwell.examples.crm.web.Sessions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Who works with the CRM, and who of them is logged in. */
public final class Users implements Sessions {

    private static final Duration DAY = Duration.ofHours(12);

    /** OWASP's figure for PBKDF2 with HMAC-SHA-256 (Password Storage Cheat Sheet, 2023). */
    private static final int ITERATIONS = 600_000;

    private static final String NOBODY = hash("nobody's password");

    private final Database database;
    private final SecureRandom random = new SecureRandom();

    /** Those in this database. */
    public Users(Database database) {
        this.database = database;
    }

    /**
     * Adds somebody.
     *
     * @param account the customer; empty for the operator
     */
    public void add(String login, String password, String name, String email, String account, Locale language) {
        database.update(
                "INSERT INTO crm_user (login, password, name, email, account, language) VALUES (?, ?, ?, ?, ?, ?)",
                login,
                hash(password),
                name,
                email,
                account,
                language.toLanguageTag());
    }

    /** Whether a mailbox is one under which people of a customer write: their own, or that of its newsletter. */
    public boolean isMailboxOf(AccountId account, EmailAddress mailbox) {
        return database.first(
                        """
                        SELECT 1 FROM crm_user WHERE account = ? AND lower(email) = ?
                        UNION ALL SELECT 1 FROM crm_account WHERE account = ? AND lower(newsletter) = ?
                        """, row -> true, account.value(), mailbox.normalForm(), account.value(), mailbox.normalForm())
                .isPresent();
    }

    private record Login(long id, String password) {}

    @Override
    public Optional<String> open(String login, String password) {
        Optional<Login> user = database.first(
                "SELECT id, password FROM crm_user WHERE login = ?",
                row -> new Login(row.getLong(1), row.getString(2)),
                login);
        // Nobody learns by the time it takes whether there is such a name.
        boolean right = isRight(password, user.map(Login::password).orElse(NOBODY));
        if (!right || user.isEmpty()) {
            return Optional.empty();
        }
        String cookie = token();
        database.update("DELETE FROM crm_session WHERE ends_at < ?", now().toEpochMilli());
        database.update(
                "INSERT INTO crm_session (token, user_id, proof, ends_at) VALUES (?, ?, ?, ?)",
                digest(cookie),
                user.get().id(),
                token(),
                now().plus(DAY).toEpochMilli());
        return Optional.of(cookie);
    }

    @Override
    public Optional<Session> find(String cookie) {
        return database.first("""
                SELECT u.*, s.proof FROM crm_session s JOIN crm_user u ON u.id = s.user_id
                WHERE s.token = ? AND s.ends_at > ?
                """, Users::session, digest(cookie), now().toEpochMilli());
    }

    @Override
    public void close(String cookie) {
        database.update("DELETE FROM crm_session WHERE token = ?", digest(cookie));
    }

    private static Session session(ResultSet row) throws SQLException {
        String account = row.getString("account");
        return new Session(
                row.getLong("id"),
                row.getString("name"),
                account.isEmpty() ? Role.OPERATOR : Role.USER,
                account,
                row.getString("email"),
                Locale.forLanguageTag(row.getString("language")),
                row.getString("proof"),
                "");
    }

    // Log-ins are as long as a day at work is, whatever time the sample world has.
    private static Instant now() {
        return InstantSource.system().instant();
    }

    private String token() {
        byte[] octets = new byte[32];
        random.nextBytes(octets);
        return HexFormat.of().formatHex(octets);
    }

    // Who reads the table has no cookie.
    private static String digest(String cookie) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(cookie.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hash(String password) {
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        return HexFormat.of().formatHex(salt) + ":" + HexFormat.of().formatHex(stretched(password, salt));
    }

    private static boolean isRight(String password, String stored) {
        int colon = stored.indexOf(':');
        byte[] salt = HexFormat.of().parseHex(stored.substring(0, colon));
        return MessageDigest.isEqual(HexFormat.of().parseHex(stored.substring(colon + 1)), stretched(password, salt));
    }

    private static byte[] stretched(String password, byte[] salt) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, 256))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
