package io.sendwell.log;

import io.sendwell.address.EmailAddress;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.EventType;
import io.sendwell.message.CampaignName;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/** One thing that an {@link EventQuery} asks of an event. */
public sealed interface EventCondition {

    /**
     * Whether an event is among those that are asked for.
     *
     * @param status where its message stands for its recipient
     * @param person what was ever reported of all messages of the account to this recipient, together
     */
    boolean matches(LoggedEvent event, RecipientStatus status, RecipientStatus person);

    /** It is of one of these kinds. */
    record OfType(Set<EventType> types) implements EventCondition {
        public OfType {
            types = Set.copyOf(types);
        }

        @Override
        public boolean matches(LoggedEvent event, RecipientStatus status, RecipientStatus person) {
            return types.contains(event.type());
        }
    }

    /** It is about this address, by its {@link EmailAddress#normalForm()}. */
    record To(EmailAddress address) implements EventCondition {
        @Override
        public boolean matches(LoggedEvent event, RecipientStatus status, RecipientStatus person) {
            return event.recipient().normalForm().equals(address.normalForm());
        }
    }

    /** Its message is about this, compared exactly. */
    record About(String reference) implements EventCondition {
        @Override
        public boolean matches(LoggedEvent event, RecipientStatus status, RecipientStatus person) {
            return event.about().equals(Optional.of(reference));
        }
    }

    /** Its message is of this campaign, compared exactly. */
    record OfCampaign(CampaignName name) implements EventCondition {
        @Override
        public boolean matches(LoggedEvent event, RecipientStatus status, RecipientStatus person) {
            return event.campaign().equals(name);
        }
    }

    /** It is about the message of this id, compared exactly. */
    record OfMessage(String id) implements EventCondition {
        @Override
        public boolean matches(LoggedEvent event, RecipientStatus status, RecipientStatus person) {
            return event.messageId().equals(id);
        }
    }

    /** It is a click, and the link or {@link LoggedEvent#relatedTo()} contains this, with regard to case. */
    record LinkContains(String part) implements EventCondition {
        @Override
        public boolean matches(LoggedEvent event, RecipientStatus status, RecipientStatus person) {
            return event.event() instanceof DeliveryEvent.Clicked clicked
                    && (clicked.link().contains(part) || event.relatedTo().contains(part));
        }
    }

    /** It happened at this time or later. */
    record From(Instant start) implements EventCondition {
        @Override
        public boolean matches(LoggedEvent event, RecipientStatus status, RecipientStatus person) {
            return !event.at().isBefore(start);
        }
    }

    /** It happened before this time. */
    record Before(Instant end) implements EventCondition {
        @Override
        public boolean matches(LoggedEvent event, RecipientStatus status, RecipientStatus person) {
            return event.at().isBefore(end);
        }
    }

    /** It is not {@linkplain LoggedEvent#likelyAutomatic() likely automatic}. */
    record OfPeople() implements EventCondition {
        @Override
        public boolean matches(LoggedEvent event, RecipientStatus status, RecipientStatus person) {
            return event.likelyAutomatic().isEmpty();
        }
    }

    /** None of these kinds was reported of the same message for the same recipient. */
    record Without(Set<EventType> types) implements EventCondition {
        public Without {
            types = Set.copyOf(types);
        }

        @Override
        public boolean matches(LoggedEvent event, RecipientStatus status, RecipientStatus person) {
            return Collections.disjoint(status.seen(), types);
        }
    }

    /** None of these kinds was ever reported of any message of the account to the same recipient. */
    record OfPersonWithout(Set<EventType> types) implements EventCondition {
        public OfPersonWithout {
            types = Set.copyOf(types);
        }

        @Override
        public boolean matches(LoggedEvent event, RecipientStatus status, RecipientStatus person) {
            return Collections.disjoint(person.seen(), types);
        }
    }
}
