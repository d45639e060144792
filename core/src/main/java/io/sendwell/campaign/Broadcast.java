package io.sendwell.campaign;

import io.sendwell.address.Mailbox;
import io.sendwell.message.InvalidMessageException;
import io.sendwell.message.Mail;
import io.sendwell.message.MailBuilder;
import io.sendwell.message.MergeData;
import io.sendwell.message.MessageClass;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One template to many who asked for it: each person of the audience gets a mail of their own, with nobody else in To.
 * Immutable, if its audience is.
 *
 * <pre>{@code
 * Broadcast newsletter = Broadcast.compose(mail -> mail
 *         .from("Erik Maltby", "erik@acme.example")
 *         .subject("{{first|Hello}}, the spring collection is here")
 *         .html(html))
 *     .audience(people, p -> Recipient.of(p.name(), p.email()).merge("first", p.first()).about("person/" + p.id()))
 *     .build();
 * }</pre>
 */
public final class Broadcast {

    // It never leaves: To of the template is replaced by each person's mailbox.
    private static final Mailbox EACH = Mailbox.of("each@recipient.invalid");

    private final Mail template;
    private final Audience audience;

    private Broadcast(Mail template, Audience audience) {
        this.template = template;
        this.audience = audience;
    }

    /** Starts a broadcast with the mail that everybody gets; its class is MASS unless it says otherwise. */
    public static Builder compose(Consumer<MailBuilder> mail) {
        return new Builder(() -> Mail.compose().messageClass(MessageClass.MASS).to(EACH), mail);
    }

    /**
     * Starts a broadcast with the template of another one.
     *
     * @param template {@link #template()} of that one
     * @param changes what is different this time
     */
    public static Builder compose(Mail template, Consumer<MailBuilder> changes) {
        return new Builder(() -> template.toBuilder().onlyTo(EACH), changes);
    }

    /** The mail that everybody gets, before merging; its To is no real mailbox. */
    public Mail template() {
        return template;
    }

    /** To whom it goes. */
    public Audience audience() {
        return audience;
    }

    /**
     * The mails, one for each person, not merged yet. They share the template's attachments.
     *
     * @return a stream that whoever asked closes
     */
    public Stream<Mail> mails() {
        return audience.open().map(this::mailTo);
    }

    private Mail mailTo(Recipient person) {
        MailBuilder mail = template.toBuilder().onlyTo(person.mailbox()).merge(person.mergeData());
        person.about().ifPresent(mail::about);
        person.unsubscribe().ifPresent(mail::unsubscribe);
        return mail.build();
    }

    /** Composes a broadcast; one thread at a time. */
    public static final class Builder {

        private final Supplier<MailBuilder> beginning;
        private final Consumer<MailBuilder> mail;
        private @Nullable Audience audience;
        private @Nullable Function<Recipient, URI> unsubscribe;

        private Builder(Supplier<MailBuilder> beginning, Consumer<MailBuilder> mail) {
            this.beginning = beginning;
            this.mail = mail;
        }

        /** To whom it goes. */
        public Builder audience(Audience value) {
            audience = value;
            return this;
        }

        /** To whom it goes: each of these, made a recipient. */
        public <P> Builder audience(Collection<P> persons, Function<? super P, Recipient> recipient) {
            return audience(Audience.of(persons, recipient));
        }

        /**
         * Links of the application's own by which people leave the list, instead of those that Sendwell makes; see {@link
         * MailBuilder#unsubscribe(URI)}.
         *
         * @param link of each person of the audience
         */
        public Builder unsubscribe(Function<Recipient, URI> link) {
            unsubscribe = link;
            return this;
        }

        /**
         * The broadcast.
         *
         * @throws InvalidMessageException when something is missing or makes no sense; it lists every problem
         */
        public Broadcast build() {
            MailBuilder builder = beginning.get();
            mail.accept(builder);
            Mail template = builder.merge(MergeData.none()).build();
            boolean addressed = template.to().size() > 1
                    || !template.cc().isEmpty()
                    || !template.bcc().isEmpty();
            if (addressed) {
                throw new InvalidMessageException(List.of(
                        "A broadcast's mail has no recipients of its own: leave to, cc and bcc to the audience."));
            }
            if (template.unsubscribe().isPresent()) {
                throw new InvalidMessageException(
                        List.of("Each person of a broadcast leaves by a link of their own: call"
                                + " unsubscribe(person -> ...) on the broadcast, not on its mail."));
            }
            if (audience == null) {
                throw new InvalidMessageException(List.of("A broadcast has an audience: call audience(...)."));
            }
            return new Broadcast(template, withLinks(audience, unsubscribe));
        }

        private static Audience withLinks(Audience audience, @Nullable Function<Recipient, URI> link) {
            return link == null
                    ? audience
                    : () -> audience.open().map(person -> person.unsubscribe(link.apply(person)));
        }
    }
}
