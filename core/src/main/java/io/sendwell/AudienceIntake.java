package io.sendwell;

import io.sendwell.campaign.Recipient;
import io.sendwell.check.Finding;
import io.sendwell.log.LoggedMessage;
import io.sendwell.merge.MailTemplate;
import io.sendwell.message.CampaignName;
import io.sendwell.message.Mail;
import io.sendwell.outbox.Appended;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryQuery;
import io.sendwell.outbox.NewEntry;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.StoredEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes the persons of an audience one by one: merges and examines each one's mail, and stores entries and log in chunks.
 * One thread at a time.
 */
final class AudienceIntake {

    private static final int CHUNK = 1_000;
    private static final int CHUNK_OCTETS = 4 * 1024 * 1024;

    // Merged mails are large where entries are small: so many characters of template are merged at a time.
    private static final int MERGED_AT_ONCE = 4_000_000;
    private static final int MAX_MAILS_AT_ONCE = 100;

    private static final int MAX_REASON = 1_000;

    private final Scheduling desk;
    private final Scheduling.Plan plan;
    private final SendingId sending;
    private final PersonWriting writing;
    private final CampaignName campaign;
    private final int mailsAtOnce;
    private final boolean goesOn;
    private final AudienceTally tally = new AudienceTally();

    private final List<Written> written = new ArrayList<>();
    private final List<Kept> chunk = new ArrayList<>();
    private long chunkOctets;
    private int places;

    AudienceIntake(
            Scheduling desk,
            Scheduling.Plan plan,
            SendingId sending,
            Mail mail,
            MailTemplate template,
            CampaignName campaign) {
        this.desk = desk;
        this.plan = plan;
        this.sending = sending;
        this.writing = new PersonWriting(desk.preparation, plan.accountId(), mail, template);
        this.campaign = campaign;
        int size = 1
                + mail.text().map(String::length).orElse(0)
                + mail.html().map(String::length).orElse(0);
        this.goesOn = !desk.outbox
                .entries(plan.accountId(), EntryQuery.all(sending, 0, 1))
                .isEmpty();
        this.mailsAtOnce = Math.max(1, Math.min(MAX_MAILS_AT_ONCE, MERGED_AT_ONCE / size));
    }

    /** A person's mail, with what would be stored of it. */
    private record Written(int place, Recipient person, Preparation.Prepared prepared, Octets data) {}

    /** What is kept of a person's mail once it was examined. */
    private record Kept(NewEntry entry, LoggedMessage logged, Optional<WithheldPerson> withheld) {}

    SendingId sending() {
        return sending;
    }

    AudienceTally tally() {
        return tally;
    }

    void take(Recipient person) {
        written.add(written(places, person));
        places = Math.addExact(places, 1);
        if (written.size() >= mailsAtOnce) {
            examine();
        }
    }

    /** Stores what is left. */
    void finish() {
        examine();
        store();
    }

    private Written written(int place, Recipient person) {
        PersonWriting.Written own = writing.written(person);
        return new Written(place, person, own.prepared(), own.data());
    }

    private void examine() {
        if (written.isEmpty()) {
            return;
        }
        List<Copy> copies = written.stream().map(this::copy).toList();
        List<Draft> drafts = desk.drafting.drafts(plan.account(), copies, plan.start());
        for (int i = 0; i < drafts.size(); i++) {
            Kept kept = kept(written.get(i), drafts.get(i));
            chunk.add(kept);
            chunkOctets += kept.entry().data().size();
        }
        written.clear();
        if (chunk.size() >= CHUNK || chunkOctets >= CHUNK_OCTETS) {
            store();
        }
    }

    private Copy copy(Written one) {
        return new Copy(
                new EntryId(sending, one.place()).messageId(),
                one.prepared(),
                campaign,
                plan.now(),
                plan.start(),
                Optional.of(sending),
                EntryMemo.none());
    }

    private Kept kept(Written one, Draft draft) {
        tally.advice(draft.plan().report());
        String person = PersonKey.of(one.person().mailbox().address());
        LoggedMessage logged = draft.scheduled(plan.accountId(), plan.start());
        if (draft.submission().isPresent()) {
            return new Kept(new NewEntry(one.place(), person, one.data()), logged, Optional.empty());
        }
        Finding why = draft.plan().report().stops().get(0);
        Octets data = FrozenEntry.stopped(one.person().mailbox(), why.code(), shortened(why.seen()))
                .encoded();
        return new Kept(
                new NewEntry(one.place(), person, data),
                logged,
                Optional.of(
                        new WithheldPerson(one.person().mailbox(), one.person().about(), why.code(), why.seen())));
    }

    private static String shortened(String text) {
        if (text.length() <= MAX_REASON) {
            return text;
        }
        boolean tearsAPair = Character.isHighSurrogate(text.charAt(MAX_REASON - 1));
        return text.substring(0, tearsAPair ? MAX_REASON - 1 : MAX_REASON);
    }

    private void store() {
        if (chunk.isEmpty()) {
            return;
        }
        if (goesOn) {
            noticeChanges();
        }
        Appended appended = desk.outbox
                .append(sending, chunk.stream().map(Kept::entry).toList())
                .orElseThrow(() -> new ClosedMeanwhile(sending));
        List<Kept> once = chunk.stream()
                .filter(kept -> !appended.duplicates().contains(kept.entry().ordinal()))
                .toList();
        desk.messageLog.record(once.stream().map(Kept::logged).toList());
        tally.persons(chunk.size());
        tally.duplicates(chunk.size() - once.size());
        once.forEach(kept -> kept.withheld().ifPresent(tally::withheld));
        chunk.clear();
        chunkOctets = 0;
    }

    // Places that are taken stay as they are. Were they taken by others, somebody new would silently be left out.
    private void noticeChanges() {
        int first = chunk.get(0).entry().ordinal();
        for (StoredEntry stored : desk.outbox.entries(plan.accountId(), EntryQuery.all(sending, first, chunk.size()))) {
            int at = stored.id().ordinal() - first;
            if (at < chunk.size() && !chunk.get(at).entry().person().equals(personOf(stored))) {
                throw new Changed();
            }
        }
    }

    private static String personOf(StoredEntry stored) {
        try {
            return FrozenEntry.decoded(stored.data())
                    .recipient()
                    .map(mailbox -> PersonKey.of(mailbox.address()))
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    /** An earlier attempt, which broke off, read other persons at these places. Nothing was stored of the new ones. */
    static final class Changed extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /** Somebody cancelled or sealed the sending while its audience was being read. */
    static final class ClosedMeanwhile extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ClosedMeanwhile(SendingId sending) {
            super("The sending " + sending + " was closed while its audience was being read.");
        }
    }
}
