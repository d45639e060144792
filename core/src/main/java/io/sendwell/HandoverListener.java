package io.sendwell;

import java.util.function.Consumer;

/**
 * The application's metrics and traces, told of each call that hands mail to a next hop: a mail that is sent at once, or a claim of
 * the outbox. Given to {@link SendwellBuilder#handoverListener}. It learns figures and our own ids, and nothing of what a mail says
 * or whom it is for. Called on the thread that makes the call, several at once; what it throws is logged and changes nothing.
 */
@FunctionalInterface
public interface HandoverListener {

    /**
     * A call begins. For mail of the outbox the {@linkplain TraceContext trace} in which it was scheduled is the thread's by now.
     *
     * @return told of the end, once, on the same thread
     */
    Consumer<HandoverResult> started(HandoverCall call);
}
