package io.sendwell.examples.crm.screens;

import io.sendwell.log.CampaignQuery;
import java.util.List;

/** The names of a customer's campaigns, where somebody has to choose one. */
final class Campaigns {

    private static final int LATEST = 100;

    private Campaigns() {}

    static List<String> names(Office office) {
        return office.account().events().campaigns(CampaignQuery.latest(LATEST)).stream()
                .map(campaign -> campaign.name().toString())
                .toList();
    }
}
