package io.sendwell.testkit.contract;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.mime.MessageSigner;
import io.sendwell.mime.RenderedMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageSignerContractTest {

    /** What somebody may get wrong, and the sentence of the contract that says so. */
    enum Flaw {
        NONE(""),
        ENDS_WITHOUT_CRLF("a_message_is_signed_by_whole_header_fields_in_folded_ascii"),
        ENDS_LINES_BY_LF("a_message_is_signed_by_whole_header_fields_in_folded_ascii"),
        DOES_NOT_FOLD("a_message_is_signed_by_whole_header_fields_in_folded_ascii"),
        FOLDS_WITHOUT_BLANK("a_message_is_signed_by_whole_header_fields_in_folded_ascii"),
        WRITES_UTF_8("a_message_is_signed_by_whole_header_fields_in_folded_ascii"),
        COUNTS_SIGNATURES("signing_again_gives_the_same_fields"),
        SIGNS_THE_DOMAIN_ONLY("another_text_gives_another_signature"),
        SIGNS_FOR_ANYBODY("without_a_key_nothing_is_signed"),
        PROMISES_TOO_MUCH("without_a_key_nothing_is_signed"),
        FORGETS_ITS_KEY("the_signing_domain_is_known_without_a_message"),
        SWALLOWS_WHAT_CANNOT_BE_READ("a_file_that_cannot_be_read_is_said_as_it_is"),
        CARRIES_ON_FROM_THE_LAST_MESSAGE("threads_that_sign_at_the_same_time_get_each_their_own_signature");

        final String caughtBy;

        Flaw(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    /** What the run under way is about: JUnit makes the implementer itself, in this thread. */
    private static final ThreadLocal<Flaw> FLAW = new ThreadLocal<>();

    static class Implementer implements MessageSignerContract {
        @Override
        public MessageSigner newMessageSigner() {
            return new HashSigner(FLAW.get());
        }
    }

    @Test
    void an_implementation_without_a_flaw_passes() {
        FLAW.set(Flaw.NONE);
        ContractRun.of(Implementer.class).succeeded();
    }

    @ParameterizedTest
    @EnumSource(value = Flaw.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void a_flaw_is_caught(Flaw flaw) {
        FLAW.set(flaw);
        ContractRun.of(Implementer.class, flaw.caughtBy).failed();
    }

    /** "Signs" by a hash code, in the form of a signature field. */
    private static final class HashSigner implements MessageSigner {

        private static final String KEY = "acme.example";

        private final Flaw flaw;
        private final AtomicInteger signatures = new AtomicInteger();
        private final AtomicInteger lastHash = new AtomicInteger();

        HashSigner(Flaw flaw) {
            this.flaw = flaw;
        }

        @Override
        public Optional<DomainName> signingDomain(AccountId account, DomainName authorDomain) {
            if (flaw == Flaw.FORGETS_ITS_KEY && signatures.getAndIncrement() > 0) {
                return Optional.empty();
            }
            boolean known = authorDomain.ascii().equals(KEY) || flaw == Flaw.PROMISES_TOO_MUCH;
            return known ? Optional.of(DomainName.parse(KEY)) : Optional.empty();
        }

        @Override
        public byte[] sign(AccountId account, DomainName authorDomain, RenderedMessage message) throws IOException {
            if (!authorDomain.ascii().equals(KEY) && flaw != Flaw.SIGNS_FOR_ANYBODY) {
                return new byte[0];
            }
            String field = "X-Signature: d=" + KEY + "; n=" + number() + ";" + fold() + "b=" + hash(message) + end();
            return field.getBytes(StandardCharsets.UTF_8);
        }

        private int number() {
            return flaw == Flaw.COUNTS_SIGNATURES ? signatures.incrementAndGet() : 1;
        }

        private String fold() {
            return switch (flaw) {
                case ENDS_LINES_BY_LF -> "\n ";
                case DOES_NOT_FOLD -> " " + "x".repeat(70);
                case FOLDS_WITHOUT_BLANK -> "\r\n";
                case WRITES_UTF_8 -> " s=ø;\r\n ";
                default -> "\r\n ";
            };
        }

        private String end() {
            return flaw == Flaw.ENDS_WITHOUT_CRLF ? "" : "\r\n";
        }

        private int hash(RenderedMessage message) throws IOException {
            if (flaw == Flaw.SIGNS_THE_DOMAIN_ONLY) {
                message.writeTo(OutputStream.nullOutputStream());
                return 0;
            }
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            try {
                message.writeTo(octets);
            } catch (IOException e) {
                if (flaw != Flaw.SWALLOWS_WHAT_CANNOT_BE_READ) {
                    throw e;
                }
            }
            int hash = Arrays.hashCode(octets.toByteArray());
            return flaw == Flaw.CARRIES_ON_FROM_THE_LAST_MESSAGE
                    ? lastHash.updateAndGet(last -> 31 * last + hash)
                    : hash;
        }
    }
}
