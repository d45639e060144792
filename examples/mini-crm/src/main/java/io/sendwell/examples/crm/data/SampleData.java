package io.sendwell.examples.crm.data;

import io.sendwell.SendingAccount;
import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.consent.ConsentRecord;
import io.sendwell.examples.crm.data.Customers.Customer;
import io.sendwell.message.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Two customers, the people who work there, and several hundred persons, so that there is something to look at. */
public final class SampleData {

    /** Under which broadcasts leave that the persons agreed to. */
    public static final Purpose NEWSLETTER = Purpose.of("newsletter");

    /** The password of every sample user. It opens nothing but this sample, which listens on this machine alone. */
    public static final String PASSWORD = "sample";

    /** A customer with some five hundred persons. */
    public static final AccountId BRIGHTWATER = AccountId.of("Brightwater_10231");

    /** A smaller one. */
    public static final AccountId LINDQVIST = AccountId.of("Lindqvist_10876");

    private static final List<String> FIRST = List.of(
            "Jørgen",
            "Zoë",
            "Łukasz",
            "Σοφία",
            "Ольга",
            "さくら",
            "伟",
            "محمد",
            "נועה",
            "Priya",
            "अनिल",
            "Nguyễn",
            "Ayşe",
            "Þóra",
            "Siân",
            "José",
            "Chloé",
            "Jürgen",
            "Kateřina",
            "민준",
            "Grace",
            "Olúṣẹ́gun",
            "Mārtiņš",
            "Inés",
            "ธิดา");

    private static final List<String> LAST = List.of(
            "Rode",
            "van der Berg",
            "Wójcik",
            "Παπαδοπούλου",
            "Кузнецова",
            "佐藤",
            "王",
            "الفاسي",
            "לוי",
            "Natarajan",
            "शर्मा",
            "Thị Lan",
            "Yılmaz",
            "Jónsdóttir",
            "O’Connor",
            "García-López",
            "d’Aubigné",
            "Weiß",
            "Dvořáková",
            "김",
            "Hopper",
            "Adébáyọ̀",
            "Bērziņš",
            "Ибрагимов",
            "ศรีสุข");

    private static final List<String> COMPANIES = List.of(
            "Kafeneio Eleni", "Navy Yard Ltd", "Sato & Co", "Blumen Weiß", "Café Zoë", "Nordlys ApS", "Casa Inés");

    private static final List<String> SEGMENTS = List.of("", "Gardeners", "Architects", "Gardeners", "Schools");

    private SampleData() {}

    /**
     * Fills an empty CRM; one that has customers stays as it is.
     *
     * @param account opens a customer's account for sending, in which the consents are recorded
     */
    public static void fill(Database database, Function<AccountId, SendingAccount> account, Instant now) {
        database.alone(() -> {
            if (new Customers(database).all().isEmpty()) {
                fillEmpty(database, account, now);
            }
        });
    }

    private static void fillEmpty(Database database, Function<AccountId, SendingAccount> account, Instant now) {
        Customers customers = new Customers(database);
        customers.add(new Customer(
                BRIGHTWATER,
                "Brightwater A/S",
                "Plus",
                ZoneId.of("Europe/Copenhagen"),
                EmailAddress.parse("news@brightwater.example"),
                "Brightwater A/S, Havnegade 12, 1058 Copenhagen, Denmark"));
        customers.add(new Customer(
                LINDQVIST,
                "Lindqvist & Co",
                "Basic",
                ZoneId.of("Europe/Stockholm"),
                EmailAddress.parse("news@lindqvist.example"),
                "Lindqvist & Co, Storgatan 3, 111 23 Stockholm, Sweden"));
        Users users = new Users(database);
        users.add("erik", PASSWORD, "Erik Maltby", "erik@brightwater.example", BRIGHTWATER.value(), Locale.ENGLISH);
        users.add("anna", PASSWORD, "Anna Lindqvist", "anna@lindqvist.example", LINDQVIST.value(), Locale.GERMAN);
        users.add("rosa", PASSWORD, "Rosa Lind", "rosa@vendor.example", "", Locale.ENGLISH);
        persons(new People(database, BRIGHTWATER), account.apply(BRIGHTWATER), 540, now);
        persons(new People(database, LINDQVIST), account.apply(LINDQVIST), 120, now);
    }

    // One of twenty never agreed to the newsletter, one of twenty-five takes no mass mail.
    private static void persons(People people, SendingAccount account, int count, Instant now) {
        List<ConsentRecord> consents = new ArrayList<>();
        Instant agreed = now.minus(Duration.ofDays(90));
        for (int i = 0; i < count; i++) {
            EmailAddress email = EmailAddress.parse("person" + (i + 1) + "@customer.example");
            long id = people.add(
                    FIRST.get(i % FIRST.size()),
                    LAST.get((i / FIRST.size() + i) % LAST.size()),
                    COMPANIES.get(i % COMPANIES.size()),
                    email,
                    SEGMENTS.get(i % SEGMENTS.size()));
            if (i % 25 == 24) {
                people.blockMass(id, true);
            }
            if (i % 20 != 19) {
                consents.add(ConsentRecord.given(account.id(), email, agreed)
                        .list(NEWSLETTER.value())
                        .by(
                                "form",
                                "https://"
                                        + account.id()
                                                .value()
                                                .toLowerCase(Locale.ROOT)
                                                .split("_", 2)[0] + ".example/newsletter"));
            }
        }
        account.consents().addAll(consents);
    }

    /** Whether a person agreed to the newsletter. */
    public static boolean agreed(SendingAccount account, Person person) {
        return account.consents().find(person.email(), Optional.of(NEWSLETTER)).isPresent();
    }
}
