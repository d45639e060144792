package io.sendwell.dnsauth.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sendwell.dns.DnsAnswer.Trouble;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsType;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

@Timeout(60)
class ReplyTest {

    private static final DnsQuestion QUESTION = DnsQuestion.of("a.example.org", DnsType.TXT);
    private static final Query QUERY = Query.of(QUESTION, Set.of(Query.Option.RECURSION), 1232);

    private static Message reply(String... answer) throws Exception {
        Message reply = new Message(QUERY.octets());
        reply.getHeader().setFlag(Flags.QR);
        for (String line : answer) {
            String[] parts = line.split(" ", 3);
            reply.addRecord(
                    Record.fromString(
                            Name.fromString(parts[0]), Type.value(parts[1]), DClass.IN, 300, parts[2], Name.root),
                    Section.ANSWER);
        }
        return reply;
    }

    private static Trouble trouble(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Useless.class);
        return ((Reply.Useless) reply).trouble();
    }

    @Test
    void records_of_strangers_in_the_answer_are_passed_over() throws Exception {
        Reply read = Reply.of(QUESTION, reply("b.example.org. TXT \"forged\""));

        assertThat(read).isInstanceOf(Reply.Nothing.class);
    }

    @Test
    void two_aliases_of_one_name_are_malformed() throws Exception {
        Reply read =
                Reply.of(QUESTION, reply("a.example.org. CNAME b.example.org.", "a.example.org. CNAME c.example.org."));

        assertThat(trouble(read)).isEqualTo(Trouble.MALFORMED);
    }

    @Test
    void a_chain_without_end_is_malformed() throws Exception {
        String[] chain = new String[20];
        for (int i = 0; i < chain.length; i++) {
            chain[i] = (i == 0 ? "a" : "a" + i) + ".example.org. CNAME a" + (i + 1) + ".example.org.";
        }

        assertThat(trouble(Reply.of(QUESTION, reply(chain)))).isEqualTo(Trouble.MALFORMED);
        assertThat(trouble(Reply.of(QUESTION, reply("a.example.org. CNAME a.example.org."))))
                .isEqualTo(Trouble.MALFORMED);
    }

    @Test
    void an_answer_that_ends_with_an_alias_asks_for_more() throws Exception {
        assertThat(Reply.of(QUESTION, reply("a.example.org. CNAME b.example.org.")))
                .isInstanceOfSatisfying(
                        Reply.Onward.class,
                        onward -> assertThat(onward.aliases()).containsExactly(DnsName.parse("b.example.org")));
    }

    @Test
    void a_denial_without_soa_is_kept_by_nobody() throws Exception {
        assertThat(Reply.of(QUESTION, reply()))
                .isInstanceOfSatisfying(
                        Reply.Nothing.class,
                        nothing -> assertThat(nothing.ttl()).isEqualTo(Duration.ZERO));
    }

    @Test
    void a_ttl_is_capped_and_a_negative_one_is_none() {
        assertThat(WireRecords.ttl(0xFFFF_FFFFL)).isEqualTo(Duration.ZERO);
        assertThat(WireRecords.ttl(Integer.MAX_VALUE)).isEqualTo(Duration.ofDays(7));
        assertThat(WireRecords.ttl(60)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void a_name_with_a_dot_in_a_label_has_no_form_here() throws Exception {
        assertThat(WireRecords.name(Name.fromString("a\\.b.example.org."))).isEmpty();
        assertThat(trouble(Reply.of(QUESTION, reply("a.example.org. CNAME x\\.y.example.org."))))
                .isEqualTo(Trouble.MALFORMED);
    }

    @Test
    void more_records_than_octets_are_not_believed() throws Exception {
        byte[] octets = reply("a.example.org. TXT \"x\"").toWire();
        octets[6] = (byte) 0xFF;

        assertThatCode(() -> QUERY.read(ByteBuffer.wrap(octets)))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageContaining("promises");
    }

    @Test
    void no_octets_crash_the_reader() throws Exception {
        byte[] sound = reply(
                        "a.example.org. CNAME b.example.org.",
                        "b.example.org. TXT \"v=spf1 -all\" \"more\"",
                        "b.example.org. SOA ns.example.org. h.example.org. 1 2 3 4 5",
                        "b.example.org. AAAA ::ffff:192.0.2.1",
                        "b.example.org. DS 1 8 2 " + "00ff".repeat(16))
                .toWire();
        long seed = 20261122;
        Random random = new Random(seed);
        int read = 0;
        for (int round = 0; round < 50_000; round++) {
            byte[] octets = sound.clone();
            for (int i = 1 + random.nextInt(6); i > 0; i--) {
                octets[2 + random.nextInt(octets.length - 2)] = (byte) random.nextInt();
            }
            int length = random.nextInt(4) == 0 ? 12 + random.nextInt(octets.length - 12) : octets.length;
            try {
                Message message = QUERY.read(ByteBuffer.wrap(octets, 0, length));
                QUERY.isAnsweredBy(message);
                Reply.of(QUESTION, message);
                read++;
            } catch (MalformedReplyException said) {
                assertThat(said).hasMessageContaining("answer");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + round, e);
            }
        }

        assertThat(read).isGreaterThan(1000);
    }
}
