package io.sendwell.examples.faults;

import io.sendwell.account.SendwellException;
import io.sendwell.outbox.Progress;
import io.sendwell.outbox.Sending;
import io.sendwell.outbox.SendingId;
import io.sendwell.testkit.crash.Await;
import java.time.Duration;

/** A node that sends nothing itself: it schedules, and looks how far it has come. */
final class Desk implements AutoCloseable {

    private final Node node;

    private Desk(Node node) {
        this.node = node;
    }

    static Desk open(Settings settings) {
        return at(Node.open(settings));
    }

    /** At a node that is not started. */
    static Desk at(Node node) {
        return new Desk(node);
    }

    Node node() {
        return node;
    }

    /** A broadcast to so many readers, to leave at once. */
    SendingId broadcast(int readers) {
        return broadcast(0, readers);
    }

    /** A broadcast to so many readers from this one on, to leave at once. */
    SendingId broadcast(int first, int readers) {
        return node.account()
                .schedule(Broadcasts.to(first, readers))
                .asSoonAsPossible()
                .id();
    }

    Sending find(SendingId id) {
        return node.find(id);
    }

    Progress progress(SendingId id) {
        return find(id).progress();
    }

    /** Whether nothing is left to do; false also when the database is away. */
    boolean isFinished(SendingId id) {
        try {
            return find(id).state().isFinished();
        } catch (SendwellException e) {
            return false;
        }
    }

    void awaitFinished(SendingId id, Duration max) throws InterruptedException {
        Await.until(max, () -> isFinished(id), () -> "it stands at " + find(id));
    }

    @Override
    public void close() {
        node.close();
    }
}
