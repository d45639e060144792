package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.consent.ConsentEvidence;
import io.sendwell.consent.ConsentRecord;
import io.sendwell.consent.ConsentStore;
import io.sendwell.consent.Withdrawal;
import io.sendwell.message.Purpose;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everybody agreed to everything: for tests that are about something else. */
class EverybodyAgrees implements ConsentStore {

    @Override
    public Map<EmailAddress, ConsentRecord> find(
            AccountId account, Optional<Purpose> list, Collection<EmailAddress> persons) {
        Map<EmailAddress, ConsentRecord> found = new LinkedHashMap<>();
        persons.forEach(person -> found.put(person, ConsentRecord.given(account, person, Office.NOW)));
        return found;
    }

    @Override
    public void add(List<ConsentRecord> consents) {}

    @Override
    public void withdraw(Withdrawal withdrawal) {}

    @Override
    public ConsentEvidence evidence(AccountId account, EmailAddress person) {
        return new ConsentEvidence(person, List.of(), List.of());
    }

    @Override
    public List<EmailAddress> persons(AccountId account, String after, int limit) {
        return List.of();
    }

    @Override
    public long erase(AccountId account, EmailAddress person, Instant withdrawnBefore) {
        return 0;
    }
}
