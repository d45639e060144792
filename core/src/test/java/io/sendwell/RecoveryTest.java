package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.log.LoggedMessage;
import io.sendwell.log.MessageQuery;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.message.Mail;
import io.sendwell.outbox.Claim;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.SendingId;
import io.sendwell.transport.Recovery;
import io.sendwell.transport.Recovery.Answer;
import io.sendwell.transport.SubmissionResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of a claim that was dispatched by a process that died. */
class RecoveryTest {

    private static final Duration LAG = Duration.ofSeconds(60);

    private final PostOffice post = new PostOffice();
    private final Map<String, Answer> known = new HashMap<>();

    private static Mail template() {
        return Office.mail().subject("Hi {{first}}").build();
    }

    private void searchable() {
        post.office.esp.recovering(new Recovery.Search(LAG, (account, ids) -> {
            Map<String, Answer> answers = new HashMap<>(known);
            answers.keySet().retainAll(ids);
            return answers;
        }));
    }

    private void dispatched(SendingId sending) {
        post.dispatched(post.claim(sending), post.release());
    }

    private List<Recovered> resolve() {
        return resolve(post.release());
    }

    private List<Recovered> resolve(Release release) {
        return release.resolve(post.recovered(release.settle()));
    }

    private static AccountSettings withOwnServer(FakeTransport server) {
        return AccountSettings.of("one").withOwnServer(OwnServer.of(server).allowing("customer.example"));
    }

    private List<LoggedMessage> logged(SendingId sending) {
        return post.office.log.find(PostOffice.ACCOUNT, MessageQuery.latest(100).sending(sending));
    }

    private static String id(SendingId sending, int ordinal) {
        return new EntryId(sending, ordinal).messageId();
    }

    @Test
    void what_the_hop_has_is_taken_and_what_it_has_not_is_due_again() {
        searchable();
        SendingId sending = post.broadcast(template(), "kim", "lee", "mo", "noa");
        known.put(id(sending, 0), new Answer.Found("17"));
        known.put(id(sending, 1), new Answer.NotFound());
        known.put(id(sending, 2), new Answer.Unavailable("429"));

        dispatched(sending);
        List<Recovered> recovered = resolve();

        assertThat(recovered)
                .extracting(Recovered::entry)
                .extracting(EntryId::ordinal)
                .containsExactly(0, 1, 2, 3);
        assertThat(recovered.get(0)).isInstanceOfSatisfying(Recovered.Taken.class, taken -> {
            assertThat(taken.outcome().state()).isEqualTo(EntryState.ACCEPTED);
            assertThat(taken.outcome().outcomes().values())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            RecipientOutcome.Submitted.class,
                            submitted -> assertThat(submitted.result())
                                    .isInstanceOfSatisfying(
                                            SubmissionResult.Accepted.class,
                                            accepted -> assertThat(accepted.providerId())
                                                    .isEqualTo("17")));
        });
        assertThat(recovered.get(1)).isInstanceOf(Recovered.NotTaken.class);
        assertThat(recovered.get(2))
                .isInstanceOfSatisfying(
                        Recovered.Unanswered.class,
                        unanswered -> assertThat(unanswered.why()).isEqualTo("429"));
        assertThat(recovered.get(3)).isInstanceOf(Recovered.Unanswered.class);
        assertThat(logged(sending)).singleElement().satisfies(message -> {
            assertThat(message.id()).isEqualTo(id(sending, 0));
            assertThat(message.outcomes().values()).allMatch(RecipientOutcome::isAccepted);
        });
        assertThat(post.office.esp.submissions()).isEmpty();
    }

    @Test
    void a_look_up_that_fails_leaves_everything_for_later() {
        post.office.esp.recovering(new Recovery.Search(LAG, (account, ids) -> {
            throw new IllegalStateException("a fault");
        }));
        dispatched(post.scheduled(Office.mail().build()));

        assertThat(resolve()).singleElement().isInstanceOf(Recovered.Unanswered.class);
    }

    @Test
    void a_hop_that_is_asked_with_another_credential_than_took_the_mail_is_not_believed_when_it_finds_nothing() {
        searchable();
        post.office.esp.countingAs("esp:key 1");
        SendingId sending = post.broadcast(template(), "kim", "lee");
        known.put(id(sending, 0), new Answer.NotFound());
        known.put(id(sending, 1), new Answer.NotFound());
        dispatched(sending);

        post.office.esp.countingAs("esp:key 2");

        assertThat(resolve()).hasSize(2).allMatch(Recovered.InDoubt.class::isInstance);

        post.office.esp.countingAs("esp:key 1");
        assertThat(resolve()).as("with the key put back").hasSize(2).allMatch(Recovered.NotTaken.class::isInstance);
    }

    @Test
    void a_hop_that_knows_another_credential_gets_no_repetition() {
        post.office.esp.countingAs("esp:key 1").recovering(new Recovery.Repeat(Duration.ofHours(1)));
        dispatched(post.scheduled(Office.mail().build()));

        post.office.esp.countingAs("esp:key 2");

        assertThat(resolve()).singleElement().isInstanceOf(Recovered.InDoubt.class);
    }

    @Test
    void the_way_that_a_mail_took_is_asked_though_the_account_takes_another_by_now() {
        searchable();
        SendingId sending = post.broadcast(template(), "kim", "lee");
        known.put(id(sending, 0), new Answer.Found("17"));
        known.put(id(sending, 1), new Answer.NotFound());
        dispatched(sending);
        FakeTransport own = new FakeTransport("own").recovering(new Recovery.Search(Duration.ZERO, (account, ids) -> {
            throw new AssertionError("It was never given the mail.");
        }));

        List<Recovered> recovered =
                resolve(post.builder().account(withOwnServer(own)).build().release());

        assertThat(recovered.get(0)).isInstanceOf(Recovered.Taken.class);
        assertThat(recovered.get(1)).isInstanceOf(Recovered.NotTaken.class);
    }

    @Test
    void a_repetition_that_would_take_another_way_is_none() {
        post.office.esp.recovering(new Recovery.Repeat(Duration.ofHours(1)));
        dispatched(post.scheduled(Office.mail().build()));
        FakeTransport own = new FakeTransport("own").recovering(new Recovery.Repeat(Duration.ofHours(1)));

        assertThat(resolve(post.builder().account(withOwnServer(own)).build().release()))
                .singleElement()
                .isInstanceOf(Recovered.InDoubt.class);
    }

    @Test
    void a_mail_whose_way_was_taken_from_the_account_stays_in_doubt() {
        FakeTransport own = new FakeTransport("own")
                .recovering(new Recovery.Search(
                        Duration.ZERO, (account, ids) -> Map.of(ids.get(0), new Answer.NotFound())));
        SendingId sending = post.scheduled(Office.mail().build());
        post.dispatched(
                post.claim(sending),
                post.builder().account(withOwnServer(own)).build().release());
        searchable();
        known.put(id(sending, 0), new Answer.NotFound());

        assertThat(resolve()).singleElement().isInstanceOf(Recovered.InDoubt.class);
    }

    @Test
    void of_a_mail_without_a_note_nobody_is_asked() {
        searchable();
        SendingId sending = post.scheduled(Office.mail().build());
        known.put(id(sending, 0), new Answer.NotFound());
        Claim claim = post.claim(sending);
        post.outbox.dispatch(claim.token(), 1, PostOffice.LEASE);

        assertThat(resolve()).singleElement().isInstanceOf(Recovered.InDoubt.class);
    }

    @Test
    void who_was_blocked_after_the_hop_took_it_has_it_all_the_same() {
        searchable();
        SendingId sending = post.broadcast(template(), "kim");
        known.put(id(sending, 0), new Answer.Found("17"));
        dispatched(sending);
        post.office.blocklist.add(
                BlocklistEntry.hardBounce(EmailAddress.parse("kim@example.net"), "550", "gone", "esp", Office.NOW));

        assertThat(resolve())
                .singleElement()
                .isInstanceOfSatisfying(
                        Recovered.Taken.class,
                        taken -> assertThat(taken.outcome().state()).isEqualTo(EntryState.ACCEPTED));
    }

    @Test
    void without_anybody_to_ask_it_stays_in_doubt_and_the_log_says_so() {
        SendingId sending = post.scheduled(Office.mail().build());
        dispatched(sending);

        assertThat(resolve())
                .singleElement()
                .isInstanceOfSatisfying(
                        Recovered.InDoubt.class,
                        doubt -> assertThat(doubt.outcome().state()).isEqualTo(EntryState.UNCERTAIN));
        assertThat(logged(sending))
                .singleElement()
                .satisfies(message -> assertThat(message.outcomes().values())
                        .singleElement()
                        .isInstanceOfSatisfying(
                                RecipientOutcome.Submitted.class,
                                submitted ->
                                        assertThat(submitted.result()).isInstanceOf(SubmissionResult.Uncertain.class)));
    }

    @Test
    void a_hop_that_recognises_repetitions_gets_one_as_long_as_it_remembers() {
        post.office.esp.recovering(new Recovery.Repeat(Duration.ofMinutes(15)));
        SendingId sending = post.scheduled(Office.mail().build());
        dispatched(sending);
        assertThat(resolve()).singleElement().isInstanceOf(Recovered.Repeatable.class);

        post.pass(Duration.ofMinutes(15));
        Claim later = post.outbox.recover(Duration.ZERO, PostOffice.LEASE).orElseThrow();
        assertThat(post.release().resolve(later)).singleElement().isInstanceOf(Recovered.InDoubt.class);
    }

    @Test
    void claims_are_left_alone_as_long_as_the_slowest_search_lags_behind() {
        assertThat(post.release().settle()).isEqualTo(Duration.ZERO);
        searchable();
        assertThat(post.release().settle()).isEqualTo(LAG);
    }

    @Test
    void a_server_of_the_account_that_lags_longer_than_was_waited_is_not_believed_when_it_finds_nothing() {
        FakeTransport own = new FakeTransport("own")
                .recovering(new Recovery.Search(LAG, (account, ids) -> Map.of(ids.get(0), new Answer.NotFound())));
        Release release = post.builder().account(withOwnServer(own)).build().release();
        post.dispatched(post.claim(post.scheduled(Office.mail().build())), release);

        assertThat(resolve(release)).singleElement().isInstanceOf(Recovered.InDoubt.class);
    }
}
