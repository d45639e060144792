package io.sendwell.examples.faults;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** How much of the heap is in use after collections of all of it; what is left then is really held. */
final class LiveHeap {

    private static final String ALL_OF_IT = "end of major GC";
    private static final double MEBIBYTE = 1024 * 1024;

    private final AtomicLong peak = new AtomicLong();
    private final AtomicInteger collections = new AtomicInteger();

    LiveHeap() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, nothing) -> note(
                                    GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())),
                            notification -> notification
                                    .getType()
                                    .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION),
                            null);
        }
    }

    private void note(GarbageCollectionNotificationInfo collection) {
        if (!collection.getGcAction().equals(ALL_OF_IT)) {
            return;
        }
        Map<String, MemoryUsage> pools = collection.getGcInfo().getMemoryUsageAfterGc();
        long used = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
                .mapToLong(pool -> pools.get(pool.getName()).getUsed())
                .sum();
        peak.accumulateAndGet(used, Math::max);
        collections.incrementAndGet();
    }

    /** The most until now. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%.1f MiB at most after %d whole collections", peak.get() / MEBIBYTE, collections.get());
    }
}
