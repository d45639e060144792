package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The accounts of one server, by name and by API key. Threads may share it. */
final class Accounts {

    private final MailjetIds ids;
    private final FakeMailjetBuilder settings;
    private final List<FakeMailjetAccount> all = new ArrayList<>();
    private final Map<String, FakeMailjetAccount> byName = new HashMap<>();
    private final Map<String, FakeMailjetAccount> byApiKey = new HashMap<>();

    Accounts(MailjetIds ids, FakeMailjetBuilder settings) {
        this.ids = ids;
        this.settings = settings;
        settings.keptIn.map(AccountFile::readAll).orElse(List.of()).forEach(this::restore);
    }

    private void restore(ObjectNode kept) {
        FakeMailjetAccount account = add(KeyIdentity.of(kept));
        account.restore(kept);
        Optional.ofNullable(byName.get(account.master())).ifPresent(master -> master.addSubAccount(account));
    }

    /** The first account of this name; a master when it has to be made. */
    synchronized FakeMailjetAccount named(String name) {
        FakeMailjetAccount known = byName.get(name);
        return known == null ? make(name, "") : known;
    }

    /** Makes a key below another one; empty when the name is in use. */
    synchronized Optional<FakeMailjetAccount> addBelow(FakeMailjetAccount master, String name) {
        if (byName.containsKey(name) && !settings.allowsRepeatedNames) {
            return Optional.empty();
        }
        FakeMailjetAccount account = make(name, master.name());
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

    private FakeMailjetAccount make(String name, String master) {
        // Keys come from the name, so that a program that starts anew finds its own; a second one of a name needs
        // others.
        String token = byName.containsKey(name) ? name + "#" + all.size() : name;
        FakeMailjetAccount account =
                add(new KeyIdentity(name, token, master, ids.nextResourceId(), settings.clock.instant()));
        account.keep();
        return account;
    }

    private FakeMailjetAccount add(KeyIdentity identity) {
        FakeMailjetAccount account = new FakeMailjetAccount(identity, ids, settings);
        all.add(account);
        byName.putIfAbsent(account.name(), account);
        byApiKey.put(account.apiKey(), account);
        return account;
    }
}
