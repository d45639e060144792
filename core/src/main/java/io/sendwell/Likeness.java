package io.sendwell;

import io.sendwell.campaign.Recipient;
import io.sendwell.merge.MailTemplate;
import io.sendwell.merge.MergeField;
import io.sendwell.merge.MergePlace;
import io.sendwell.message.Mail;
import io.sendwell.message.MergeData;
import io.sendwell.message.MessageClass;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which persons of a broadcast get the same findings, so that one of them stands for all and the mails of the others need not be
 * merged. Persons are alike when the same fields have values, and each value is a plain word where it stands: nothing that could be
 * read as markup, as a placeholder or as an address. What is not surely plain is like nothing else. Threads may share it.
 */
final class Likeness {

    /** Of a person who is like nobody else. */
    static final long UNLIKE = 0;

    private static final int MAX_WORD = 64;
    private static final int MAX_URL = 300;
    private static final int MAX_ADDRESS = 100;
    private static final int MAX_NAMES = 50;
    private static final int MAX_UNUSED = 500;
    private static final String PROBE = "qzqzqz";
    private static final String URL_PROBE = "https://" + PROBE + ".example/";

    private static final List<String> LINK = List.of(Unsubscribing.FIELD);

    private static final Set<MergePlace> SHORT =
            EnumSet.of(MergePlace.HEADER, MergePlace.PLAIN_TEXT, MergePlace.HTML_TEXT, MergePlace.HTML_ATTRIBUTE);
    private static final Set<MergePlace> ENCODED = EnumSet.of(MergePlace.URL_COMPONENT, MergePlace.URL_ADDRESS);

    private final List<Field> fields;
    private final LikeTemplate template;
    private final boolean mass;
    private final String author;

    private Likeness(List<Field> fields, LikeTemplate template, Mail mail) {
        this.fields = fields;
        this.template = template;
        this.mass = mail.messageClass() == MessageClass.MASS;
        this.author = mail.from().displayName();
    }

    /** A name in the template, and all the places where its value stands. */
    private record Field(List<String> path, Set<MergePlace> places) {

        boolean isWords() {
            return places.stream().allMatch(place -> SHORT.contains(place) || ENCODED.contains(place));
        }
    }

    /** How persons of this broadcast are alike; empty when each has to be looked at by itself. */
    static Optional<Likeness> of(Mail mail, MailTemplate template, long wireSizeAdvice) {
        Map<String, Field> fields = new LinkedHashMap<>();
        int uses = 0;
        int slack = 0;
        for (MergeField field : template.fields()) {
            // Sections repeat and leave out; what they come to is not seen without merging.
            if (field.role() != MergeField.Role.VALUE
                    || !field.within().isEmpty()
                    || field.name().equals(".")) {
                return Optional.empty();
            }
            fields.computeIfAbsent(
                            field.name(),
                            name -> new Field(List.of(name.split("\\.", -1)), EnumSet.noneOf(MergePlace.class)))
                    .places()
                    .add(field.place());
            uses++;
            boolean words = SHORT.contains(field.place()) && !field.name().equals(Unsubscribing.FIELD);
            int longest = words ? MAX_WORD : MAX_URL;
            slack += Math.max(longest, field.fallback().map(String::length).orElse(0));
        }
        MergeData probe = MergeData.none();
        for (Map.Entry<String, Field> field : fields.entrySet()) {
            boolean url = field.getValue().places().contains(MergePlace.URL);
            probe = nested(probe, field.getValue().path(), url ? URL_PROBE : PROBE);
        }
        Mail probed = Preparation.completed(template.merge(mail, probe).mail(), new ArrayList<>());
        return LikeTemplate.of(probed, PROBE, new LikeTemplate.Room(uses * URL_PROBE.length(), slack), wireSizeAdvice)
                .map(like -> new Likeness(List.copyOf(fields.values()), like, mail));
    }

    private static MergeData nested(MergeData data, List<String> path, String value) {
        if (path.size() == 1) {
            return data.with(path.get(0), value);
        }
        MergeData group = data.value(path.get(0)).orElse("") instanceof MergeData known ? known : MergeData.none();
        return data.with(path.get(0), nested(group, path.subList(1, path.size()), value));
    }

    /** The same number for persons who are alike; {@link #UNLIKE} for one who is like nobody. */
    long of(Recipient person) {
        String name = person.mailbox().displayName();
        if (!mass && !name.isEmpty() && author.contains(name)) {
            return UNLIKE;
        }
        MergeData data = person.mergeData();
        // A link of the application's own is like no other; Sendwell's are alike but for their length.
        String address = person.mailbox().address().toString();
        if (person.unsubscribe().isPresent() || address.length() > MAX_ADDRESS) {
            return UNLIKE;
        }
        if (isLargeOrOdd(data) || !person.about().map(Likeness::isReference).orElse(true)) {
            return UNLIKE;
        }
        long likeness = 1;
        for (Field field : fields) {
            long value = field.path().equals(LINK) && find(data, LINK) == null
                    ? template.ofWord(address)
                    : ofValue(field, find(data, field.path()));
            if (value == UNLIKE) {
                return UNLIKE;
            }
            likeness = AddressSet.mixed(likeness ^ value);
        }
        return likeness == UNLIKE ? 1 : likeness;
    }

    // What is stored of a person has a bound, and values that the template does not use are stored too.
    private static boolean isLargeOrOdd(MergeData data) {
        if (data.names().size() > MAX_NAMES) {
            return true;
        }
        for (String name : data.names()) {
            Object value = data.value(name).orElse("");
            boolean small = value instanceof String text
                    ? text.length() <= MAX_UNUSED
                    : value instanceof Boolean || value instanceof Integer || value instanceof Long;
            if (!small && !(value instanceof MergeData group && !isLargeOrOdd(group))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isReference(String about) {
        return !about.isBlank() && about.length() <= 255 && about.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    private static @Nullable Object find(MergeData data, List<String> path) {
        Object value = data;
        for (String name : path) {
            if (!(value instanceof MergeData group)) {
                return value == data ? null : value;
            }
            Optional<Object> inner = group.value(name);
            if (inner.isEmpty()) {
                return null;
            }
            value = inner.get();
        }
        return value;
    }

    private long ofValue(Field field, @Nullable Object value) {
        if (value == null || (value instanceof String text && text.isBlank())) {
            return 2;
        }
        if (value instanceof MergeData) {
            return UNLIKE;
        }
        String text = value.toString();
        if (field.isWords()) {
            if (text.length() > MAX_WORD || !isPlain(field, text)) {
                return UNLIKE;
            }
            // What an attribute does with its value is not known here.
            return field.places().contains(MergePlace.HTML_ATTRIBUTE) ? exactly(text) : template.ofWord(text);
        }
        if (text.length() > MAX_URL || !PlainValues.isUrl(text)) {
            return UNLIKE;
        }
        // Who leads where is looked at once for each beginning of a link; the rest of it leads nowhere else.
        boolean linkOnly = field.places().equals(EnumSet.of(MergePlace.URL));
        return AddressSet.mixed(template.ofWord(text) ^ exactly(linkOnly ? PlainValues.origin(text) : text));
    }

    private static long exactly(String text) {
        return AddressSet.bits(text);
    }

    private boolean isPlain(Field field, String text) {
        return ENCODED.containsAll(field.places()) ? PlainValues.isPrintable(text) : template.isPlain(text);
    }
}
