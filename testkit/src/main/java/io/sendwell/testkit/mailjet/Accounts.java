package io.sendwell.testkit.mailjet;

import io.sendwell.testkit.mailjet.FakeMailjetAccount.Rank;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The accounts of one server, by name and by API key. Threads may share it. */
final class Accounts {

    private final MailjetIds ids;
    private final FakeMailjet.Builder settings;
    private final List<FakeMailjetAccount> all = new ArrayList<>();
    private final Map<String, FakeMailjetAccount> byName = new HashMap<>();
    private final Map<String, FakeMailjetAccount> byApiKey = new HashMap<>();

    Accounts(MailjetIds ids, FakeMailjet.Builder settings) {
        this.ids = ids;
        this.settings = settings;
    }

    /** The first account of this name; a master when it has to be made. */
    synchronized FakeMailjetAccount named(String name) {
        FakeMailjetAccount known = byName.get(name);
        return known == null ? add(name, Rank.MASTER) : known;
    }

    /** Makes a key below another one; empty when the name is in use. */
    synchronized Optional<FakeMailjetAccount> addBelow(FakeMailjetAccount master, String name) {
        if (byName.containsKey(name) && !settings.allowsRepeatedNames) {
            return Optional.empty();
        }
        FakeMailjetAccount account = add(name, Rank.SUB_ACCOUNT);
        master.addSubAccount(account);
        return Optional.of(account);
    }

    /** All of them, in the order in which they were made. */
    synchronized List<FakeMailjetAccount> all() {
        return List.copyOf(all);
    }

    /** The account that may call with these credentials. */
    synchronized Optional<FakeMailjetAccount> with(Credentials credentials) {
        return Optional.ofNullable(byApiKey.get(credentials.apiKey()))
                .filter(account -> account.secretKey().equals(credentials.secretKey()) && account.works());
    }

    private FakeMailjetAccount add(String name, Rank rank) {
        // Keys come from the name, so that a program that starts anew finds its own; a second one of a name needs
        // others.
        String token = byName.containsKey(name) ? name + "#" + all.size() : name;
        FakeMailjetAccount account = new FakeMailjetAccount(name, token, rank, ids, settings);
        all.add(account);
        byName.putIfAbsent(name, account);
        byApiKey.put(account.apiKey(), account);
        return account;
    }
}
