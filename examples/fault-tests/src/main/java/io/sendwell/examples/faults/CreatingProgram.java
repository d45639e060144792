package io.sendwell.examples.faults;

import io.sendwell.ScheduleReceipt;
import io.sendwell.outbox.Outbox;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;

/** Schedules one broadcast under a request key in a process of its own, and says how far it has come, until it is killed or done. */
public final class CreatingProgram {

    static final String STORED = "stored ";
    static final String SCHEDULED = "scheduled ";

    private int stored;

    private CreatingProgram() {}

    /**
     * Schedules it.
     *
     * @param args the request key, how many readers, and then the settings, each as {@code NAME=value}
     */
    public static void main(String[] args) {
        int readers = Integer.parseInt(args[1]);
        Settings settings = Settings.parse(Arrays.copyOfRange(args, 2, args.length));
        try (Node node = Node.open(settings, new CreatingProgram()::watched)) {
            ScheduleReceipt receipt = node.account()
                    .schedule(Broadcasts.to(readers))
                    .requestKey(args[0])
                    .asSoonAsPossible();
            say(SCHEDULED + receipt.id());
        }
    }

    /** An outbox that says how many readers it has stored, once it has acknowledged them. */
    private Outbox watched(Outbox outbox) {
        return (Outbox) Proxy.newProxyInstance(
                Outbox.class.getClassLoader(), new Class<?>[] {Outbox.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(outbox, arguments);
                        if (method.getName().equals("append")) {
                            stored += ((List<?>) arguments[1]).size();
                            say(STORED + stored);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @SuppressWarnings("SystemOut") // A program's own output, which whoever started it waits for.
    private static void say(String line) {
        System.out.println(line);
    }
}
