package io.sendwell.testkit.contract;

import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.AuthorFacts;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.identity.StaticAuthorFacts;

class StaticAuthorFactsTest implements AuthorFactsContract {

    @Override
    public AuthorFacts newAuthorFacts() {
        return StaticAuthorFacts.builder()
                .domain("acme", "acme.example", AuthorDomainFacts.verified(DmarcPolicy.REJECT))
                .domain("acme", "bücher.example", AuthorDomainFacts.verified(DmarcPolicy.NONE))
                .confirmedMailbox("acme", "erik@acme.example")
                .build();
    }
}
