package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sendwell.testkit.mailjet.MailjetEvent.Copy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Makes events of what was accepted and posts them, and those once more that were not answered 200. Threads may share it; no
 * lock is held while it posts.
 */
final class EventDesk {

    /** Between two tries. */
    static final Duration PAUSE = Duration.ofSeconds(30);

    private static final int MOST_OF_A_SHUFFLED_GROUP = 20;

    /** Events for one URL that go together. */
    private record Batch(FakeMailjetAccount account, EventUrl url, List<MailjetEvent> events) {

        String body() {
            if (!url.isGrouped()) {
                return events.get(0).json().toString();
            }
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            events.forEach(event -> array.add(event.json()));
            return array.toString();
        }
    }

    private record Retry(Batch batch, Instant notBefore) {}

    private final Habits habits = new Habits();
    private final EventPoster poster = new EventPoster();
    private final InstantSource clock;
    private final Newest<EventPost> posts;
    private List<Retry> retries = new ArrayList<>();

    EventDesk(InstantSource clock, int keptPosts) {
        this.clock = clock;
        this.posts = new Newest<>(keptPosts);
    }

    synchronized void with(Consumer<Habits> change) {
        change.accept(habits);
    }

    synchronized List<EventPost> posts() {
        return posts.toList();
    }

    /** Posts what is new and what is due again; returns how that went. */
    List<EventPost> deliver(Collection<FakeMailjetAccount> accounts, EventDelivery how) {
        List<EventPost> made = new ArrayList<>();
        for (Batch batch : due(accounts, how)) {
            if (batch.url().isAlive()) {
                made.add(post(batch));
            }
        }
        return made;
    }

    /** Lets something happen to one copy now, and posts it; what else is due waits. */
    List<EventPost> happens(Copy copy, Happening what) {
        List<Batch> batches;
        synchronized (this) {
            List<MailjetEvent> events = habits.now(copy, what, clock.instant());
            copy.account().happened(events);
            batches = batches(copy.account(), events, EventDelivery.inOrder(), new Random(0));
        }
        return batches.stream()
                .filter(batch -> batch.url().isAlive())
                .map(this::post)
                .toList();
    }

    private EventPost post(Batch batch) {
        URI url = batch.url().url();
        String body = batch.body();
        int status = poster.post(url, body);
        Instant now = clock.instant();
        EventPost post = new EventPost(
                EventPoster.withoutCredentials(url), body, batch.events().size(), now, status);
        if (post.isTaken()) {
            batch.account().reported(batch.events());
        }
        boolean again = batch.account().eventUrls().note(batch.url(), post, now);
        synchronized (this) {
            posts.add(post);
            if (again) {
                retries.add(new Retry(batch, now.plus(PAUSE)));
            }
        }
        return post;
    }

    private synchronized List<Batch> due(Collection<FakeMailjetAccount> accounts, EventDelivery how) {
        Instant now = clock.instant();
        List<Batch> batches = new ArrayList<>();
        List<Retry> waiting = new ArrayList<>();
        for (Retry retry : retries) {
            if (retry.notBefore().isAfter(now)) {
                waiting.add(retry);
            } else {
                batches.add(retry.batch());
            }
        }
        retries = waiting;
        accounts.forEach(account -> batches.addAll(fresh(account, how)));
        return batches;
    }

    private List<Batch> fresh(FakeMailjetAccount account, EventDelivery how) {
        List<MailjetEvent> happened = new ArrayList<>();
        for (AcceptedMessage message : account.accepted()) {
            message.recipients()
                    .forEach(recipient -> happened.addAll(habits.of(new Copy(account, message, recipient))));
        }
        List<MailjetEvent> earlier = account.takeUnreported();
        if (happened.isEmpty() && earlier.isEmpty()) {
            return List.of();
        }
        account.requireEventUrls();
        account.happened(happened);
        happened.addAll(earlier);
        happened.sort(Comparator.comparing(MailjetEvent::at));
        Random random = new Random(how.seed().orElse(0));
        List<MailjetEvent> reported = copies(happened, how.copies());
        if (how.seed().isPresent()) {
            Collections.shuffle(reported, random);
        }
        return batches(account, reported, how, random);
    }

    private static List<MailjetEvent> copies(List<MailjetEvent> events, int copies) {
        List<MailjetEvent> all = new ArrayList<>();
        events.forEach(event -> all.addAll(Collections.nCopies(copies, event)));
        return all;
    }

    // What is in one group is not in it twice, so a repetition opens a new one.
    private static List<Batch> batches(
            FakeMailjetAccount account, List<MailjetEvent> events, EventDelivery how, Random random) {
        List<Batch> batches = new ArrayList<>();
        Map<URI, Batch> open = new HashMap<>();
        for (MailjetEvent event : events) {
            Optional<EventUrl> url = account.eventUrls().forNewEvent(event.type());
            if (url.isEmpty()) {
                continue;
            }
            Batch last = open.get(url.get().url());
            if (last != null && fits(last, event, how, random)) {
                last.events().add(event);
            } else {
                Batch next = new Batch(account, url.get(), new ArrayList<>(List.of(event)));
                batches.add(next);
                open.put(url.get().url(), next);
            }
        }
        return batches;
    }

    private static boolean fits(Batch batch, MailjetEvent event, EventDelivery how, Random random) {
        boolean grouped = batch.url().isGrouped() && !batch.events().contains(event);
        return grouped
                && (how.seed().isPresent()
                        ? random.nextInt(MOST_OF_A_SHUFFLED_GROUP) > 0
                        : batch.events().get(0).at().getEpochSecond()
                                == event.at().getEpochSecond());
    }
}
