package io.sendwell.dnsauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.AccountId;
import io.sendwell.account.ConfigurationException;
import io.sendwell.address.DomainName;
import io.sendwell.message.Mail;
import io.sendwell.mime.MessageSigner;
import io.sendwell.mime.MimeOptions;
import io.sendwell.mime.MimeRenderer;
import io.sendwell.mime.RenderedMessage;
import io.sendwell.signing.SigningException;
import io.sendwell.testkit.VirtualClock;
import io.sendwell.testkit.contract.MessageSignerContract;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.Messages;
import io.sendwell.testkit.fixtures.Submissions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DkimSignerTest implements MessageSignerContract {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_800_000_010));
    private static final DomainName ACME = DomainName.parse("acme.example");
    private static final DomainName VENDOR = DomainName.parse("vendor.example");

    @Override
    public MessageSigner newMessageSigner() {
        return signer(KeyRing.builder()
                .ofAccount(Accounts.ACME, SigningKeys.rsa("acme.example", "s1"))
                .ofAccount(Accounts.ACME, SigningKeys.ed25519("acme.example", "s1e"))
                .build());
    }

    @Test
    void each_field_is_named_once_more_than_it_is_there() throws IOException {
        String signature = signedByAcme(raw("""
                From: a@acme.example
                To: b@example.net
                To: c@example.net
                Subject: Hello
                Date: Sat, 21 Nov 2026 10:00:00 +0000
                Message-ID: <1@acme.example>
                X-Mailer: unsigned
                Return-Path: <b@acme.example>
                Received: from a by b

                text
                """));

        assertThat(tag(signature, "h"))
                .isEqualTo("from:from:reply-to:subject:subject:date:date:to:to:to:cc:message-id:message-id:"
                        + "in-reply-to:references:content-type:content-transfer-encoding:list-id:"
                        + "list-unsubscribe:list-unsubscribe-post:auto-submitted");
    }

    @Test
    void what_a_relay_may_add_is_named_only_where_it_is_there() throws IOException {
        String without = signedByAcme(raw("From: a@acme.example\n\ntext\n"));
        String with = signedByAcme(raw("""
                From: a@acme.example
                Sender: s@vendor.example
                Feedback-ID: 1:2:3
                CFBL-Address: fbl@vendor.example
                CFBL-Feedback-ID: 7
                MIME-Version: 1.0

                text
                """));

        List<String> added = List.of(
                "sender", "date", "message-id", "mime-version", "feedback-id", "cfbl-address", "cfbl-feedback-id");
        assertThat(List.of(tag(without, "h").split(":"))).doesNotContainAnyElementsOf(added);
        assertThat(List.of(tag(with, "h").split(":")))
                .containsSubsequence("sender", "sender", "mime-version", "mime-version", "feedback-id", "feedback-id")
                .containsSubsequence("cfbl-address", "cfbl-address", "cfbl-feedback-id", "cfbl-feedback-id");
    }

    @Test
    void rendered_mail_has_all_fields_that_a_relay_would_add_for_want_of_them() throws IOException {
        assertThat(List.of(tag(signedByAcme(statement()), "h").split(":")))
                .containsSubsequence("date", "date", "message-id", "message-id", "mime-version", "mime-version");
    }

    @Test
    void the_tags_are_those_that_everybody_verifies() throws IOException {
        String signature = signedByAcme(statement());

        assertThat(signature).startsWith("DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=acme.example;");
        assertThat(tag(signature, "s")).isEqualTo("s1");
        assertThat(tag(signature, "t")).isEqualTo("1800000000");
        assertThat(signature).doesNotContainPattern("[; ](l|x|i|q|z)=");
        assertThat(tag(signature, "b")).hasSize(344);
    }

    @Test
    void a_signature_expires_when_it_is_told_to() throws IOException {
        DkimSigner signer = DkimSigner.using(ring("acme.example"))
                .clock(CLOCK)
                .backDatedBy(Duration.ofSeconds(60))
                .expiringAfter(Duration.ofDays(14))
                .build();

        String signature = sign(signer, Accounts.ACME, ACME, statement());

        assertThat(tag(signature, "t")).isEqualTo("1799999950");
        assertThat(tag(signature, "x")).isEqualTo(String.valueOf(1_799_999_950L + 14 * 86_400));
    }

    @Test
    void times_that_would_lose_mail_are_refused() {
        DkimSigner.Builder builder = DkimSigner.using(KeyRing.empty());

        assertThatThrownBy(() -> builder.expiringAfter(Duration.ofDays(6))).hasMessageContaining("7 days");
        assertThatThrownBy(() -> builder.backDatedBy(Duration.ofSeconds(-1))).hasMessageContaining("0 to 10 minutes");
        assertThatThrownBy(() -> builder.backDatedBy(Duration.ofMinutes(11))).hasMessageContaining("0 to 10 minutes");
    }

    @Test
    void several_keys_sign_in_one_pass_over_the_message() throws IOException {
        CountingMessage message = new CountingMessage(statement());
        DkimSigner signer = DkimSigner.using(KeyRing.builder()
                        .ofAccount(Accounts.ACME, SigningKeys.ed25519("acme.example", "s1e"))
                        .ofAccount(Accounts.ACME, SigningKeys.rsa("acme.example", "s1"))
                        .ofOperator(SigningKeys.operator("vendor.example", "v1"))
                        .build())
                .clock(CLOCK)
                .alsoSigningAs(VENDOR)
                .build();

        List<String> signatures = signatures(sign(signer, Accounts.ACME, ACME, message));

        assertThat(signatures)
                .extracting(signature -> tag(signature, "a") + " " + tag(signature, "d") + " " + tag(signature, "s"))
                .containsExactly(
                        "rsa-sha256 acme.example s1",
                        "ed25519-sha256 acme.example s1e",
                        "rsa-sha256 vendor.example v1");
        assertThat(signatures).extracting(signature -> tag(signature, "bh")).containsOnly(tag(signatures.get(0), "bh"));
        assertThat(message.written).isEqualTo(1);
    }

    @Test
    void a_key_of_one_account_never_signs_for_another() throws IOException {
        DkimSigner signer = signer(ring("acme.example"));

        assertThat(signer.signingDomain(Accounts.GLOBEX, ACME)).isEmpty();
        assertThat(signer.sign(Accounts.GLOBEX, ACME, statement())).isEmpty();
    }

    @Test
    void of_two_accounts_with_keys_for_one_domain_each_signs_with_its_own() throws IOException {
        DkimSigner signer = signer(KeyRing.builder()
                .ofAccount(Accounts.ACME, SigningKeys.rsa("acme.example", "a1"))
                .ofAccount(Accounts.GLOBEX, SigningKeys.operator("acme.example", "g1"))
                .build());

        assertThat(tag(sign(signer, Accounts.ACME, ACME, statement()), "s")).isEqualTo("a1");
        assertThat(tag(sign(signer, Accounts.GLOBEX, ACME, statement()), "s")).isEqualTo("g1");
    }

    @Test
    void an_author_below_a_signing_domain_is_signed_for_by_the_nearest() {
        DkimSigner signer = signer(KeyRing.builder()
                .ofAccount(Accounts.ACME, SigningKeys.rsa("acme.example", "s1"))
                .ofAccount(Accounts.ACME, SigningKeys.rsa("news.acme.example", "s2"))
                .build());

        assertThat(signer.signingDomain(Accounts.ACME, DomainName.parse("eu.news.acme.example")))
                .contains(DomainName.parse("news.acme.example"));
        assertThat(signer.signingDomain(Accounts.ACME, DomainName.parse("shop.acme.example")))
                .contains(ACME);
        assertThat(signer.signingDomain(Accounts.ACME, DomainName.parse("notacme.example")))
                .isEmpty();
    }

    @Test
    void an_author_rewritten_to_the_operators_domain_is_signed_for_by_the_operator() throws IOException {
        DkimSigner signer = signer(KeyRing.builder()
                .ofOperator(SigningKeys.operator("via.vendor.example", "v1"))
                .build());
        DomainName rewritten = DomainName.parse("cust1.via.vendor.example");

        assertThat(signer.signingDomain(Accounts.ACME, rewritten)).contains(DomainName.parse("via.vendor.example"));
        assertThat(tag(sign(signer, Accounts.ACME, rewritten, statement()), "d"))
                .isEqualTo("via.vendor.example");
        assertThat(signer.signingDomain(Accounts.ACME, ACME)).isEmpty();
    }

    @Test
    void the_operator_vouches_for_mail_whose_author_has_no_key_and_does_not_claim_to_be_the_author()
            throws IOException {
        DkimSigner signer = DkimSigner.using(KeyRing.builder()
                        .ofOperator(SigningKeys.operator("vendor.example", "v1"))
                        .build())
                .clock(CLOCK)
                .alsoSigningAs(VENDOR)
                .build();

        assertThat(signer.signingDomain(Accounts.ACME, ACME)).contains(VENDOR);
        assertThat(signatures(sign(signer, Accounts.ACME, ACME, statement()))).hasSize(1);
        assertThat(signatures(sign(signer, Accounts.ACME, VENDOR, statement())))
                .as("not twice by the same key")
                .hasSize(1);
    }

    @Test
    void an_operator_without_a_key_cannot_sign_beside_others() {
        assertThatThrownBy(() -> DkimSigner.using(ring("acme.example"))
                        .alsoSigningAs(VENDOR)
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("vendor.example");
    }

    @Test
    void ed25519_does_not_sign_alone_unless_that_is_asked_for() throws IOException {
        KeyRing.Builder alone = KeyRing.builder().ofAccount(Accounts.ACME, SigningKeys.ed25519("acme.example", "e1"));

        assertThatThrownBy(alone::build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Add an RSA key");
        assertThat(tag(sign(signer(alone.admitEd25519Alone().build()), Accounts.ACME, ACME, statement()), "a"))
                .isEqualTo("ed25519-sha256");
    }

    @Test
    void two_keys_cannot_have_one_selector() {
        KeyRing.Builder twice = KeyRing.builder()
                .ofAccount(Accounts.ACME, SigningKeys.rsa("acme.example", "s1"))
                .ofAccount(Accounts.ACME, SigningKeys.ed25519("acme.example", "s1"));

        assertThatThrownBy(twice::build).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void keys_that_change_are_asked_for_with_each_message() {
        AtomicReference<KeyRing> ring = new AtomicReference<>(KeyRing.empty());
        DkimSigner signer = DkimSigner.using(ring::get).build();

        assertThat(signer.signingDomain(Accounts.ACME, ACME)).isEmpty();
        ring.set(ring("acme.example"));
        assertThat(signer.signingDomain(Accounts.ACME, ACME)).contains(ACME);
    }

    @Test
    void a_message_without_an_author_or_with_two_is_not_signed() {
        DkimSigner signer = signer(ring("acme.example"));

        assertThatThrownBy(() -> sign(signer, Accounts.ACME, ACME, raw("To: b@example.net\n\ntext\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has 0");
        assertThatThrownBy(() ->
                        sign(signer, Accounts.ACME, ACME, raw("From: a@acme.example\nfrom: b@acme.example\n\ntext\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has 2");
    }

    @Test
    void the_clock_is_read_for_each_message() throws IOException {
        VirtualClock clock = VirtualClock.at(Instant.ofEpochSecond(1_000));
        DkimSigner signer = DkimSigner.using(ring("acme.example")).clock(clock).build();

        assertThat(tag(sign(signer, Accounts.ACME, ACME, statement()), "t")).isEqualTo("990");
        clock.advance(Duration.ofSeconds(5));
        assertThat(tag(sign(signer, Accounts.ACME, ACME, statement()), "t")).isEqualTo("995");
    }

    @Test
    void a_key_that_nobody_can_read_signs_by_the_provider_that_holds_it() throws IOException {
        HardwareProvider hardware = new HardwareProvider(SigningKeys.RSA);
        DkimKey key = DkimKey.of(ACME, io.sendwell.signing.Selector.of("s1"), new HardwareKey(), hardware);

        String byHardware =
                sign(signer(KeyRing.builder().ofAccount(Accounts.ACME, key).build()), Accounts.ACME, ACME, statement());

        assertThat(byHardware).isEqualTo(signedByAcme(statement()));
        hardware.broken = true;
        assertThatThrownBy(() -> sign(
                        signer(KeyRing.builder().ofAccount(Accounts.ACME, key).build()),
                        Accounts.ACME,
                        ACME,
                        statement()))
                .isInstanceOf(SigningException.class)
                .hasMessageContaining("Key s1 of acme.example cannot sign: the token was pulled out");
    }

    @Test
    void nothing_of_a_key_is_shown() {
        assertThat(SigningKeys.rsa("acme.example", "s1")).hasToString("rsa-sha256 key s1 of acme.example");
        assertThat(ring("acme.example")).hasToString("[rsa-sha256 key s1 of acme.example]");
    }

    private static String signedByAcme(RenderedMessage message) throws IOException {
        return sign(signer(ring("acme.example")), Accounts.ACME, ACME, message);
    }

    private static KeyRing ring(String domain) {
        return KeyRing.builder()
                .ofAccount(Accounts.ACME, SigningKeys.rsa(domain, "s1"))
                .build();
    }

    private static DkimSigner signer(KeyRing ring) {
        return DkimSigner.using(ring).clock(CLOCK).build();
    }

    private static String sign(DkimSigner signer, AccountId account, DomainName author, RenderedMessage message)
            throws IOException {
        return new String(signer.sign(account, author, message), StandardCharsets.US_ASCII);
    }

    private static RenderedMessage statement() {
        Mail mail = Messages.statement();
        return MimeRenderer.create().render(Submissions.of("m1", mail).outgoing(), MimeOptions.sevenBit());
    }

    private static RenderedMessage raw(String text) {
        return new RawMessage(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static List<String> signatures(String fields) {
        return Pattern.compile("(?=DKIM-Signature:)").splitAsStream(fields).toList();
    }

    private static String tag(String signature, String name) {
        Matcher tag = Pattern.compile("[;:] " + name + "=([^;]*)").matcher(signature.replaceAll("\r\n( |\\z)", "$1"));
        assertThat(tag.find()).as(name + "= in " + signature).isTrue();
        return tag.group(1).replace(" ", "");
    }

    private static final class CountingMessage implements RenderedMessage {

        private final RenderedMessage message;
        private int written;

        private CountingMessage(RenderedMessage message) {
            this.message = message;
        }

        @Override
        public long size() {
            return message.size();
        }

        @Override
        public boolean needsEightBitMime() {
            return false;
        }

        @Override
        public boolean needsSmtpUtf8() {
            return false;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            written++;
            message.writeTo(out);
        }

        @Override
        public RenderedMessage under(byte[] fields) {
            return message.under(fields);
        }
    }

    /** As one in a security module: a name and nothing else. */
    private static final class HardwareKey implements PrivateKey {
        private static final long serialVersionUID = 1L;

        @Override
        public String getAlgorithm() {
            return "RSA";
        }

        @Override
        @SuppressWarnings("NullAway") // what java.security.Key says of keys that do not leave their holder
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            return null;
        }
    }

    private static final class HardwareProvider extends Provider {
        private static final long serialVersionUID = 1L;

        private final transient KeyPair held;
        private boolean broken;

        HardwareProvider(KeyPair held) {
            super("Hardware", "1", "A security module made of paper.");
            this.held = held;
            putService(new Service(this, "Signature", "SHA256withRSA", HardwareSignature.class.getName(), null, null) {
                @Override
                public Object newInstance(Object parameter) {
                    return new HardwareSignature(HardwareProvider.this);
                }
            });
        }
    }

    private static final class HardwareSignature extends SignatureSpi {

        private final HardwareProvider hardware;
        private java.security.Signature signature;

        HardwareSignature(HardwareProvider hardware) {
            this.hardware = hardware;
        }

        @Override
        protected void engineInitSign(PrivateKey key) {
            assertThat(key).isInstanceOf(HardwareKey.class);
            try {
                signature = java.security.Signature.getInstance("SHA256withRSA");
                signature.initSign(hardware.held.getPrivate());
            } catch (java.security.GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected void engineUpdate(byte octet) throws SignatureException {
            signature.update(octet);
        }

        @Override
        protected void engineUpdate(byte[] octets, int start, int length) throws SignatureException {
            signature.update(octets, start, length);
        }

        @Override
        protected byte[] engineSign() throws SignatureException {
            if (hardware.broken) {
                throw new SignatureException("the token was pulled out.");
            }
            return signature.sign();
        }

        @Override
        protected void engineInitVerify(java.security.PublicKey key) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected boolean engineVerify(byte[] octets) {
            throw new UnsupportedOperationException();
        }

        @Override
        @SuppressWarnings("deprecation")
        protected void engineSetParameter(String name, Object value) {
            throw new UnsupportedOperationException();
        }

        @Override
        @SuppressWarnings("deprecation")
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException();
        }
    }
}
