package io.sendwell.testkit.contract;

import io.sendwell.message.AttachmentHost;
import io.sendwell.testkit.contract.FlawedAttachmentHost.Flaw;
import java.io.IOException;
import java.net.URI;

class AttachmentHostContractTest extends StoreContractProof<Flaw> {

    AttachmentHostContractTest() {
        super(Flaw.NONE, flaw -> flaw.caughtBy, Implementer.class, Implementer.class);
    }

    static class Implementer implements AttachmentHostContract {
        @Override
        public AttachmentHost newAttachmentHost() {
            return new FlawedAttachmentHost(flaw(Flaw.class));
        }

        @Override
        public byte[] fetch(AttachmentHost host, URI link) throws IOException {
            return ((FlawedAttachmentHost) host).fetch(link);
        }
    }
}
